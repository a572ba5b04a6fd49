#include "plumb/models/batch_norm.hpp"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include "column_moments.hpp"
#include "replaceable.hpp"

namespace plumb {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// LibTorch's batch normalization in training mode, by the moments given: those of x.
struct NormalizedByBatch : torch::autograd::Function<NormalizedByBatch> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& x, const at::Tensor& weight,
                            const at::Tensor& bias, const ColumnMoments& moments, double eps) {
    const at::Tensor inverse_deviation = (moments.variance + eps).rsqrt_();
    context->save_for_backward({x, weight, moments.mean, inverse_deviation});
    context->saved_data["eps"] = eps;
    return std::get<0>(at::native_batch_norm(x, weight, bias, moments.mean, moments.variance,
                                             /*training=*/false, /*momentum=*/0, eps));
  }

  static variable_list backward(AutogradContext* context, const variable_list& outputs) {
    const auto saved = context->get_saved_variables();
    const auto needed = [&](std::size_t i) { return context->needs_input_grad(i); };
    // LibTorch can differentiate this again.
    auto [x, weight, bias] = at::native_batch_norm_backward(
        outputs.front(), saved[0], saved[1], {}, {}, saved[2], saved[3], /*train=*/true,
        context->saved_data["eps"].toDouble(), {needed(0), needed(1), needed(2)});
    return {x, weight, bias, at::Tensor(), at::Tensor()};
  }
};

}  // namespace

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
  if (has_columns(x) && may_replace_operations(x)) {
    const auto moments = column_moments(x);
    if (update_statistics_) follow(moments.mean, moments.variance);
    return NormalizedByBatch::apply(x, weight, bias, moments, eps);
  }
  const auto [y, mean, inverse_deviation] =
      at::native_batch_norm(x, weight, bias, {}, {}, /*training=*/true, /*momentum=*/0, eps);
  // The kernel saves 1 / √(biased variance + ε).
  if (update_statistics_) follow(mean, inverse_deviation.pow(-2).sub_(eps));
  return y;
}

void BatchNormImpl::follow(const at::Tensor& mean, const at::Tensor& variance) {
  const at::NoGradGuard no_grad;
  const double rate = 1 - options.momentum();
  running_mean.lerp_(mean, rate);
  running_variance.lerp_(variance, rate);
}

}  // namespace plumb
