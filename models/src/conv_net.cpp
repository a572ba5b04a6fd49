#include "plumb/models/conv_net.hpp"

#include <fmt/format.h>
#include <torch/types.h>

#include "plumb/diagnostics/tap.hpp"
#include "plumb/models/initialization.hpp"
#include "same_padding.hpp"

namespace plumb {
namespace {

/// Gives layers a common prefix.
struct GroupImpl : torch::nn::Module {};

}  // namespace

ConvNetImpl::ConvNetImpl(const NetworkOptions& options)
    : batch_shape_{-1, options.sample_shape[0], options.sample_shape[1], options.sample_shape[2]} {
  add_stem(options);
  add_blocks(options);
  initialize_kernels(*this, options.initializer, options.output_initializer, options.seed,
                     options.activation);
  for (auto& block : blocks_) block->initialize_branch(options.depth);
}

void ConvNetImpl::add_stem(const NetworkOptions& options) {
  const auto stem = register_module("stem", std::make_shared<GroupImpl>());
  stem_conv_ =
      stem->register_module("conv", Conv2d(Conv2dOptions(options.sample_shape[0], options.width, 7)
                                               .stride(2)
                                               .weight_norm(options.weight_norm())));
  stem_ = Head{
      make_activation(options.activation, *stem),
      make_normalization(options.normalization, *stem, "norm", options.width, Normalized::images)};
}

void ConvNetImpl::add_blocks(const NetworkOptions& options) {
  auto height = same_size(same_size(options.sample_shape[1], 2), 2);
  auto width = same_size(same_size(options.sample_shape[2], 2), 2);
  auto channels = options.width;
  for (std::int64_t i = 0; i < options.depth; ++i) {
    const bool halves = i > 0 && i % 2 == 0;
    const auto in = channels;
    if (halves) {
      channels *= 2;
      height = same_size(height, 2);
      width = same_size(width, 2);
    }
    const auto block = ResidualBlockOptions(in, channels, options)
                           .stride(halves ? 2 : 1)
                           .tap_name(fmt::format("block_{}", i + 1));
    blocks_.push_back(register_module(block.tap_name(), ResidualBlock(block)));
  }
  if (find_residual(options.residual) == Residual::preact) add_final(options, channels);
  output_ =
      register_module("output", Dense(DenseOptions(channels * height * width, options.outputs)));
}

void ConvNetImpl::add_final(const NetworkOptions& options, std::int64_t channels) {
  const auto last = register_module("final", std::make_shared<GroupImpl>());
  final_ =
      Head{make_activation(options.activation, *last),
           make_normalization(options.normalization, *last, "norm", channels, Normalized::images)};
}

at::Tensor ConvNetImpl::forward(const at::Tensor& x) {
  auto h = tap("input", x.dim() == 4 ? x : x.reshape(batch_shape_));
  h = stem_->activation(stem_conv_->forward(h));
  h = max_pool2d_same(stem_->norm(tap("stem", std::move(h))), 3, 2);
  for (auto& block : blocks_) h = block->forward(h);
  // The last sum is nobody else's: what needs it for its derivative is a copy.
  if (final_) h = tap("final", final_->activation(final_->norm ? final_->norm(h) : h.clone()));
  return tap("output", output_->forward(h.permute({0, 2, 3, 1}).flatten(1)));
}

}  // namespace plumb
