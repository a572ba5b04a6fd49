#include "plumb/diagnostics/step_record.hpp"

#include <array>
#include <utility>

namespace plumb {
namespace {

constexpr std::array<std::pair<ActivationKind, std::string_view>, 4> names{{
    {ActivationKind::other, "other"},
    {ActivationKind::sigmoid, "sigmoid"},
    {ActivationKind::tanh, "tanh"},
    {ActivationKind::relu, "relu"},
}};

}  // namespace

std::string_view to_string(ActivationKind kind) {
  for (const auto& [known, name] : names) {
    if (known == kind) return name;
  }
  return "other";
}

ActivationKind activation_kind(std::string_view name) {
  for (const auto& [kind, known] : names) {
    if (known == name) return kind;
  }
  return ActivationKind::other;
}

}  // namespace plumb
