#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace plumb {

/// Where a command writes. A folder that it chose itself is its own: it is made at once, and two
/// commands that start together never have the same. It goes again if nothing came into it.
class OutputFolder {
 public:
  /// One that is there or will be made by whoever writes to it.
  explicit OutputFolder(std::filesystem::path path) : path_(std::move(path)) {}

  /// PARENT/NAME-N with the smallest N >= 1 that is free. Throws Error if it cannot be made.
  static OutputFolder next(const std::filesystem::path& parent, const std::string& name);

  ~OutputFolder();
  OutputFolder(OutputFolder&&) noexcept = default;
  OutputFolder& operator=(OutputFolder&&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::vector<std::filesystem::path> made_;  // innermost first
};

}  // namespace plumb
