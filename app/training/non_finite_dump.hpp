#pragma once

#include <cstdint>
#include <filesystem>

#include "plumb/models/network.hpp"
#include "training/batches.hpp"

namespace plumb {

/// non-finite/step-NNNNNN.safetensors of a run directory: what it takes to repeat a step whose loss
/// or gradient was not finite. Parameters and buffers as before the update, the batch as
/// batch.features and batch.targets, and the state of the CPU's random generator as random_state.
void dump_non_finite_step(const std::filesystem::path& run_directory, std::int64_t step,
                          const Network& network, const TensorSplit& batch);

}  // namespace plumb
