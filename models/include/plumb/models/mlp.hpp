#pragma once

#include <torch/nn/pimpl.h>

#include "plumb/models/dense.hpp"
#include "plumb/models/dense_stack.hpp"
#include "plumb/models/network.hpp"

namespace plumb {

/// Multilayer perceptron; with the identity as activation, a deep linear network. Layers are named
/// dense_01, norm_01, dense_02, …, output; taps are called input, dense_01, dense_02, … (after the
/// activation), output.
class MlpImpl : public Network {
 public:
  /// Takes resolved options.
  explicit MlpImpl(const NetworkOptions& options);
  at::Tensor forward(const at::Tensor& x) override;

 private:
  std::vector<ChainLink> chain() const;

  DenseStack hidden_;
  Dense output_{nullptr};
};
TORCH_MODULE(Mlp);

}  // namespace plumb
