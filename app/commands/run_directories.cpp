#include "commands/run_directories.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "commands/standard_output.hpp"
#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

/// The names of a comparison's folders, in the order of its table; none where it has not ended.
std::vector<std::string> order_of_comparison(const fs::path& folder) {
  std::ifstream file(folder / "comparison.json");
  const auto document = nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
  std::vector<std::string> names;
  if (!document.is_array()) return names;
  for (const auto& run : document) {
    const auto directory = run.is_object() ? run.find("directory") : run.end();
    if (directory != run.end() && directory->is_string())
      names.push_back(fs::path(directory->get<std::string>()).filename().string());
  }
  return names;
}

/// By their names; those of a comparison before others, as its table and its figures have them.
std::vector<fs::path> folders_in(const fs::path& folder) {
  std::vector<fs::path> folders;
  if (!fs::is_directory(folder)) return folders;
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::error_code gone;
    if (entry.is_directory(gone)) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  const auto names = order_of_comparison(folder);
  const auto place = [&](const fs::path& inner) {
    return std::find(names.begin(), names.end(), inner.filename().string());
  };
  std::stable_sort(folders.begin(), folders.end(),
                   [&](const fs::path& a, const fs::path& b) { return place(a) < place(b); });
  return folders;
}

/// Those below a folder that is none itself. Links are not followed further down: they may lead
/// back.
std::vector<fs::path> runs_below(const fs::path& folder) {
  std::vector<fs::path> runs;
  for (const auto& inner : folders_in(folder)) {
    if (holds_run(inner)) {
      runs.push_back(inner);
    } else if (!fs::is_symlink(inner)) {
      const auto more = runs_below(inner);
      runs.insert(runs.end(), more.begin(), more.end());
    }
  }
  return runs;
}

/// Folders beside a folder's own runs that hold runs, too.
std::vector<std::string> folders_of_runs(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& inner : folders_in(folder)) {
    if (!holds_run(inner) && !fs::is_symlink(inner) && !runs_below(inner).empty())
      names.push_back(inner.string());
  }
  return names;
}

/// A run's folder, or the runs that `runs_of` finds for another.
template <typename RunsOf>
std::vector<fs::path> named_runs(const std::vector<std::string>& arguments, RunsOf runs_of) {
  std::vector<fs::path> directories;
  for (const fs::path directory : arguments) {
    if (!fs::is_directory(directory)) throw Error("no such run: " + directory.string());
    if (holds_run(directory)) {
      directories.push_back(directory);
      continue;
    }
    const auto inner = runs_of(directory);
    if (inner.empty()) throw Error(directory.string() + " holds no run");
    directories.insert(directories.end(), inner.begin(), inner.end());
  }
  return directories;
}

}  // namespace

std::vector<fs::path> runs_in(const fs::path& folder) {
  std::vector<fs::path> runs;
  for (const auto& inner : folders_in(folder)) {
    if (holds_run(inner)) runs.push_back(inner);
  }
  return runs;
}

std::vector<fs::path> run_directories(const std::vector<std::string>& arguments) {
  return named_runs(arguments, runs_below);
}

ShownRuns runs_to_show(const std::vector<std::string>& arguments) {
  ShownRuns shown;
  shown.runs = named_runs(arguments, [&](const fs::path& directory) {
    auto own = runs_in(directory);
    if (own.empty()) return runs_below(directory);
    const auto others = folders_of_runs(directory);
    shown.left_out.insert(shown.left_out.end(), others.begin(), others.end());
    return own;
  });
  return shown;
}

void tell_left_out(const ShownRuns& shown) {
  if (shown.left_out.empty()) return;
  print_err("Left out are the runs in {}; name a folder to see them.\n", join(shown.left_out));
}

}  // namespace plumb
