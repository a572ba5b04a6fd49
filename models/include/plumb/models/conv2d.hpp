#pragma once

#include <torch/nn/pimpl.h>

#include <cstdint>

#include "plumb/models/kernel_layer.hpp"

namespace plumb {

struct Conv2dOptions {
  Conv2dOptions(std::int64_t in_channels, std::int64_t out_channels, std::int64_t kernel_size)
      : in_channels_(in_channels), out_channels_(out_channels), kernel_size_(kernel_size) {}

  TORCH_ARG(std::int64_t, in_channels);
  TORCH_ARG(std::int64_t, out_channels);
  TORCH_ARG(std::int64_t, kernel_size);
  TORCH_ARG(std::int64_t, stride) = 1;
  TORCH_ARG(bool, same_padding) = true;  ///< false: Keras's VALID, no padding at all
  TORCH_ARG(bool, bias) = true;
  TORCH_ARG(bool, weight_norm) = false;
};

/// Convolution with Keras's SAME padding by default: {batch, in_channels, height, width} to {batch,
/// out_channels, ⌈height/stride⌉, ⌈width/stride⌉}, the odd row and column of padding at the bottom
/// and the right. Weights {out_channels, in_channels, kernel_size, kernel_size} and outputs are in
/// channels-last memory, the faster layout on CPU. Both parameters start at zero:
/// initialize_kernels() fills the weight.
class Conv2dImpl : public KernelLayer {
 public:
  explicit Conv2dImpl(const Conv2dOptions& options);

  Conv2dOptions options;

 private:
  at::Tensor apply(const at::Tensor& x, const at::Tensor& kernel) const override;
};
TORCH_MODULE(Conv2d);

/// Max-pooling with Keras's SAME padding; padding never wins.
at::Tensor max_pool2d_same(const at::Tensor& x, std::int64_t kernel_size, std::int64_t stride);

}  // namespace plumb
