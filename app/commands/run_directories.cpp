#include "commands/run_directories.hpp"

#include <algorithm>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "repair/repair_folder.hpp"

namespace plumb {

std::vector<std::filesystem::path> runs_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> runs;
  if (!std::filesystem::is_directory(folder)) return runs;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_directory() && holds_run(entry.path())) runs.push_back(entry.path());
  }
  std::sort(runs.begin(), runs.end());
  return runs;
}

std::vector<std::filesystem::path> run_directories(const std::vector<std::string>& arguments) {
  std::vector<std::filesystem::path> directories;
  for (const std::filesystem::path directory : arguments) {
    if (!std::filesystem::is_directory(directory))
      throw Error("no such run: " + directory.string());
    if (holds_run(directory)) {
      directories.push_back(directory);
      continue;
    }
    const auto inner = runs_in(holds_repair(directory) ? runs_folder(directory) : directory);
    if (inner.empty()) throw Error(directory.string() + " holds no run");
    directories.insert(directories.end(), inner.begin(), inner.end());
  }
  return directories;
}

}  // namespace plumb
