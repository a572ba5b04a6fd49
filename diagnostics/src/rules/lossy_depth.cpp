#include "lossy_depth.hpp"

#include <algorithm>
#include <cstdint>

#include "activation_traits.hpp"
#include "plumb/diagnostics/layers.hpp"
#include "recurrent_remedies.hpp"
#include "settings.hpp"

namespace plumb {
namespace {

constexpr std::int64_t many_convolutions = 6, many_layers = 4;
constexpr double deeper_than_wide = 1;  // sum of 1 / units

std::int64_t convolutions_of(const RunFacts& facts) {
  return std::count_if(facts.parameters.begin(), facts.parameters.end(),
                       [](const auto& parameter) { return parameter.shape.size() == 4; });
}

struct Stack {
  std::int64_t layers = 0;
  std::int64_t widest = 0;
  double depth_over_width = 0;  // sum of 1 / units
};

Stack hidden_dense_layers(const RunFacts& facts) {
  Stack stack;
  const auto layers = layers_of(facts.parameters);
  for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
    const auto& shape = facts.parameters[layers[i].parameter].shape;
    if (shape.size() != 2) continue;
    ++stack.layers;
    stack.widest = std::max(stack.widest, shape[0]);
    stack.depth_over_width += 1 / static_cast<double>(shape[0]);
  }
  return stack;
}

}  // namespace

bool has_nothing_to_help(const RunFacts& facts) {
  return setting_of(facts, "norm") == "none" && setting_of(facts, "residual") == "none";
}

std::optional<std::string> lossy_depth(const RunFacts& facts) {
  if (has_recurrence(facts.parameters)) return std::nullopt;
  if (const auto convolutions = convolutions_of(facts); convolutions >= many_convolutions)
    return "through " + std::to_string(convolutions) + " convolutions";
  const Stack stack = hidden_dense_layers(facts);
  if (facts.activation != "relu" || !(stack.depth_over_width > deeper_than_wide))
    return std::nullopt;
  return "through " + std::to_string(stack.layers) + " layers of no more than " +
         std::to_string(stack.widest) + " ReLUs";
}

std::optional<std::string> lossy_activation(const RunFacts& facts) {
  if (has_recurrence(facts.parameters)) return std::nullopt;
  const ActivationTraits& traits = traits_of(facts.activation);
  const std::int64_t layers = hidden_dense_layers(facts).layers + convolutions_of(facts);
  if (layers < many_layers || !traits.is_lossy()) return std::nullopt;
  return std::to_string(layers) + " layers of " + facts.activation + " one after the other " +
         (traits.saturates ? "let little of the gradient through"
                           : "add to the signal what carries nothing") +
         ", whatever the weights are";
}

}  // namespace plumb
