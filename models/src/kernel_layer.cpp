#include "plumb/models/kernel_layer.hpp"

#include <torch/types.h>

namespace plumb {

void KernelLayer::register_kernel(const at::Tensor& zeros, bool weight_norm, bool with_bias) {
  if (weight_norm) {
    weight_g = register_parameter("weight_g", at::zeros({zeros.size(0)}));
    weight_v = register_parameter("weight_v", zeros);
  } else {
    weight = register_parameter("weight", zeros);
  }
  if (with_bias) bias = register_parameter("bias", at::zeros({zeros.size(0)}));
}

at::Tensor KernelLayer::forward(const at::Tensor& x) {
  auto y = apply(x, kernel());
  while (calibration_ && calibration_(*this, y)) y = apply(x, kernel());
  return y;
}

at::Tensor KernelLayer::kernel() const {
  if (!weight_v.defined()) return weight;
  std::vector<std::int64_t> shape(static_cast<std::size_t>(weight_v.dim()), 1);
  shape.front() = weight_g.size(0);
  return at::_weight_norm(weight_v, weight_g.view(shape), /*dim=*/0);
}

void KernelLayer::scale_kernel(double factor) {
  const at::NoGradGuard no_grad;
  (weight_g.defined() ? weight_g : weight).mul_(factor);
}

}  // namespace plumb
