#include "activation_traits.hpp"

#include <algorithm>
#include <array>

namespace plumb {
namespace {

// He's weights make up for the half that a rectifier takes away: what takes nothing away needs
// Glorot's (Glorot and Bengio 2010; He et al. 2015), SELU those that its constants are made for
// (Klambauer et al. 2017). An exponential grows with any weights, the less the smaller they are.
constexpr std::array<ActivationTraits, 5> listed_traits{{
    {"identity", "glorot-uniform"},
    {"sigmoid", "glorot-uniform"},
    {"tanh", "glorot-uniform"},
    {"selu", "lecun-normal"},
    {"exponential", "glorot-uniform"},
}};

constexpr ActivationTraits rectifier{"", "he-normal"};

}  // namespace

const ActivationTraits& traits_of(std::string_view activation) {
  const auto* found =
      std::find_if(listed_traits.begin(), listed_traits.end(),
                   [&](const ActivationTraits& traits) { return traits.name == activation; });
  return found == listed_traits.end() ? rectifier : *found;
}

}  // namespace plumb
