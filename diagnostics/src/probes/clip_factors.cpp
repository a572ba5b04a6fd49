#include "clip_factors.hpp"

#include <ATen/ATen.h>

namespace plumb {
namespace {

constexpr double guard = 1e-6;  // as in clip_grad_norm_

}  // namespace

at::Tensor global_clip_factor(const at::Tensor& total, const at::Tensor& threshold) {
  return (threshold / (total + guard)).clamp_max(1.0);
}

at::Tensor global_clip_factor(const at::Tensor& total, double threshold) {
  return (threshold / (total + guard)).clamp_max(1.0);
}

at::Tensor tensor_clip_factors(const at::Tensor& norms, double threshold) {
  return threshold / norms.clamp_min(threshold);
}

at::Tensor device_scalar(double value, const at::Device& device) {
  return at::full({}, value, at::TensorOptions().dtype(at::kDouble).device(device));
}

}  // namespace plumb
