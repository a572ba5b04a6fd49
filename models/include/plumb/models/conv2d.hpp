#pragma once

#include <torch/nn/cloneable.h>
#include <torch/nn/pimpl.h>

#include <cstdint>

namespace plumb {

struct Conv2dOptions {
  Conv2dOptions(std::int64_t in_channels, std::int64_t out_channels, std::int64_t kernel_size)
      : in_channels_(in_channels), out_channels_(out_channels), kernel_size_(kernel_size) {}

  TORCH_ARG(std::int64_t, in_channels);
  TORCH_ARG(std::int64_t, out_channels);
  TORCH_ARG(std::int64_t, kernel_size);
  TORCH_ARG(std::int64_t, stride) = 1;
  TORCH_ARG(bool, same_padding) = true;  ///< false: Keras's VALID, no padding at all
};

/// Convolution with Keras's SAME padding by default: an output of ⌈size / stride⌉, the odd row and
/// column of padding at the bottom and the right. Weights and outputs are in channels-last memory,
/// the faster layout on CPU. Both parameters start at zero: initialize_kernels() fills the weight.
class Conv2dImpl : public torch::nn::Cloneable<Conv2dImpl> {
 public:
  explicit Conv2dImpl(const Conv2dOptions& options);
  void reset() override;
  /// {batch, in_channels, height, width} to {batch, out_channels, ⌈height/stride⌉, ⌈width/stride⌉}.
  at::Tensor forward(const at::Tensor& x);

  Conv2dOptions options;
  at::Tensor weight;  ///< {out_channels, in_channels, kernel_size, kernel_size}
  at::Tensor bias;    ///< {out_channels}
};
TORCH_MODULE(Conv2d);

/// Max-pooling with Keras's SAME padding; padding never wins.
at::Tensor max_pool2d_same(const at::Tensor& x, std::int64_t kernel_size, std::int64_t stride);

}  // namespace plumb
