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
  /// Steps in a row in which nothing is cleared until the loop is believed to forget it; fewer may
  /// be batches whose gradients are accumulated, each reported as a step.
  static constexpr int enough_steps = 30;

  explicit KeptGradients(const ParameterList& parameters);
  ~KeptGradients();
  KeptGradients(const KeptGradients&) = delete;
  KeptGradients& operator=(const KeptGradients&) = delete;

  /// After the update: whether gradients are kept, once that is known. On a device the answer
  /// true, and the check before it, wait for a gradient.
  std::optional<bool> end_step();

 private:
  class Chain;

  bool some_are_there() const;

  const ParameterList& parameters_;
  std::vector<std::unique_ptr<Chain>> chains_;
  int steps_ = 0;  // in which gradients came and were added to earlier ones
};

}  // namespace plumb
