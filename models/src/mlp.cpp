#include "plumb/models/mlp.hpp"

#include <fmt/format.h>
#include <torch/types.h>

#include <algorithm>

#include "plumb/diagnostics/tap.hpp"
#include "plumb/models/initialization.hpp"

namespace plumb {

MlpImpl::MlpImpl(const MlpOptions& options) : activation_(find_activation(options.activation())) {
  const auto digits = std::max<std::size_t>(2, std::to_string(options.depth()).size());
  auto inputs = options.inputs();
  for (std::int64_t i = 1; i <= options.depth(); ++i) {
    Layer layer;
    layer.name = fmt::format("dense_{:0{}}", i, digits);
    layer.dense = register_module(layer.name, Dense(DenseOptions(inputs, options.width())));
    if (options.batch_norm()) {
      layer.norm =
          register_module(fmt::format("norm_{:0{}}", i, digits), BatchNorm(options.width()));
    }
    layer.skip = options.residual() && inputs == options.width();
    layers_.push_back(layer);
    inputs = options.width();
  }
  output_ = register_module("output", Dense(DenseOptions(inputs, options.outputs())));
  initialize_kernels(*this, options.initializer(), options.output_initializer(), options.seed());
}

at::Tensor MlpImpl::forward(const at::Tensor& x) {
  auto h = tap("input", x.dim() == 2 ? x : x.flatten(1));
  for (auto& layer : layers_) {
    auto y = layer.dense->forward(h);
    if (layer.norm) y = layer.norm->forward(y);
    y = tap(layer.name, activation_(std::move(y)));
    h = layer.skip ? y + h : std::move(y);
  }
  return tap("output", output_->forward(h));
}

}  // namespace plumb
