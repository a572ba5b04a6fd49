#include "plumb/models/residual_block.hpp"

#include <torch/types.h>

#include "plumb/diagnostics/tap.hpp"

namespace plumb {

ResidualBlockImpl::ResidualBlockImpl(const ResidualBlockOptions& options)
    : activation_(find_activation(options.activation())),
      add_shortcut_(options.shortcut()),
      tap_name_(options.tap_name()),
      hidden_tap_name_(tap_name_ + ".hidden") {
  const auto in = options.in_channels();
  const auto out = options.out_channels();
  const auto stride = options.stride();
  conv_1_ = register_module("conv_1", Conv2d(Conv2dOptions(in, out, 3).stride(stride)));
  if (options.batch_norm()) norm_1_ = register_module("norm_1", BatchNorm(out));
  conv_2_ = register_module("conv_2", Conv2d(Conv2dOptions(out, out, 3)));
  if (options.batch_norm()) norm_2_ = register_module("norm_2", BatchNorm(out));
  if (add_shortcut_ && (stride != 1 || in != out)) {
    shortcut_ = register_module("shortcut", Conv2d(Conv2dOptions(in, out, 1).stride(stride)));
  }
}

at::Tensor ResidualBlockImpl::forward(const at::Tensor& x) {
  auto y = tap(hidden_tap_name_, activation_(conv_1_->forward(x)));
  if (norm_1_) y = norm_1_->forward(y);
  y = conv_2_->forward(y);
  if (norm_2_) y = norm_2_->forward(y);
  // In place: neither convolution nor normalization needs its result again.
  if (add_shortcut_) y.add_(shortcut_ ? shortcut_->forward(x) : x);
  return tap(tap_name_, activation_(std::move(y)));
}

}  // namespace plumb
