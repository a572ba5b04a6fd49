#include "plumb/diagnostics/step_record.hpp"

#include "names.hpp"

namespace plumb {
namespace {

constexpr NameTable<ActivationKind, 4> kinds{{
    {ActivationKind::other, "other"},
    {ActivationKind::sigmoid, "sigmoid"},
    {ActivationKind::tanh, "tanh"},
    {ActivationKind::relu, "relu"},
}};

constexpr NameTable<NonFiniteOrigin::Pass, 7> passes{{
    {NonFiniteOrigin::Pass::input, "input"},
    {NonFiniteOrigin::Pass::weight, "weight"},
    {NonFiniteOrigin::Pass::forward, "forward"},
    {NonFiniteOrigin::Pass::loss, "loss"},
    {NonFiniteOrigin::Pass::backward, "backward"},
    {NonFiniteOrigin::Pass::unseen, "unseen"},
    {NonFiniteOrigin::Pass::unknown, "unknown"},
}};

}  // namespace

std::string_view to_string(ActivationKind kind) {
  return name_of(kinds, kind);
}
ActivationKind activation_kind(std::string_view name) {
  return value_of(kinds, name).value_or(ActivationKind::other);
}
std::string_view to_string(NonFiniteOrigin::Pass pass) {
  return name_of(passes, pass);
}
NonFiniteOrigin::Pass non_finite_pass(std::string_view name) {
  return value_of(passes, name).value_or(NonFiniteOrigin::Pass::unknown);
}

}  // namespace plumb
