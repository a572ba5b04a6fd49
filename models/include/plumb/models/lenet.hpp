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

namespace plumb {

struct LeNetOptions {
  LeNetOptions(std::int64_t channels, std::int64_t height, std::int64_t image_width,
               std::int64_t outputs)
      : channels_(channels), height_(height), image_width_(image_width), outputs_(outputs) {}

  TORCH_ARG(std::int64_t, channels);
  TORCH_ARG(std::int64_t, height);
  TORCH_ARG(std::int64_t, image_width);
  TORCH_ARG(std::int64_t, outputs);
  TORCH_ARG(std::int64_t, depth) = 1;   ///< dense layers after the one of 120 units
  TORCH_ARG(std::int64_t, width) = 84;  ///< units of each of them
  TORCH_ARG(std::string, activation) = "relu";
  TORCH_ARG(bool, batch_norm) = false;  ///< between a layer's linear part and its activation
  TORCH_ARG(bool, residual) = false;    ///< identity around dense layers that keep their width
  TORCH_ARG(std::string, initializer) = "glorot-uniform";
  TORCH_ARG(std::string, output_initializer) = "glorot-uniform";
  TORCH_ARG(std::uint64_t, seed) = 0;
};

/// LeNet (LeCun 1998) as it is written in Keras today: twice a 5×5 convolution without padding (6,
/// then 16 channels), activation and max-pooling 2×2, then dense layers. Layers are named conv_1,
/// norm_1, conv_2, norm_2, dense_01 (120 units), dense_norm_01, dense_02, …, output. Features are
/// flattened in the order height, width, channel, as in ConvNet.
class LeNetImpl : public Network {
 public:
  /// Of either side: 16 → 12 → 6 → 2 → 1.
  static constexpr std::int64_t smallest_image = 16;

  explicit LeNetImpl(const LeNetOptions& options);
  at::Tensor forward(const at::Tensor& x) override;

 private:
  struct ConvLayer {
    std::string name;  // of the tap on its output
    Conv2d conv{nullptr};
    BatchNorm norm{nullptr};  // null without normalization
  };
  struct DenseLayer {
    std::string name;
    Dense dense{nullptr};
    BatchNorm norm{nullptr};
    bool skip = false;
  };
  void add_convolutions(const LeNetOptions& options);
  void add_dense_layers(const LeNetOptions& options);

  std::vector<std::int64_t> batch_shape_;  // {-1, channels, height, width}
  Activation activation_;
  std::vector<ConvLayer> convolutions_;
  std::vector<DenseLayer> dense_layers_;
  Dense output_{nullptr};
};
TORCH_MODULE(LeNet);

}  // namespace plumb
