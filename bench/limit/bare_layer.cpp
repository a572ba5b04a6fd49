#include "bare_layer.hpp"

#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <vector>

#include "../clocks.hpp"
#include "plumb/models/conv2d.hpp"

namespace {

constexpr auto channels_last = at::MemoryFormat::ChannelsLast;
constexpr auto contiguous = at::MemoryFormat::Contiguous;

/// The kernel's numbers seen as {outputs, inputs, height, width} in that memory format.
at::Tensor kernel(const LayerCall& call, const at::Tensor& numbers, at::MemoryFormat format) {
  const auto& w = call.weight;
  if (format == contiguous) return numbers.view(w);
  return numbers.view({w[0], w[2], w[3], w[1]}).permute({0, 3, 1, 2});
}

at::Tensor random(const std::vector<std::int64_t>& shape, at::MemoryFormat format) {
  return at::rand(shape).contiguous(format);
}

BareLayer library_convolution(const LayerCall& call, const at::Tensor& numbers, bool input_gradient,
                              at::MemoryFormat format) {
  const auto x = random(call.input, format);
  const auto w = kernel(call, numbers, format);
  const std::vector<std::int64_t> stride(2, call.stride), dilation(2, 1), none(2, 0);
  const auto forward = [=] {
    const c10::InferenceMode inference;
    return at::convolution(x, w, {}, stride, call.padding, dilation, false, none, 1);
  };
  const auto gradient = random(forward().sizes().vec(), format);
  const auto backward = [=] {
    const c10::InferenceMode inference;
    at::convolution_backward(gradient, x, w, c10::nullopt, stride, call.padding, dilation, false,
                             none, 1, {input_gradient, true, false});
  };
  return {format == contiguous ? "contiguous" : "channels-last", forward, backward};
}

/// Through autograd, as it is made.
BareLayer own_convolution(const LayerCall& call, const at::Tensor& numbers, bool input_gradient) {
  struct Parts {
    plumb::Conv2d layer;
    std::vector<at::Tensor> inputs;
    at::Tensor output, gradient;
  };
  const auto& w = call.weight;
  const auto options = plumb::Conv2dOptions(w[1], w[0], w[2]).stride(call.stride).bias(false);
  const auto parts = std::make_shared<Parts>(Parts{plumb::Conv2d(options), {}, {}, {}});
  parts->layer->weight.set_data(kernel(call, numbers, channels_last));
  const auto x = random(call.unpadded, channels_last).requires_grad_(input_gradient);
  parts->inputs = {parts->layer->weight};
  if (input_gradient) parts->inputs.push_back(x);
  const auto forward = [=] { parts->output = parts->layer->forward(x); };
  forward();
  parts->gradient = random(parts->output.sizes().vec(), channels_last);
  const auto backward = [=] {
    torch::autograd::grad({parts->output}, parts->inputs, {parts->gradient});
    parts->output.reset();
  };
  return {"plumb", forward, backward};
}

double fastest_ms(const BareLayer& layer) {
  double fastest = std::numeric_limits<double>::infinity();
  for (int round = 0; round < 8; ++round) {
    const double begin = clock_ms();
    layer.forward();
    layer.backward();
    fastest = std::min(fastest, clock_ms() - begin);
  }
  return fastest;
}

}  // namespace

BareLayer bare_product(const ProductTensors& tensors) {
  const auto forward = [t = tensors]() mutable {
    const c10::InferenceMode inference;
    at::mm_out(t.y, t.x, t.weight.t());
  };
  const auto backward = [t = tensors]() mutable {
    const c10::InferenceMode inference;
    at::mm_out(t.weight_gradient, t.y_gradient.t(), t.x);
    if (t.x_gradient.defined()) at::mm_out(t.x_gradient, t.y_gradient, t.weight);
  };
  return {"product", forward, backward};
}

BareLayer bare_convolution(const LayerCall& call, const at::Tensor& weight, bool input_gradient) {
  std::vector<BareLayer> ways{library_convolution(call, weight, input_gradient, channels_last),
                              library_convolution(call, weight, input_gradient, contiguous),
                              own_convolution(call, weight, input_gradient)};
  std::vector<double> ms;
  for (const auto& way : ways) ms.push_back(fastest_ms(way));
  return ways[static_cast<std::size_t>(std::min_element(ms.begin(), ms.end()) - ms.begin())];
}
