#include "layer_chain.hpp"

#include <ATen/autocast_mode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include <iterator>

#include "plumb/diagnostics/tap.hpp"

namespace plumb {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

at::Tensor activate(at::Tensor z, ChainActivation activation) {
  switch (activation) {
    case ChainActivation::identity:
      return z;
    case ChainActivation::sigmoid:
      return z.sigmoid_();
    case ChainActivation::tanh:
      return z.tanh_();
    case ChainActivation::relu:
      return z.relu_();
  }
  return z;
}

/// The gradient for the pre-activation, from that for the output `y`.
at::Tensor through(const at::Tensor& gradient, const at::Tensor& y, ChainActivation activation) {
  switch (activation) {
    case ChainActivation::identity:
      return gradient;
    case ChainActivation::sigmoid:
      return at::sigmoid_backward(gradient, y);
    case ChainActivation::tanh:
      return at::tanh_backward(gradient, y);
    case ChainActivation::relu:
      return at::threshold_backward(gradient, y, 0);
  }
  return gradient;
}

/// The output of each layer. `inputs`: x, W₁, b₁, W₂, b₂, ….
std::vector<at::Tensor> layer_outputs(at::TensorList inputs,
                                      const std::vector<ChainActivation>& activations) {
  std::vector<at::Tensor> outputs;
  outputs.reserve(activations.size());
  for (std::size_t i = 0; i < activations.size(); ++i) {
    const at::Tensor& h = i == 0 ? inputs.front() : outputs.back();
    outputs.push_back(
        activate(at::addmm(inputs[2 + 2 * i], h, inputs[1 + 2 * i].t()), activations[i]));
  }
  return outputs;
}

/// Saved: the inputs, then the layers' outputs.
struct LayerChain : torch::autograd::Function<LayerChain> {
  static at::Tensor forward(AutogradContext* context, at::TensorList inputs,
                            const std::vector<ChainActivation>& activations) {
    variable_list saved = inputs.vec();
    auto outputs = layer_outputs(inputs, activations);
    const at::Tensor last = outputs.back();
    saved.insert(saved.end(), std::make_move_iterator(outputs.begin()),
                 std::make_move_iterator(outputs.end()));
    context->save_for_backward(std::move(saved));
    context->saved_data["activations"] = codes(activations);
    return last;
  }

  static variable_list backward(AutogradContext* context, const variable_list& outputs) {
    const variable_list saved = context->get_saved_variables();
    const auto activations = decoded(context->saved_data["activations"].toIntVector());
    const std::size_t layers = activations.size();
    const at::TensorList inputs = at::TensorList(saved).slice(0, 1 + 2 * layers);
    // What was saved of the layers has no graph of its own: a gradient that is to be differentiated
    // again needs one.
    const auto again =
        at::GradMode::is_enabled() ? layer_outputs(inputs, activations) : std::vector<at::Tensor>();
    const at::TensorList y =
        again.empty() ? at::TensorList(saved).slice(1 + 2 * layers) : at::TensorList(again);
    variable_list gradients(2 + 2 * layers);  // the activations are an input too
    at::Tensor gradient = outputs.front();
    for (std::size_t i = layers; i-- > 0;) {
      gradient = through(gradient, y[i], activations[i]);
      if (context->needs_input_grad(1 + 2 * i))
        gradients[1 + 2 * i] = gradient.t().mm(i == 0 ? inputs.front() : y[i - 1]);
      if (context->needs_input_grad(2 + 2 * i)) gradients[2 + 2 * i] = gradient.sum(0);
      if (i > 0 || context->needs_input_grad(0)) gradient = gradient.mm(inputs[1 + 2 * i]);
    }
    if (context->needs_input_grad(0)) gradients.front() = gradient;
    return gradients;
  }

 private:
  static std::vector<std::int64_t> codes(const std::vector<ChainActivation>& activations) {
    std::vector<std::int64_t> result;
    for (const auto activation : activations)
      result.push_back(static_cast<std::int64_t>(activation));
    return result;
  }

  static std::vector<ChainActivation> decoded(const std::vector<std::int64_t>& codes) {
    std::vector<ChainActivation> result;
    for (const auto code : codes) result.push_back(static_cast<ChainActivation>(code));
    return result;
  }
};

}  // namespace

std::optional<ChainActivation> chain_activation(std::string_view name) {
  if (name == "identity") return ChainActivation::identity;
  if (name == "sigmoid") return ChainActivation::sigmoid;
  if (name == "tanh") return ChainActivation::tanh;
  if (name == "relu") return ChainActivation::relu;
  return std::nullopt;
}

at::Tensor layer_chain(const at::Tensor& x, const std::vector<ChainLink>& links) {
  std::vector<at::Tensor> inputs{x};
  std::vector<ChainActivation> activations;
  for (const auto& link : links) {
    inputs.push_back(link.weight);
    inputs.push_back(link.bias);
    activations.push_back(link.activation);
  }
  return LayerChain::apply(at::TensorList(inputs), activations);
}

bool layer_chain_fits(const at::Tensor& x, const std::vector<ChainLink>& links) {
  if (links.empty()) return false;
  const auto& weight = links.front().weight;
  return detail::tap_listeners == 0 && at::GradMode::is_enabled() &&
         !torch::autograd::AnomalyMode::is_enabled() &&
         !at::autocast::is_autocast_enabled(x.device().type()) && x.dim() == 2 &&
         x.scalar_type() == weight.scalar_type() && x.device() == weight.device();
}

}  // namespace plumb
