#pragma once

#include <vector>

#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/models/network.hpp"
#include "training/batches.hpp"
#include "training/loss.hpp"

namespace plumb {

/// How much of the loss's gradient reaches each step of a recurrent network: ‖∂L/∂h_t‖ of the mean
/// loss over the first samples of a split, at most 32, in a pass of its own that steps by hand.
/// Truncated where training is. Neither reads nor writes any `.grad`. Nothing for a network without
/// recurrence, which costs a pass all the same.
std::vector<TimeGradient> measure_time_gradients(Network& network, const TensorSplit& split,
                                                 const Loss& loss);

}  // namespace plumb
