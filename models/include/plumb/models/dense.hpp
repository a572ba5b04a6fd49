#pragma once

#include <torch/nn/pimpl.h>

#include <cstdint>

#include "plumb/models/kernel_layer.hpp"

namespace plumb {

struct DenseOptions {
  DenseOptions(std::int64_t inputs, std::int64_t outputs) : inputs_(inputs), outputs_(outputs) {}

  TORCH_ARG(std::int64_t, inputs);
  TORCH_ARG(std::int64_t, outputs);
  TORCH_ARG(bool, bias) = true;
  TORCH_ARG(bool, weight_norm) = false;
};

/// y = x Wᵀ + b, {batch, inputs} to {batch, outputs}. Both start at zero: initialize_kernels()
/// fills the weight. (torch::nn::Linear would draw from the global generator.)
class DenseImpl : public KernelLayer {
 public:
  explicit DenseImpl(const DenseOptions& options);

  DenseOptions options;

 private:
  at::Tensor apply(const at::Tensor& x, const at::Tensor& kernel) const override;
};
TORCH_MODULE(Dense);

}  // namespace plumb
