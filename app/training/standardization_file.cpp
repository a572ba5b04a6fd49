#include "training/standardization_file.hpp"

#include <nlohmann/json.hpp>

#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {

void write_standardization(const std::filesystem::path& directory,
                           const Standardization& standardization) {
  const nlohmann::ordered_json json{
      {"format", 1}, {"mean", standardization.mean}, {"deviation", standardization.deviation}};
  write_file_atomically(directory / "standardization.json", json.dump() + '\n');
}

}  // namespace plumb
