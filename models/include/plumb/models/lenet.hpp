#pragma once

#include <torch/nn/pimpl.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plumb/models/activation.hpp"
#include "plumb/models/conv2d.hpp"
#include "plumb/models/dense.hpp"
#include "plumb/models/dense_stack.hpp"
#include "plumb/models/network.hpp"
#include "plumb/models/normalization.hpp"

namespace plumb {

/// LeNet (LeCun 1998) as it is written in Keras today: twice a 5×5 convolution without padding (6,
/// then 16 channels), activation and max-pooling 2×2, then `depth` + 1 dense layers, the first of
/// 120 units, the others of `width`, which have the residuals and the dropout. Layers are named
/// conv_1, norm_1, conv_2, norm_2, dense_01, dense_norm_01, dense_02, …, output. Features are
/// flattened in the order height, width, channel, as in ConvNet.
class LeNetImpl : public Network {
 public:
  /// Of either side: 16 → 12 → 6 → 2 → 1.
  static constexpr std::int64_t smallest_image = 16;

  /// Takes resolved options.
  explicit LeNetImpl(const NetworkOptions& options);
  at::Tensor forward(const at::Tensor& x) override;

  /// Features that the convolutions leave, and units of each dense layer but the output.
  static std::int64_t dense_inputs(const NetworkOptions& options);
  static std::vector<std::int64_t> dense_widths(const NetworkOptions& options);

 private:
  struct ConvLayer {
    std::string name;  // of the tap on its output
    Conv2d conv{nullptr};
    Normalization norm;
    Activation activation;
  };
  void add_convolutions(const NetworkOptions& options);

  std::vector<std::int64_t> batch_shape_;  // {-1, channels, height, width}
  std::vector<ConvLayer> convolutions_;
  std::optional<DenseStack> dense_;
  Dense output_{nullptr};
};
TORCH_MODULE(LeNet);

}  // namespace plumb
