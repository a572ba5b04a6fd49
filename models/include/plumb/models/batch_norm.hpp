#pragma once

#include <torch/nn/cloneable.h>
#include <torch/nn/pimpl.h>

#include <cstdint>

namespace plumb {

struct BatchNormOptions {
  explicit BatchNormOptions(std::int64_t features) : features_(features) {}

  TORCH_ARG(std::int64_t, features);
  /// In Keras's sense: running = momentum · running + (1 − momentum) · batch.
  TORCH_ARG(double, momentum) = 0.99;
  TORCH_ARG(double, eps) = 1e-3;
};

/// Batch normalization with Keras's constants and, as Keras does, the biased variance of the batch
/// in the running statistics (torch::nn::BatchNorm keeps the unbiased one).
class BatchNormImpl : public torch::nn::Cloneable<BatchNormImpl> {
 public:
  explicit BatchNormImpl(std::int64_t features) : BatchNormImpl(BatchNormOptions(features)) {}
  explicit BatchNormImpl(const BatchNormOptions& options);
  void reset() override;
  /// {batch, features} or {batch, features, height, width}; the same shape.
  at::Tensor forward(const at::Tensor& x);

  /// Whether a forward pass in training mode changes the running statistics; true at first.
  void update_statistics(bool update) { update_statistics_ = update; }
  bool updates_statistics() const { return update_statistics_; }

  BatchNormOptions options;
  at::Tensor weight, bias;                    ///< {features}: γ = 1, β = 0 at first
  at::Tensor running_mean, running_variance;  ///< {features}: 0 and 1 at first

 private:
  /// Moves the running statistics towards the batch's.
  void follow(const at::Tensor& mean, const at::Tensor& variance);

  bool update_statistics_ = true;
};
TORCH_MODULE(BatchNorm);

}  // namespace plumb
