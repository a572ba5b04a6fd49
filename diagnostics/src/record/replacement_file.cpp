#include "replacement_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {
namespace {

/// What a symbolic link leads to, which need not exist.
std::filesystem::path end_of_links(std::filesystem::path file) {
  constexpr int most_links = 40;  // as Linux follows
  std::error_code error;
  for (int i = 0; std::filesystem::is_symlink(file, error); ++i) {
    if (i == most_links) throw write_error(file, ELOOP);
    const auto next = std::filesystem::read_symlink(file, error);
    if (error) throw write_error(file, error.value());
    file = file.parent_path() / next;
  }
  return file;
}

/// Of a folder it is the rename that fails, and says why.
bool is_replaced(const std::filesystem::path& file) {
  std::error_code ignored;
  const auto status = std::filesystem::status(file, ignored);
  return !std::filesystem::exists(status) || std::filesystem::is_regular_file(status) ||
         std::filesystem::is_directory(status);
}

}  // namespace

ReplacementFile::ReplacementFile(const std::filesystem::path& target)
    : target_(target), file_(end_of_links(target)) {
  if (is_replaced(file_)) {
    temporary_ = file_.string() + ".tmp-" + std::to_string(::getpid());
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  } else {
    descriptor_ = ::open(file_.c_str(), O_WRONLY | O_CLOEXEC);
  }
  if (descriptor_ < 0) fail();  // nothing is open or created, and no destructor will run
}

ReplacementFile::~ReplacementFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
  if (!committed_ && !temporary_.empty()) ::unlink(temporary_.c_str());
}

void ReplacementFile::write(const void* data, std::size_t size) {
  const auto* position = static_cast<const char*>(data);
  while (size > 0) {
    const auto written = ::write(descriptor_, position, size);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail();
    position += written;
    size -= static_cast<std::size_t>(written);
  }
}

void ReplacementFile::commit(Durability durability) {
  const bool renamed = !temporary_.empty();
  if (renamed && durability == Durability::on_disk && ::fsync(descriptor_) != 0) fail();
  if (::close(std::exchange(descriptor_, -1)) != 0) fail();
  if (renamed && ::rename(temporary_.c_str(), file_.c_str()) != 0) fail();
  committed_ = true;
}

void ReplacementFile::fail() const {
  throw write_error(target_, errno);
}

}  // namespace plumb
