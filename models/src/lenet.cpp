#include "plumb/models/lenet.hpp"

#include <fmt/format.h>
#include <torch/types.h>

#include <algorithm>

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

LeNetImpl::LeNetImpl(const LeNetOptions& options)
    : batch_shape_{-1, options.channels(), options.height(), options.image_width()},
      activation_(find_activation(options.activation())) {
  add_convolutions(options);
  add_dense_layers(options);
  initialize_kernels(*this, options.initializer(), options.output_initializer(), options.seed());
}

void LeNetImpl::add_convolutions(const LeNetOptions& options) {
  auto in = options.channels();
  for (const auto out : {first_channels, second_channels}) {
    const auto number = convolutions_.size() + 1;
    ConvLayer layer;
    layer.name = fmt::format("conv_{}", number);
    layer.conv = register_module(layer.name,
                                 Conv2d(Conv2dOptions(in, out, kernel_size).same_padding(false)));
    if (options.batch_norm()) {
      layer.norm = register_module(fmt::format("norm_{}", number), BatchNorm(out));
    }
    convolutions_.push_back(layer);
    in = out;
  }
}

void LeNetImpl::add_dense_layers(const LeNetOptions& options) {
  const auto layers = options.depth() + 1;
  const auto digits = std::max<std::size_t>(2, std::to_string(layers).size());
  auto inputs = second_channels * size_after_convolutions(options.height()) *
                size_after_convolutions(options.image_width());
  for (std::int64_t i = 1; i <= layers; ++i) {
    const auto width = i == 1 ? first_dense_width : options.width();
    DenseLayer layer;
    layer.name = fmt::format("dense_{:0{}}", i, digits);
    layer.dense = register_module(layer.name, Dense(DenseOptions(inputs, width)));
    if (options.batch_norm()) {
      layer.norm = register_module(fmt::format("dense_norm_{:0{}}", i, digits), BatchNorm(width));
    }
    layer.skip = options.residual() && inputs == width;
    dense_layers_.push_back(layer);
    inputs = width;
  }
  output_ = register_module("output", Dense(DenseOptions(inputs, options.outputs())));
}

at::Tensor LeNetImpl::forward(const at::Tensor& x) {
  auto h = tap("input", x.dim() == 4 ? x : x.reshape(batch_shape_));
  h = h.contiguous(at::MemoryFormat::ChannelsLast);
  for (auto& layer : convolutions_) {
    h = layer.conv->forward(h);
    if (layer.norm) h = layer.norm->forward(h);
    h = at::max_pool2d(tap(layer.name, activation_(std::move(h))), 2);
  }
  h = h.permute({0, 2, 3, 1}).flatten(1);
  for (auto& layer : dense_layers_) {
    auto y = layer.dense->forward(h);
    if (layer.norm) y = layer.norm->forward(y);
    y = tap(layer.name, activation_(std::move(y)));
    h = layer.skip ? y + h : std::move(y);
  }
  return tap("output", output_->forward(h));
}

}  // namespace plumb
