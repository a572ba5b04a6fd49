#include "plumb/models/dense_stack.hpp"

#include <fmt/format.h>
#include <torch/types.h>

#include <algorithm>

#include "layer_chain.hpp"
#include "plumb/diagnostics/tap.hpp"

namespace plumb {
namespace {

std::optional<ChainActivation> chained(const LayerOptions& options) {
  const bool plain = options.residual == "none" && options.normalization == "none" &&
                     options.dropout == 0 && !options.weight_norm();
  return plain ? chain_activation(options.activation) : std::nullopt;
}

}  // namespace

DenseStack::DenseStack(torch::nn::Module& owner, std::int64_t inputs,
                       const std::vector<std::int64_t>& widths, const LayerOptions& options,
                       const std::string& norm_prefix)
    : residual_(find_residual(options.residual)), chained_(chained(options)) {
  const auto digits = std::max<std::size_t>(2, std::to_string(widths.size()).size());
  for (const auto width : widths) {
    const auto number = fmt::format("{:0{}}", layers_.size() + 1, digits);
    layers_.push_back(make_layer(owner, number, inputs, width, options, norm_prefix));
    inputs = width;
  }
}

DenseStack::Layer DenseStack::make_layer(torch::nn::Module& owner, const std::string& number,
                                         std::int64_t inputs, std::int64_t width,
                                         const LayerOptions& options,
                                         const std::string& norm_prefix) const {
  const bool starts_stream = activates_first() && layers_.empty();
  const bool skip = residual_ != Residual::none && inputs == width && !starts_stream;
  const bool fixup = skip && residual_ == Residual::fixup;
  const auto name = "dense_" + number;
  auto dense = owner.register_module(
      name, Dense(DenseOptions(inputs, width).bias(!fixup).weight_norm(options.weight_norm())));
  Layer layer{name,
              dense,
              make_normalization(options.normalization, owner, norm_prefix + "_" + number, width,
                                 Normalized::features),
              make_activation(options.activation, *dense),
              make_dropout(options.dropout, owner, "dropout_" + number),
              skip};
  if (skip && residual_ == Residual::rezero) {
    layer.factor = dense->register_parameter("alpha", at::zeros({1}));
  }
  if (fixup) {
    layer.factor = dense->register_parameter("scale", at::ones({1}));
    layer.bias_1a = dense->register_parameter("bias_1a", at::zeros({1}));
    layer.bias_1b = dense->register_parameter("bias_1b", at::zeros({1}));
  }
  return layer;
}

at::Tensor DenseStack::forward(at::Tensor h) {
  at::Tensor stream;
  for (auto& layer : layers_) {
    h = activates_first() ? sum_then_activation(layer, h, stream) : branch_then_sum(layer, h);
  }
  return h;
}

at::Tensor DenseStack::branch_then_sum(Layer& layer, const at::Tensor& h) const {
  auto y = tap(layer.name, layer.activation(layer.norm(layer.dense->forward(h))));
  if (layer.dropout) y = layer.dropout->forward(y);
  if (layer.factor.defined()) y = y * layer.factor;
  return layer.skip ? y + h : y;
}

at::Tensor DenseStack::sum_then_activation(Layer& layer, const at::Tensor& h,
                                           at::Tensor& stream) const {
  auto y = layer.dense->forward(layer.bias_1a.defined() ? h + layer.bias_1a : h);
  if (layer.factor.defined()) y = y * layer.factor;
  stream = layer.skip ? y + stream : y;
  // The activation may work in place, on anything but the stream.
  auto z = layer.bias_1b.defined() ? stream + layer.bias_1b
           : layer.norm            ? layer.norm(stream)
                                   : stream.clone();
  z = tap(layer.name, layer.activation(std::move(z)));
  return layer.dropout ? layer.dropout->forward(z) : z;
}

std::vector<ChainLink> DenseStack::links() const {
  std::vector<ChainLink> links;
  if (!chained_) return links;
  for (const auto& layer : layers_) {
    if (layer.dense->is_calibrated()) return {};
    links.push_back({layer.dense->weight, layer.dense->bias, *chained_, layer.name});
  }
  return links;
}

void DenseStack::initialize_branches() {
  if (residual_ != Residual::fixup) return;
  const at::NoGradGuard no_grad;
  for (auto& layer : layers_) {
    if (layer.skip) layer.dense->weight.zero_();
  }
}

}  // namespace plumb
