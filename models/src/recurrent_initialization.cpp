#include "plumb/models/recurrent_initialization.hpp"

#include <fmt/format.h>
#include <torch/types.h>

#include <optional>

#include "plumb/diagnostics/error.hpp"
#include "plumb/models/choice_argument.hpp"
#include "plumb/models/initialization.hpp"

namespace plumb {
namespace {

constexpr std::string_view scaled_orthogonal = "orthogonal:X";
constexpr std::string_view scaled_identity = "identity:X";

/// X of "orthogonal:X" or "identity:X"; nothing for another name.
std::optional<double> factor_of(std::string_view name, std::string_view choice) {
  const auto text = argument_text(name, choice);
  if (!text) return std::nullopt;
  if (const auto number = positive_number(*text)) return number;
  throw Error(fmt::format("recurrent initializer '{}': '{}' is not a number > 0", name, *text));
}

void fill_block(at::Tensor block, std::string_view name, const at::Generator& generator,
                std::string_view activation) {
  if (name == "identity") {
    block.copy_(at::eye(block.size(0), block.options()));
  } else if (const auto factor = factor_of(name, scaled_identity)) {
    block.copy_(at::eye(block.size(0), block.options()) * *factor);
  } else if (const auto scale = factor_of(name, scaled_orthogonal)) {
    initialize_kernel(block, "orthogonal", generator, activation);
    block.mul_(*scale);
  } else {
    initialize_kernel(block, name, generator, activation);
  }
}

void fill_gates(const at::Tensor& weight, std::int64_t gates, std::string_view initializer,
                const at::Generator& generator, std::string_view activation) {
  const at::NoGradGuard no_grad;
  for (const auto& block : weight.chunk(gates))
    fill_block(block, initializer, generator, activation);
}

std::string known_names() {
  std::string names;
  for (const auto& entry : recurrent_initializers())
    names += (names.empty() ? "" : ", ") + entry.name;
  return names;
}

}  // namespace

const std::vector<NamedEntry>& recurrent_initializers() {
  static const std::vector<NamedEntry> all = [] {
    auto entries = initializers();
    std::erase_if(entries, [](const NamedEntry& entry) { return entry.name == "lsuv"; });
    entries.push_back({std::string(scaled_orthogonal), "X times an orthogonal matrix"});
    entries.push_back({"identity", "the identity matrix"});
    entries.push_back({std::string(scaled_identity), "X times the identity matrix"});
    return entries;
  }();
  return all;
}

void check_recurrent_initializer(std::string_view name, std::string_view activation) {
  if (name == "identity" || factor_of(name, scaled_identity) || factor_of(name, scaled_orthogonal))
    return;
  for (const auto& entry : recurrent_initializers()) {
    if (name == entry.name || argument_text(name, entry.name)) {
      find_initializer(name, activation);
      return;
    }
  }
  throw Error(fmt::format("'{}' is not a known recurrent initializer: choose one of {}", name,
                          known_names()));
}

void initialize_recurrent_layer(RecurrentLayerImpl& layer, const std::string& name,
                                std::string_view initializer,
                                std::string_view recurrent_initializer, std::uint64_t seed) {
  fill_gates(layer.weight_input, layer.gates(), initializer,
             parameter_generator(name + ".weight_input", seed), layer.options.activation());
  fill_gates(layer.weight_recurrent, layer.gates(), recurrent_initializer,
             parameter_generator(name + ".weight_recurrent", seed), layer.options.activation());
}

}  // namespace plumb
