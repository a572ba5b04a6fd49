#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "plumb/models/network.hpp"
#include "training/batches.hpp"
#include "training/loss.hpp"
#include "training/precision.hpp"
#include "training/totals.hpp"

namespace plumb {

/// Loss and accuracy of a split, in evaluation mode. Leaves the network's mode as it was.
Evaluation evaluate(Network& network, const TensorSplit& split, const Loss& loss,
                    Precision precision = Precision::float32);

struct FullGradient {
  Evaluation evaluation;  ///< of the same forward passes
  std::vector<std::pair<std::string, double>>
      norms;  ///< L2, by parameter; 0 for one that the loss does not reach
};

/// Gradient of the mean loss over a whole split: dropout off, batch statistics in chunks of 1,000
/// in file order, running statistics untouched. Neither reads nor writes any `.grad`.
FullGradient full_gradient(Network& network, const TensorSplit& split, const Loss& loss,
                           Precision precision = Precision::float32);

}  // namespace plumb
