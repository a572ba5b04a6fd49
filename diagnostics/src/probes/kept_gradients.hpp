#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "parameter_list.hpp"

namespace plumb {

/// Tells in the first steps whether each backward pass adds to the gradients of the steps before,
/// as where nobody calls zero_grad. A loop that clears them is known by its second step, and its
/// hooks are gone then.
class KeptGradients {
 public:
  /// Steps in a row in which nothing is cleared until the entries of a gradient are compared: fewer
  /// may be batches whose gradients are accumulated, each reported as a step.
  static constexpr int enough_steps = 30;

  explicit KeptGradients(const ParameterList& parameters);
  ~KeptGradients();
  KeptGradients(const KeptGradients&) = delete;
  KeptGradients& operator=(const KeptGradients&) = delete;

  /// After the update: whether gradients are kept, once that is known. On a device it waits, once
  /// and where they seem to be, for one that is not 0, and for each smaller one to see that it is.
  std::optional<bool> end_step();

 private:
  class Chain;
  class Check;

  bool begin_check();

  std::vector<std::unique_ptr<Chain>> chains_;
  std::unique_ptr<Check> check_;  // of what the counters say
  int steps_ = 0;                 // in which gradients came
};

}  // namespace plumb
