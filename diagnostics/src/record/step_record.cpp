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

constexpr std::array<std::pair<NonFiniteOrigin::Pass, std::string_view>, 6> passes{{
    {NonFiniteOrigin::Pass::input, "input"},
    {NonFiniteOrigin::Pass::weight, "weight"},
    {NonFiniteOrigin::Pass::forward, "forward"},
    {NonFiniteOrigin::Pass::loss, "loss"},
    {NonFiniteOrigin::Pass::backward, "backward"},
    {NonFiniteOrigin::Pass::unknown, "unknown"},
}};

template <typename Table, typename Value>
std::string_view name_of(const Table& table, Value value) {
  for (const auto& [known, name] : table) {
    if (known == value) return name;
  }
  return {};
}

template <typename Table, typename Value>
Value value_of(const Table& table, std::string_view name, Value otherwise) {
  for (const auto& [value, known] : table) {
    if (known == name) return value;
  }
  return otherwise;
}

}  // namespace

std::string_view to_string(ActivationKind kind) {
  return name_of(names, kind);
}
ActivationKind activation_kind(std::string_view name) {
  return value_of(names, name, ActivationKind::other);
}
std::string_view to_string(NonFiniteOrigin::Pass pass) {
  return name_of(passes, pass);
}
NonFiniteOrigin::Pass non_finite_pass(std::string_view name) {
  return value_of(passes, name, NonFiniteOrigin::Pass::unknown);
}

}  // namespace plumb
