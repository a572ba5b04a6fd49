#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "plumb/diagnostics/monitor.hpp"
#include "training/batches.hpp"
#include "training/learner.hpp"

namespace plumb {

/// Keeps what it takes to repeat the step under way, whose loss or gradient is not finite, and lets
/// the monitor find where that came from. Returns why the monitor could not, if so. In the run
/// directory, non-finite/step-NNNNNN.safetensors: parameters and buffers as before the update, the
/// batch as batch.features and batch.targets, and the state of the CPU's random generator as
/// random_state.
std::optional<std::string> trace_non_finite_step(const std::filesystem::path& run_directory,
                                                 Learner& learner, Monitor& monitor,
                                                 const TensorSplit& batch);

}  // namespace plumb
