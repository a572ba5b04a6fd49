#pragma once

#include <cstddef>
#include <filesystem>

namespace plumb {

/// A file that appears under its name only as a whole: written beside the target, then renamed over
/// it. What it wrote is removed unless commit() succeeds. A symbolic link stays, and what it leads
/// to is replaced; a pipe or a device is no file to replace, and is written to. Throws write_error
/// where that fails.
class ReplacementFile {
 public:
  enum class Durability {
    in_memory,  ///< other processes see it; a machine that crashes may lose it
    on_disk,
  };

  explicit ReplacementFile(const std::filesystem::path& target);
  ~ReplacementFile();
  ReplacementFile(const ReplacementFile&) = delete;
  ReplacementFile& operator=(const ReplacementFile&) = delete;

  void write(const void* data, std::size_t size);
  void commit(Durability durability);

 private:
  [[noreturn]] void fail() const;

  std::filesystem::path target_;     // as it was named
  std::filesystem::path file_;       // what that leads to
  std::filesystem::path temporary_;  // empty: the file is written to as it is
  int descriptor_ = -1;
  bool committed_ = false;
};

}  // namespace plumb
