#pragma once

#include <torch/nn/cloneable.h>
#include <torch/nn/pimpl.h>

#include <cstdint>

namespace plumb {

struct DenseOptions {
  DenseOptions(std::int64_t inputs, std::int64_t outputs) : inputs_(inputs), outputs_(outputs) {}

  TORCH_ARG(std::int64_t, inputs);
  TORCH_ARG(std::int64_t, outputs);
};

/// y = x Wᵀ + b. Both start at zero: initialize_kernels() fills the weight. (torch::nn::Linear
/// would draw from the global generator.)
class DenseImpl : public torch::nn::Cloneable<DenseImpl> {
 public:
  explicit DenseImpl(const DenseOptions& options);
  void reset() override;
  /// {batch, inputs} to {batch, outputs}.
  at::Tensor forward(const at::Tensor& x);

  DenseOptions options;
  at::Tensor weight;  ///< {outputs, inputs}
  at::Tensor bias;    ///< {outputs}
};
TORCH_MODULE(Dense);

}  // namespace plumb
