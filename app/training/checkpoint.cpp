#include "training/checkpoint.hpp"

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/safetensors.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

fs::path optimizer_file(const fs::path& directory, std::int64_t epoch) {
  return directory / fmt::format("optimizer-{:04}.safetensors", epoch);
}

}  // namespace

Checkpoints::Checkpoints(const fs::path& run_directory)
    : directory_(run_directory / "checkpoints") {}

void Checkpoints::save(std::int64_t epoch, std::int64_t step, const Network& network,
                       const NamedTensors& state) const {
  fs::create_directories(directory_);
  // The network last: a checkpoint that find_checkpoints sees is complete.
  const std::map<std::string, std::string> metadata{{"epoch", std::to_string(epoch)},
                                                    {"step", std::to_string(step)}};
  store(optimizer_file(directory_, epoch), state, metadata);
  store(directory_ / fmt::format("epoch-{:04}.safetensors", epoch), tensors_of(network), metadata);
  for (const auto& [other, path] : find_checkpoints(directory_.parent_path())) {
    if (other >= epoch) continue;
    fs::remove(optimizer_file(directory_, other));
    if (other != 0) fs::remove(path);
  }
}

Checkpoints::Position Checkpoints::restore(Network& network, const NamedTensors& state) const {
  const auto checkpoints = find_checkpoints(directory_.parent_path());
  if (checkpoints.empty()) throw Error("there is no checkpoint in " + directory_.string());
  const fs::path file = checkpoints.rbegin()->second;
  const StoredTensors content = read_safetensors(file);
  restore_into(tensors_of(network), content, file);

  const fs::path state_file = optimizer_file(directory_, checkpoints.rbegin()->first);
  restore_into(state, read_safetensors(state_file), state_file);
  return {std::stoll(content.metadata.at("epoch")), std::stoll(content.metadata.at("step"))};
}

}  // namespace plumb
