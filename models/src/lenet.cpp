#include "plumb/models/lenet.hpp"

#include <fmt/format.h>
#include <torch/types.h>

#include "plumb/diagnostics/tap.hpp"
#include "plumb/models/initialization.hpp"

namespace plumb {
namespace {

constexpr std::int64_t kernel_size = 5;
constexpr std::int64_t first_channels = 6;
constexpr std::int64_t second_channels = 16;
constexpr std::int64_t first_dense_width = 120;

std::int64_t size_after_convolutions(std::int64_t size) {
  for (int i = 0; i < 2; ++i) size = (size - kernel_size + 1) / 2;
  return size;
}

}  // namespace

LeNetImpl::LeNetImpl(const NetworkOptions& options)
    : batch_shape_{-1, options.sample_shape[0], options.sample_shape[1], options.sample_shape[2]} {
  add_convolutions(options);
  const auto widths = dense_widths(options);
  dense_.emplace(*this, dense_inputs(options), widths, options, "dense_norm");
  output_ = register_module("output", Dense(DenseOptions(widths.back(), options.outputs)));
  initialize_kernels(*this, options.initializer, options.output_initializer, options.seed,
                     options.activation);
  dense_->initialize_branches();
}

std::int64_t LeNetImpl::dense_inputs(const NetworkOptions& options) {
  return second_channels * size_after_convolutions(options.sample_shape[1]) *
         size_after_convolutions(options.sample_shape[2]);
}

std::vector<std::int64_t> LeNetImpl::dense_widths(const NetworkOptions& options) {
  std::vector<std::int64_t> widths(static_cast<std::size_t>(options.depth) + 1, options.width);
  widths.front() = first_dense_width;
  return widths;
}

void LeNetImpl::add_convolutions(const NetworkOptions& options) {
  auto in = options.sample_shape[0];
  for (const auto out : {first_channels, second_channels}) {
    const auto number = convolutions_.size() + 1;
    const auto name = fmt::format("conv_{}", number);
    auto conv = register_module(name, Conv2d(Conv2dOptions(in, out, kernel_size)
                                                 .same_padding(false)
                                                 .weight_norm(options.weight_norm())));
    convolutions_.push_back(
        {name, conv,
         make_normalization(options.normalization, *this, fmt::format("norm_{}", number), out,
                            Normalized::images),
         make_activation(options.activation, *conv)});
    in = out;
  }
}

at::Tensor LeNetImpl::forward(const at::Tensor& x) {
  auto h = tap("input", x.dim() == 4 ? x : x.reshape(batch_shape_));
  for (auto& layer : convolutions_) {
    h = layer.activation(layer.norm(layer.conv->forward(h)));
    h = at::max_pool2d(tap(layer.name, std::move(h)), 2);
  }
  return tap("output", output_->forward(dense_->forward(h.permute({0, 2, 3, 1}).flatten(1))));
}

}  // namespace plumb
