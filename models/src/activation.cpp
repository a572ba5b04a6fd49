#include "plumb/models/activation.hpp"

#include <torch/types.h>

#include "registry.hpp"

namespace plumb {
namespace {

const Registry<Activation>& registry() {
  static const Registry<Activation> all(
      "activation",
      {
          {"identity", "x", [](at::Tensor x) { return x; }},
          {"sigmoid", "1 / (1 + exp(-x))", [](at::Tensor x) { return x.sigmoid_(); }},
          {"tanh", "tanh(x)", [](at::Tensor x) { return x.tanh_(); }},
          {"relu", "max(0, x)", [](at::Tensor x) { return x.relu_(); }},
          {"leaky-relu", "x, or 0.01 x below 0", [](at::Tensor x) { return at::leaky_relu_(x); }},
          {"elu", "x, or exp(x) - 1 below 0", [](at::Tensor x) { return at::elu_(x); }},
          {"selu", "ELU with constants that keep mean 0 and variance 1",
           [](at::Tensor x) { return at::selu_(x); }},
          {"gelu", "x times the normal distribution function of x",
           [](at::Tensor x) { return at::gelu(x); }},
          {"silu", "x sigmoid(x), also called swish", [](at::Tensor x) { return at::silu(x); }},
          {"exponential", "exp(x)", [](at::Tensor x) { return x.exp_(); }},
          {"softplus", "log(1 + exp(x))", [](at::Tensor x) { return at::softplus(x); }},
      });
  return all;
}

}  // namespace

Activation find_activation(std::string_view name) {
  return registry().find(name);
}

const std::vector<NamedEntry>& activations() {
  return registry().listing();
}

}  // namespace plumb
