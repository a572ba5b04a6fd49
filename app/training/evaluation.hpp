#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "plumb/models/network.hpp"
#include "training/batches.hpp"
#include "training/class_hits.hpp"
#include "training/loss.hpp"
#include "training/precision.hpp"
#include "training/totals.hpp"

namespace plumb {

/// How many samples the passes over a whole split take at once: 1,000, and fewer of sequences over
/// 100 steps, whose every step a backward pass keeps.
std::int64_t samples_of_a_pass(const TensorSplit& split);

/// Loss and accuracy of a split, in evaluation mode, and its hits by class where `hits` is given.
/// Leaves the network's mode as it was.
Evaluation evaluate(Network& network, const TensorSplit& split, const Loss& loss,
                    Precision precision = Precision::float32, ClassHits* hits = nullptr);

struct FullGradient {
  Evaluation evaluation;  ///< of the same forward passes
  std::vector<std::pair<std::string, double>>
      norms;  ///< L2, by parameter; 0 for one that the loss does not reach
  std::vector<std::pair<std::string, at::Tensor>> gradients;  ///< themselves, on their device
};

/// Gradient of the mean loss over a whole split: dropout off, batch statistics in chunks of 1,000
/// in file order, running statistics untouched. Neither reads nor writes any `.grad`.
FullGradient full_gradient(Network& network, const TensorSplit& split, const Loss& loss,
                           Precision precision = Precision::float32);

}  // namespace plumb
