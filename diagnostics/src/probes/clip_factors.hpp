#pragma once

#include <ATen/core/Tensor.h>

namespace plumb {

// The factors of plumb/diagnostics/clip.hpp as tensors, on whichever device the norms are: doubles,
// of finite norms.

/// min(1, threshold / (total + 1e-6)), clip_grad_norm_'s.
at::Tensor global_clip_factor(const at::Tensor& total, const at::Tensor& threshold);
at::Tensor global_clip_factor(const at::Tensor& total, double threshold);

/// min(1, threshold / norm) of each, Keras's clipnorm.
at::Tensor tensor_clip_factors(const at::Tensor& norms, double threshold);

/// A scalar double on a device.
at::Tensor device_scalar(double value, const at::Device& device);

}  // namespace plumb
