#pragma once

#include <ATen/core/Tensor.h>

#include "conv_slabs.hpp"

namespace plumb {

// The products of a convolution, slab by slab, by the kernels of small_batch_kernels.hpp, whose
// vectors are as long as the processor's, which those of LibTorch's BLAS are not everywhere. All
// tensors in channels-last memory, float32 on the CPU.

/// Whether there are kernels for this processor, and for these sizes: channels fill vectors.
bool has_slab_products(const at::Tensor& x, const ConvGeometry& g);

/// y = x ∗ weight + bias.
void slab_forward(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias,
                  const ConvGeometry& g, at::Tensor& y);

/// Adds the loss's gradient by x to `x_gradient`: `gradient` is that by the outputs.
void add_slab_x_gradient(const at::Tensor& gradient, const at::Tensor& weight,
                         const ConvGeometry& g, at::Tensor& x_gradient);

/// The same by the weight.
void add_slab_weight_gradient(const at::Tensor& gradient, const at::Tensor& x,
                              const ConvGeometry& g, at::Tensor& weight_gradient);

}  // namespace plumb
