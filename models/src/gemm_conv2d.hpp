#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace plumb {

/// True where gemm_conv2d may take at::conv2d's place (may_replace_operations()) and is faster
/// (measurements: gemm_conv2d.cpp).
bool gemm_conv2d_pays(const at::Tensor& x, const at::Tensor& weight, std::int64_t stride);

/// Convolution with SAME padding as a sum of matrix products, one per output position and kernel
/// row, that read and write channels-last tensors in place: nothing is padded, unfolded or
/// reordered, and products with padding are not computed. Differentiable twice.
at::Tensor gemm_conv2d(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                       std::int64_t stride);

}  // namespace plumb
