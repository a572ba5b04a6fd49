#pragma once

#include <optional>
#include <string>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// What shows that values were on their way beyond what a float holds.
struct Overflow {
  std::string layer;  ///< the first tap that shows it; empty where the weights or the gradient do
  double size = 0;    ///< root mean square of the last values that were finite, or what the weights
                      ///< make of inputs of size 1, or the gradient's norm
};

/// By the gradient of a loss that is not finite, and the taps and weights that this step's probe
/// saw. Nothing where the batch held inf or NaN
/// already, where the outputs were of usual size, and in a step without a probe: then a loss that
/// is not finite may be anything's doing.
std::optional<Overflow> overflow_of(const RunView& run);

/// Whether this step's probe saw outputs of the network that are finite and no Overflow.
bool outputs_are_usual(const RunView& run);

/// Whether the gradient norm or the loss had risen, in the steps before one that is not finite, far
/// above what they were at first (within some dozen steps) or are usually.
bool has_grown(const RunView& run, const Thresholds& thresholds);

}  // namespace plumb
