#include "plumb/models/conv_net.hpp"

#include <fmt/format.h>
#include <torch/types.h>

#include "plumb/diagnostics/tap.hpp"
#include "plumb/models/initialization.hpp"
#include "same_padding.hpp"

namespace plumb {
namespace {

/// Gives the stem's layers their common prefix.
struct StemImpl : torch::nn::Module {};

}  // namespace

ConvNetImpl::ConvNetImpl(const ConvNetOptions& options)
    : batch_shape_{-1, options.channels(), options.height(), options.image_width()},
      activation_(find_activation(options.activation())) {
  add_stem(options);
  add_blocks(options);
  initialize_kernels(*this, options.initializer(), options.output_initializer(), options.seed());
}

void ConvNetImpl::add_stem(const ConvNetOptions& options) {
  const auto stem = register_module("stem", std::make_shared<StemImpl>());
  stem_conv_ = stem->register_module(
      "conv", Conv2d(Conv2dOptions(options.channels(), options.width(), 7).stride(2)));
  if (options.batch_norm()) stem_norm_ = stem->register_module("norm", BatchNorm(options.width()));
}

void ConvNetImpl::add_blocks(const ConvNetOptions& options) {
  auto height = same_size(same_size(options.height(), 2), 2);
  auto width = same_size(same_size(options.image_width(), 2), 2);
  auto channels = options.width();
  for (std::int64_t i = 0; i < options.depth(); ++i) {
    const bool halves = i > 0 && i % 2 == 0;
    const auto in = channels;
    if (halves) {
      channels *= 2;
      height = same_size(height, 2);
      width = same_size(width, 2);
    }
    const auto block = ResidualBlockOptions(in, channels)
                           .stride(halves ? 2 : 1)
                           .activation(options.activation())
                           .batch_norm(options.batch_norm())
                           .shortcut(options.residual())
                           .tap_name(fmt::format("block_{}", i + 1));
    blocks_.push_back(register_module(block.tap_name(), ResidualBlock(block)));
  }
  output_ =
      register_module("output", Dense(DenseOptions(channels * height * width, options.outputs())));
}

at::Tensor ConvNetImpl::forward(const at::Tensor& x) {
  auto h = tap("input", x.dim() == 4 ? x : x.reshape(batch_shape_));
  h = activation_(stem_conv_->forward(h.contiguous(at::MemoryFormat::ChannelsLast)));
  h = tap("stem", std::move(h));
  if (stem_norm_) h = stem_norm_->forward(h);
  h = max_pool2d_same(h, 3, 2);
  for (auto& block : blocks_) h = block->forward(h);
  return tap("output", output_->forward(h.permute({0, 2, 3, 1}).flatten(1)));
}

}  // namespace plumb
