#include "activation_traits.hpp"

#include <algorithm>
#include <array>

namespace plumb {
namespace {

// He's weights make up for the half that a rectifier takes away: what takes nothing away needs
// Glorot's (Glorot and Bengio 2010; He et al. 2015), SELU those that its constants are made for
// (Klambauer et al. 2017). An exponential grows with any weights, the less the smaller they are.
constexpr auto listed_traits = std::to_array<ActivationTraits>({
    {.name = "identity",
     .initializer = "glorot-uniform",
     .is_steep_at_0 = true,
     .is_below_0 = true},
    {.name = "sigmoid", .initializer = "glorot-uniform", .saturates = true},
    {.name = "tanh",
     .initializer = "glorot-uniform",
     .saturates = true,
     .is_steep_at_0 = true,
     .is_below_0 = true},
    {.name = "relu", .initializer = "he-normal", .is_rectifier = true},
    {.name = "leaky-relu", .initializer = "he-normal", .is_below_0 = true, .is_rectifier = true},
    {.name = "prelu", .initializer = "he-normal", .is_below_0 = true, .is_rectifier = true},
    {.name = "elu", .initializer = "he-normal", .is_steep_at_0 = true, .is_below_0 = true},
    {.name = "selu", .initializer = "lecun-normal", .is_steep_at_0 = true, .is_below_0 = true},
    {.name = "gelu", .initializer = "he-normal", .is_below_0 = true},
    {.name = "silu", .initializer = "he-normal", .is_below_0 = true},
    {.name = "softplus", .initializer = "he-normal", .keeps_sizes = false},
    {.name = "exponential", .initializer = "glorot-uniform", .keeps_sizes = false},
});

constexpr ActivationTraits not_listed{.name = "", .initializer = "he-normal"};

}  // namespace

const ActivationTraits& traits_of(std::string_view activation) {
  const auto* found =
      std::find_if(listed_traits.begin(), listed_traits.end(),
                   [&](const ActivationTraits& traits) { return traits.name == activation; });
  return found == listed_traits.end() ? not_listed : *found;
}

}  // namespace plumb
