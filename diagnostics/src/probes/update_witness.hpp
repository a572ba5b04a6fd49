#pragma once

#include <ATen/core/Tensor.h>

#include <utility>
#include <vector>

#include "parameter_list.hpp"

namespace plumb {

/// The parameters whose gradient is not finite, as they were before the update: tells whether it
/// was made all the same. Copies them: for the rare step alone.
class UpdateWitness {
 public:
  /// On the CPU.
  explicit UpdateWitness(const ParameterList& parameters);

  /// Whether all of them are as they were. False where there are none.
  bool update_was_left_out() const;

 private:
  std::vector<std::pair<at::Tensor, at::Tensor>> now_and_before_;
};

}  // namespace plumb
