#pragma once

#include <torch/nn/pimpl.h>

#include <cstdint>
#include <string>
#include <vector>

#include "plumb/models/activation.hpp"
#include "plumb/models/batch_norm.hpp"
#include "plumb/models/conv2d.hpp"
#include "plumb/models/dense.hpp"
#include "plumb/models/network.hpp"
#include "plumb/models/residual_block.hpp"

namespace plumb {

struct ConvNetOptions {
  ConvNetOptions(std::int64_t channels, std::int64_t height, std::int64_t image_width,
                 std::int64_t outputs)
      : channels_(channels), height_(height), image_width_(image_width), outputs_(outputs) {}

  TORCH_ARG(std::int64_t, channels);
  TORCH_ARG(std::int64_t, height);
  TORCH_ARG(std::int64_t, image_width);
  TORCH_ARG(std::int64_t, outputs);
  TORCH_ARG(std::int64_t, depth) = 6;   ///< blocks
  TORCH_ARG(std::int64_t, width) = 64;  ///< channels of the first two blocks
  TORCH_ARG(std::string, activation) = "relu";
  TORCH_ARG(bool, batch_norm) = true;
  TORCH_ARG(bool, residual) = true;
  TORCH_ARG(std::string, initializer) = "he-normal";
  TORCH_ARG(std::string, output_initializer) = "glorot-uniform";
  TORCH_ARG(std::uint64_t, seed) = 0;
};

/// conv 7×7 /2 → activation → norm → max-pool 3×3 /2, then blocks of two 3×3 convolutions, then a
/// dense layer. From the third block on, every second one doubles the channels and halves the
/// image. Layers are named stem.conv, stem.norm, block_1.conv_1, …, output; taps are called
/// input, stem (after the activation), block_1.hidden (after the first activation), block_1, …,
/// output.
///
/// The features are flattened in the order height, width, channel: Keras's order, and no copy in
/// channels-last memory. PyTorch's usual order (channel first) is a permutation of output.weight's
/// columns.
class ConvNetImpl : public Network {
 public:
  explicit ConvNetImpl(const ConvNetOptions& options);
  at::Tensor forward(const at::Tensor& x) override;

 private:
  void add_stem(const ConvNetOptions& options);
  void add_blocks(const ConvNetOptions& options);

  std::vector<std::int64_t> batch_shape_;  // {-1, channels, height, width}
  Activation activation_;
  Conv2d stem_conv_{nullptr};
  BatchNorm stem_norm_{nullptr};
  std::vector<ResidualBlock> blocks_;
  Dense output_{nullptr};
};
TORCH_MODULE(ConvNet);

}  // namespace plumb
