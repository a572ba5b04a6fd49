#include "output_activation.hpp"

#include <cmath>

#include <fmt/format.h>
#include <torch/types.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/tap.hpp"

namespace plumb {
namespace {

constexpr std::string_view softmax = "softmax";

const std::vector<NamedEntry>& listing() {
  static const std::vector<NamedEntry> all = [] {
    std::vector<NamedEntry> entries{{"none", "the outputs as they are"},
                                    {std::string(softmax), "exp(x) over its sum"}};
    for (const auto& entry : activations()) {
      if (entry.name != "identity") entries.push_back(entry);
    }
    return entries;
  }();
  return all;
}

Activation make_output_activation(std::string_view name, torch::nn::Module& owner) {
  check_output_activation(name);
  if (name == softmax) {
    return Activation([](at::Tensor x, const at::Tensor&) { return at::softmax(x, -1); });
  }
  return make_activation(name == "none" ? "identity" : name, owner, "output_slope");
}

}  // namespace

void check_output_activation(std::string_view name) {
  std::string names;
  for (const auto& entry : listing()) {
    if (entry.name == name) return;
    names += (names.empty() ? "" : ", ") + entry.name;
  }
  throw Error(fmt::format("'{}' is not a known output activation: choose one of {}", name, names));
}

const std::vector<NamedEntry>& output_activations() {
  return listing();
}

std::pair<double, double> output_range(std::string_view output_activation) {
  if (output_activation == softmax) return {0, 1};
  // Far enough out for each to be at its bound, or beyond any; finely enough for GELU's dip.
  constexpr double farthest = 1000, unbounded = farthest / 100;
  torch::nn::Module owner;
  const auto activation = make_output_activation(output_activation, owner);
  const at::NoGradGuard no_grad;
  const at::Tensor y = activation(at::linspace(-farthest, farthest, 200'001).unsqueeze(1));
  const auto bound = [](const at::Tensor& extreme) {
    const double value = extreme.item<double>();
    return std::abs(value) < unbounded ? value : std::copysign(INFINITY, value);
  };
  return {bound(y.min()), bound(y.max())};
}

ActivatedOutput::ActivatedOutput(std::shared_ptr<Network> network, std::string_view activation)
    : network_(std::move(network)), activation_(make_output_activation(activation, *this)) {
  // Its children, not the network itself, which would put a prefix before every name.
  for (const auto& child : network_->named_children()) register_module(child.key(), child.value());
}

at::Tensor ActivatedOutput::forward(const at::Tensor& x) {
  return tap("prediction", activation_(network_->forward(x)));
}

}  // namespace plumb
