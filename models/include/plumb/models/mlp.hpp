#pragma once

#include <torch/nn/pimpl.h>

#include <cstdint>
#include <string>
#include <vector>

#include "plumb/models/activation.hpp"
#include "plumb/models/batch_norm.hpp"
#include "plumb/models/dense.hpp"
#include "plumb/models/network.hpp"

namespace plumb {

struct MlpOptions {
  MlpOptions(std::int64_t inputs, std::int64_t outputs) : inputs_(inputs), outputs_(outputs) {}

  TORCH_ARG(std::int64_t, inputs);
  TORCH_ARG(std::int64_t, outputs);
  TORCH_ARG(std::int64_t, depth) = 2;    ///< hidden layers
  TORCH_ARG(std::int64_t, width) = 128;  ///< units of each
  TORCH_ARG(std::string, activation) = "relu";
  TORCH_ARG(bool, batch_norm) = false;  ///< between a layer's linear part and its activation
  TORCH_ARG(bool, residual) = false;    ///< identity around every layer whose width does not change
  TORCH_ARG(std::string, initializer) = "glorot-uniform";
  TORCH_ARG(std::string, output_initializer) = "glorot-uniform";
  TORCH_ARG(std::uint64_t, seed) = 0;
};

/// Multilayer perceptron; with the identity as activation, a deep linear network. Layers are named
/// dense_01, norm_01, dense_02, …, output; taps are
/// called input, dense_01, dense_02, … (after the activation), output.
class MlpImpl : public Network {
 public:
  explicit MlpImpl(const MlpOptions& options);
  at::Tensor forward(const at::Tensor& x) override;

 private:
  struct Layer {
    Dense dense{nullptr};
    BatchNorm norm{nullptr};  // null without normalization
    bool skip = false;
    std::string name;  // of the tap on its output
  };
  Activation activation_;
  std::vector<Layer> layers_;
  Dense output_{nullptr};
};
TORCH_MODULE(Mlp);

}  // namespace plumb
