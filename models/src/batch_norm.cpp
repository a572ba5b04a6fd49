#include "plumb/models/batch_norm.hpp"

#include <torch/types.h>

namespace plumb {

BatchNormImpl::BatchNormImpl(const BatchNormOptions& options_) : options(options_) {
  reset();
}

void BatchNormImpl::reset() {
  const auto n = options.features();
  weight = register_parameter("weight", at::ones({n}));
  bias = register_parameter("bias", at::zeros({n}));
  running_mean = register_buffer("running_mean", at::zeros({n}));
  running_variance = register_buffer("running_variance", at::ones({n}));
}

at::Tensor BatchNormImpl::forward(const at::Tensor& x) {
  const double eps = options.eps();
  if (!is_training()) {
    return std::get<0>(at::native_batch_norm(x, weight, bias, running_mean, running_variance,
                                             /*training=*/false, /*momentum=*/0, eps));
  }
  const auto [y, mean, inverse_deviation] =
      at::native_batch_norm(x, weight, bias, {}, {}, /*training=*/true, /*momentum=*/0, eps);
  if (update_statistics_) {
    const at::NoGradGuard no_grad;
    const double rate = 1 - options.momentum();
    running_mean.lerp_(mean, rate);
    // The kernel saves 1 / √(biased variance + ε).
    running_variance.lerp_(inverse_deviation.pow(-2).sub_(eps), rate);
  }
  return y;
}

}  // namespace plumb
