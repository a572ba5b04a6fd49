#pragma once

#include <torch/nn/pimpl.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "plumb/models/activation.hpp"
#include "plumb/models/conv2d.hpp"
#include "plumb/models/dense.hpp"
#include "plumb/models/network.hpp"
#include "plumb/models/normalization.hpp"
#include "plumb/models/residual_block.hpp"

namespace plumb {

/// conv 7×7 /2 → activation → norm → max-pool 3×3 /2, then blocks of two 3×3 convolutions, then a
/// dense layer. From the third block on, every second one doubles the channels and halves the
/// image. Layers are named stem.conv, stem.norm, block_1.conv_1, …, output; taps are called
/// input, stem (after the activation), block_1.hidden (after the first activation), block_1, …,
/// output. With residual 'preact' the last block's sum has its norm and activation in final.norm
/// and the tap final.
///
/// The features are flattened in the order height, width, channel: Keras's order, and no copy in
/// channels-last memory. PyTorch's usual order (channel first) is a permutation of output.weight's
/// columns.
class ConvNetImpl : public Network {
 public:
  /// Takes resolved options.
  explicit ConvNetImpl(const NetworkOptions& options);
  at::Tensor forward(const at::Tensor& x) override;

 private:
  /// What follows a convolution that is in no block.
  struct Head {
    Activation activation;
    Normalization norm;
  };
  void add_stem(const NetworkOptions& options);
  void add_blocks(const NetworkOptions& options);
  void add_final(const NetworkOptions& options, std::int64_t channels);

  std::vector<std::int64_t> batch_shape_;  // {-1, channels, height, width}
  Conv2d stem_conv_{nullptr};
  std::optional<Head> stem_, final_;  // final_: of preact only
  std::vector<ResidualBlock> blocks_;
  Dense output_{nullptr};
};
TORCH_MODULE(ConvNet);

}  // namespace plumb
