#include "commands/run_directories.hpp"

#include <algorithm>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {

std::vector<std::filesystem::path> run_directories(const std::vector<std::string>& arguments) {
  std::vector<std::filesystem::path> directories;
  for (const std::filesystem::path directory : arguments) {
    if (!std::filesystem::is_directory(directory))
      throw Error("no such run: " + directory.string());
    if (holds_run(directory)) {
      directories.push_back(directory);
      continue;
    }
    std::vector<std::filesystem::path> inner;
    for (const auto& entry : std::filesystem::directory_iterator(directory)) {
      if (entry.is_directory() && holds_run(entry.path())) inner.push_back(entry.path());
    }
    if (inner.empty()) throw Error(directory.string() + " holds no run");
    std::sort(inner.begin(), inner.end());
    directories.insert(directories.end(), inner.begin(), inner.end());
  }
  return directories;
}

}  // namespace plumb
