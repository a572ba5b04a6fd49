#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace plumb {

/// Creates a folder and those above it that are missing. Returns what it made, innermost first.
/// Throws Error if it cannot.
std::vector<std::filesystem::path> make_folders(const std::filesystem::path& directory);

/// Takes folders away again, as far as nothing came into them.
void remove_empty(const std::vector<std::filesystem::path>& innermost_first) noexcept;

/// Keeps other processes out of a folder that this one writes, by a lock on the file .lock in it.
/// The lock ends with the process, even one that is killed; a process that was forked meanwhile
/// holds it on. On a file system that knows no locks, as NFS may be, it keeps nobody out.
class FolderLock {
 public:
  /// Creates the folder if it is missing. Throws Error, "another OWNER is at work in DIRECTORY",
  /// where one is, and where the folder cannot be written.
  explicit FolderLock(const std::filesystem::path& directory, const std::string& owner = "process");
  /// Leaves no folder that it made and in which nothing came to be.
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

 private:
  std::filesystem::path file_;
  std::vector<std::filesystem::path> made_;
  int descriptor_ = -1;
};

/// True where a process has the lock of the folder.
bool is_locked(const std::filesystem::path& directory);

}  // namespace plumb
