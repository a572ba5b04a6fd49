#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "training/stored_tensors.hpp"

namespace plumb {

/// The values that tensors have at a time, kept on their device to be put back.
class TensorCopies {
 public:
  explicit TensorCopies(const NamedTensors& tensors);

  /// Both: the tensors that were copied first, in that order.
  void take(const NamedTensors& tensors);
  void put_back(const NamedTensors& tensors) const;

 private:
  std::vector<at::Tensor> copies_;
};

}  // namespace plumb
