#include "plumb/models/residual_block.hpp"

#include <torch/types.h>

#include <cmath>

#include "plumb/diagnostics/tap.hpp"

namespace plumb {

ResidualBlockImpl::ResidualBlockImpl(const ResidualBlockOptions& options)
    : residual_(find_residual(options.layers().residual)),
      activation_1_(make_activation(options.layers().activation, *this, "slope_1")),
      tap_name_(options.tap_name()),
      hidden_tap_name_(tap_name_ + ".hidden") {
  if (residual_ != Residual::rezero) {
    activation_2_ = make_activation(options.layers().activation, *this, "slope_2");
  } else {
    factor_ = register_parameter("alpha", at::zeros({1}));
  }
  if (residual_ == Residual::fixup) {
    factor_ = register_parameter("scale", at::ones({1}));
    bias_1a_ = register_parameter("bias_1a", at::zeros({1}));
    bias_1b_ = register_parameter("bias_1b", at::zeros({1}));
    bias_2a_ = register_parameter("bias_2a", at::zeros({1}));
    bias_2b_ = register_parameter("bias_2b", at::zeros({1}));
  }
  add_convolutions(options);
  dropout_ = make_dropout(options.layers().dropout, *this, "dropout");
}

void ResidualBlockImpl::add_convolutions(const ResidualBlockOptions& options) {
  const auto& layers = options.layers();
  const auto in = options.in_channels();
  const auto out = options.out_channels();
  const auto stride = options.stride();
  const auto convolution = [&](std::int64_t inputs, std::int64_t size) {
    return Conv2dOptions(inputs, out, size)
        .weight_norm(layers.weight_norm())
        .bias(residual_ != Residual::fixup);
  };
  const auto norm = [&](const std::string& name, std::int64_t channels) {
    return make_normalization(layers.normalization, *this, name, channels, Normalized::images);
  };
  conv_1_ = register_module("conv_1", Conv2d(convolution(in, 3).stride(stride)));
  norm_1_ = norm("norm_1", residual_ == Residual::preact ? in : out);
  conv_2_ = register_module("conv_2", Conv2d(convolution(out, 3)));
  norm_2_ = norm("norm_2", out);
  if (residual_ != Residual::none && (stride != 1 || in != out)) {
    shortcut_ = register_module("shortcut", Conv2d(convolution(in, 1).stride(stride)));
  }
}

at::Tensor ResidualBlockImpl::forward(const at::Tensor& x) {
  switch (residual_) {
    case Residual::preact:
      return activated_first(x);
    case Residual::rezero:
      return scaled_by_alpha(x);
    case Residual::fixup:
      return fixed_up(x);
    case Residual::none:
    case Residual::plain:
      break;
  }
  return activated_last(x);
}

at::Tensor ResidualBlockImpl::hidden(const Activation& activation, at::Tensor x) {
  auto y = tap(hidden_tap_name_, activation(std::move(x)));
  return dropout_ ? dropout_->forward(y) : y;
}

// Sums are in place: neither convolution, normalization nor product needs its result again.

at::Tensor ResidualBlockImpl::activated_last(const at::Tensor& x) {
  auto y = norm_1_(hidden(activation_1_, conv_1_->forward(x)));
  y = norm_2_(conv_2_->forward(y));
  if (residual_ == Residual::plain) y.add_(skipped(x));
  return tap(tap_name_, (*activation_2_)(std::move(y)));
}

at::Tensor ResidualBlockImpl::activated_first(const at::Tensor& x) {
  // The activation may work in place, on anything but the stream.
  const auto a = activation_1_(norm_1_ ? norm_1_(x) : x.clone());
  auto y = hidden(*activation_2_, norm_2_(conv_1_->forward(a)));
  y = conv_2_->forward(y);
  return tap(tap_name_, y.add_(shortcut_ ? shortcut_->forward(a) : x));
}

at::Tensor ResidualBlockImpl::scaled_by_alpha(const at::Tensor& x) {
  auto y = norm_1_(hidden(activation_1_, conv_1_->forward(x)));
  y = norm_2_(conv_2_->forward(y)) * factor_;
  return tap(tap_name_, y.add_(skipped(x)));
}

at::Tensor ResidualBlockImpl::fixed_up(const at::Tensor& x) {
  const auto shifted = x + bias_1a_;
  auto y = hidden(activation_1_, conv_1_->forward(shifted) + bias_1b_);
  y = conv_2_->forward(y + bias_2a_) * factor_ + bias_2b_;
  y.add_(shortcut_ ? shortcut_->forward(shifted) : x);
  return tap(tap_name_, (*activation_2_)(std::move(y)));
}

void ResidualBlockImpl::initialize_branch(std::int64_t blocks) {
  if (residual_ != Residual::fixup) return;
  const at::NoGradGuard no_grad;
  conv_1_->weight.mul_(1 / std::sqrt(static_cast<double>(blocks)));
  conv_2_->weight.zero_();
}

}  // namespace plumb
