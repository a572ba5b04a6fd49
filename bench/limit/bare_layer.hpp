#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <string>

#include "layer_calls.hpp"

/// The bare arithmetic of one layer. Every tensor it needs is there before the first pass.
struct BareLayer {
  std::string how;  ///< which of the ways to do it this is
  std::function<void()> forward;
  std::function<void()> backward;  ///< the weight's gradient, and the input's where it is asked for
};

/// What a dense layer reads and writes.
struct ProductTensors {
  at::Tensor x, x_gradient;            ///< {batch, inputs}; the gradient undefined: not asked for
  at::Tensor weight, weight_gradient;  ///< {outputs, inputs}
  at::Tensor y, y_gradient;            ///< {batch, outputs}
};

/// Three matrix products, one call of the library each, into tensors that are kept.
BareLayer bare_product(const ProductTensors& tensors);

/// The fastest here of LibTorch's convolution in channels-last and in contiguous memory, and of
/// Plumb's own layer: which one that is depends on the shape, so each is tried. `weight`: as many
/// numbers as the kernel has.
BareLayer bare_convolution(const LayerCall& call, const at::Tensor& weight, bool input_gradient);
