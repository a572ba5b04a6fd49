#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace plumb {

/// Readings of probed steps that wait, on the device, for the records they belong to.
class ProbeWindow {
 public:
  struct Reading {
    std::int64_t step = 0;
    at::Tensor parameters;               ///< double of any shape, or undefined
    at::Tensor activations;              ///< the same
    double loss_scale = 1;               ///< of the gradients in them
    std::vector<bool> require_gradient;  ///< of the parameters, on the host
  };

  /// The same on the host, row-major; empty where undefined.
  struct Values {
    std::vector<double> parameters;
    std::vector<double> activations;
    double loss_scale = 1;
    std::vector<bool> require_gradient;
  };

  void add(Reading reading) { waiting_.push_back(std::move(reading)); }

  /// Brings everything that waits to the host in one transfer.
  void transfer();

  /// The values of that step, which no other call gets; nothing if it was not probed. Transferred
  /// steps only.
  std::optional<Values> take(std::int64_t step);

 private:
  std::deque<Reading> waiting_;
  std::deque<std::pair<std::int64_t, Values>> ready_;
};

}  // namespace plumb
