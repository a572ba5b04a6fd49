#include "training/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

fs::path lock_file(const fs::path& directory) {
  return directory / ".lock";
}

/// False where another process has it. A file system without locks gives everyone one.
bool lock_now(int descriptor, int kind) {
  while (flock(descriptor, kind | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return false;
    if (errno != EINTR) return true;
  }
  return true;
}

/// True if the file went while it was being locked: its lock keeps nobody out.
bool is_removed(int descriptor) {
  struct stat status {};
  return fstat(descriptor, &status) == 0 && status.st_nlink == 0;
}

bool holds_only(const fs::path& directory, const fs::path& file) {
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename() != file.filename()) return false;
  }
  return !error;
}

}  // namespace

std::vector<fs::path> make_folders(const fs::path& directory) {
  std::vector<fs::path> made;
  std::error_code error;
  for (fs::path folder = directory; !folder.empty() && !fs::exists(folder, error);
       folder = folder.parent_path())
    made.push_back(folder);
  try {
    make_directories(directory);
  } catch (const Error&) {
    remove_empty(made);
    throw;
  }
  return made;
}

void remove_empty(const std::vector<fs::path>& innermost_first) noexcept {
  std::error_code not_empty;
  for (const auto& folder : innermost_first) fs::remove(folder, not_empty);
}

FolderLock::FolderLock(const fs::path& directory, const std::string& owner)
    : file_(lock_file(directory)) {
  do {
    if (descriptor_ >= 0) close(descriptor_);
    const auto made = make_folders(directory);
    made_.insert(made_.begin(), made.begin(), made.end());
    descriptor_ = open(file_.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
    if (descriptor_ < 0) {
      const int code = errno;
      remove_empty(made_);
      throw write_error(directory, code);
    }
    if (!lock_now(descriptor_, LOCK_EX)) {
      close(descriptor_);
      throw Error("another " + owner + " is at work in " + directory.string());
    }
  } while (is_removed(descriptor_));
}

FolderLock::~FolderLock() {
  // Before the lock ends: whoever waits for it sees that the file is no longer there.
  const bool in_vain = holds_only(file_.parent_path(), file_);
  if (in_vain) unlink(file_.c_str());
  close(descriptor_);
  if (in_vain) remove_empty(made_);
}

bool is_locked(const fs::path& directory) {
  const int descriptor = open(lock_file(directory).c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool locked = !lock_now(descriptor, LOCK_SH);
  close(descriptor);
  return locked;
}

}  // namespace plumb
