#include "plumb/models/activation.hpp"

#include <torch/nn/module.h>
#include <torch/types.h>

#include "registry.hpp"
#include "sigmoid.hpp"

namespace plumb {
namespace {

constexpr double first_slope = 0.25;  // of prelu: He et al. 2015, and torch::nn::PReLU

using Slope = const at::Tensor&;

struct Kind {
  Activation::Function function;
  bool learns_slope = false;
};

/// The slope follows the values' type: autocast may have lowered theirs.
at::Tensor prelu(at::Tensor x, Slope slope) {
  return at::prelu(x, slope.to(x.scalar_type()));
}

const Registry<Kind>& registry() {
  static const Registry<Kind> all(
      "activation",
      {
          {"identity", "x", {[](at::Tensor x, Slope) { return x; }}},
          {"sigmoid", "1 / (1 + exp(-x))", {[](at::Tensor x, Slope) {
             return sigmoid_in_place(x);
           }}},
          {"tanh", "tanh(x)", {[](at::Tensor x, Slope) { return x.tanh_(); }}},
          {"relu", "max(0, x)", {[](at::Tensor x, Slope) { return x.relu_(); }}},
          {"leaky-relu", "x, or 0.01 x below 0", {[](at::Tensor x, Slope) {
             return at::leaky_relu_(x);
           }}},
          {"prelu", "x, or a x below 0; each layer learns its a, 0.25 at first", {prelu, true}},
          {"elu", "x, or exp(x) - 1 below 0", {[](at::Tensor x, Slope) { return at::elu_(x); }}},
          {"selu", "ELU with constants that keep mean 0 and variance 1", {[](at::Tensor x, Slope) {
             return at::selu_(x);
           }}},
          {"gelu", "x times the normal distribution function of x", {[](at::Tensor x, Slope) {
             return at::gelu(x);
           }}},
          {"silu", "x sigmoid(x), also called swish", {[](at::Tensor x, Slope) {
             return at::silu(x);
           }}},
          {"exponential", "exp(x)", {[](at::Tensor x, Slope) { return x.exp_(); }}},
          {"softplus", "log(1 + exp(x))", {[](at::Tensor x, Slope) { return at::softplus(x); }}},
      });
  return all;
}

}  // namespace

Activation make_activation(std::string_view name, torch::nn::Module& owner,
                           const std::string& slope) {
  const auto& kind = registry().find(name);
  if (!kind.learns_slope) return Activation(kind.function);
  return Activation(kind.function, owner.register_parameter(slope, at::full({1}, first_slope)));
}

void check_activation(std::string_view name) {
  registry().find(name);
}

const std::vector<NamedEntry>& activations() {
  return registry().listing();
}

}  // namespace plumb
