#pragma once

#include <string_view>

namespace plumb {

/// What advice depends on of an activation, by the names of `plumb list activations`.
struct ActivationTraits {
  std::string_view name;         ///< empty: any that is not listed
  std::string_view initializer;  ///< of `plumb list initializers`: the weights that go with it
};

/// Of one that is not listed, or not known (""), what goes with most rectifiers.
const ActivationTraits& traits_of(std::string_view activation);

}  // namespace plumb
