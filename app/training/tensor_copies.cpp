#include "training/tensor_copies.hpp"

#include <ATen/ATen.h>

namespace plumb {

TensorCopies::TensorCopies(const NamedTensors& tensors) {
  for (const auto& [name, tensor] : tensors) copies_.push_back(at::empty_like(tensor.detach()));
  take(tensors);
}

void TensorCopies::take(const NamedTensors& tensors) {
  const at::NoGradGuard no_grad;
  for (std::size_t i = 0; i < tensors.size(); ++i) copies_[i].copy_(tensors[i].second);
}

void TensorCopies::put_back(const NamedTensors& tensors) const {
  const at::NoGradGuard no_grad;
  for (std::size_t i = 0; i < tensors.size(); ++i) at::Tensor(tensors[i].second).copy_(copies_[i]);
}

}  // namespace plumb
