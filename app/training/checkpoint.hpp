#pragma once

#include <cstdint>
#include <filesystem>

#include "plumb/models/network.hpp"
#include "training/stored_tensors.hpp"

namespace plumb {

/// checkpoints/ of a run directory: epoch-NNNN.safetensors with the network's parameters and
/// buffers (kept for epoch 0 and the newest epoch), and the state of the newest, optimizer-NNNN.
/// safetensors, for resuming: the optimizer's and that of whatever else remembers its steps.
class Checkpoints {
 public:
  explicit Checkpoints(const std::filesystem::path& run_directory);

  void save(std::int64_t epoch, std::int64_t step, const Network& network,
            const NamedTensors& state) const;

  struct Position {
    std::int64_t epoch = 0;  ///< completed
    std::int64_t step = 0;   ///< completed
  };

  /// Restores the newest checkpoint, into the tensors of `state` too. Throws Error if there is none
  /// or it does not fit.
  Position restore(Network& network, const NamedTensors& state) const;

 private:
  std::filesystem::path directory_;
};

}  // namespace plumb
