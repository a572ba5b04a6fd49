#include "repair/repair_folder.hpp"

#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {

std::filesystem::path runs_folder(const std::filesystem::path& repair) {
  return repair / "runs";
}

bool holds_repair(const std::filesystem::path& directory) {
  return std::filesystem::exists(directory / "repair.json") ||
         holds_run(runs_folder(directory) / broken_run);
}

}  // namespace plumb
