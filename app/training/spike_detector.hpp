#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace plumb {

/// Tells a loss or a gradient norm that has left the course of the steps before. A step is a spike
/// if either is not finite, or, from the 10th on, if its logarithm is more than 5 robust standard
/// deviations (1.4826 times the median absolute deviation) above the median of the last 100 steps
/// that were none, and the loss more than 3 times, the norm more than 10 times that median. The
/// logarithm keeps the heavy tail of a network that has learnt most samples from being taken for
/// spikes. After 10 spikes in a row the window begins anew: then that is the course.
///
/// Tensor operations on one device that never wait for it.
class SpikeDetector {
 public:
  explicit SpikeDetector(const at::Device& device);

  /// Scalar float on the device: 1 for a spike, else 0. `loss`, `norm`: scalars on it.
  at::Tensor judge(const at::Tensor& loss, const at::Tensor& norm);

  /// What a resumed run needs; the tensors alias it.
  std::vector<std::pair<std::string, at::Tensor>> state() const;

 private:
  at::Tensor window_;  ///< {2, 100} logarithms of loss and norm, the newest last; NaN: none yet
  at::Tensor streak_;  ///< scalar: spikes in a row
  at::Tensor least_;   ///< {2} logarithms of the factors
};

}  // namespace plumb
