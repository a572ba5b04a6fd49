#include "repair/repair_folder.hpp"

#include <algorithm>
#include <string>

#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

int rank(const std::string& name) {
  if (name == broken_run) return 0;
  if (name.starts_with("broken-")) return 1;
  return name.starts_with("repaired-") ? 2 : 3;
}

bool tells_more(const fs::path& a, const fs::path& b) {
  const std::string one = a.filename().string(), other = b.filename().string();
  if (rank(one) != rank(other)) return rank(one) < rank(other);
  return rank(one) == 2 ? one > other : one < other;
}

}  // namespace

fs::path runs_folder(const fs::path& repair) {
  return repair / "runs";
}

bool holds_repair(const fs::path& directory) {
  return fs::exists(directory / "repair.json") || holds_run(runs_folder(directory) / broken_run);
}

std::vector<fs::path> telling_runs(std::vector<fs::path> runs, std::size_t most) {
  std::sort(runs.begin(), runs.end(), tells_more);
  if (runs.size() > most) runs.resize(most);
  std::sort(runs.begin(), runs.end());
  return runs;
}

}  // namespace plumb
