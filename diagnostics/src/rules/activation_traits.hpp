#pragma once

#include <string_view>

namespace plumb {

/// What advice depends on of an activation, by the names of `plumb list activations`.
struct ActivationTraits {
  std::string_view name;         ///< empty: any that is not listed
  std::string_view initializer;  ///< of `plumb list initializers`: the weights that go with it
  bool saturates = false;        ///< its slope is next to nothing at both ends
  bool is_steep_at_0 = false;    ///< a slope of about 1 there, to both sides
  bool keeps_sizes = true;       ///< there are weights by which neither signal nor gradient grows
  bool is_below_0 = false;       ///< for about half of its inputs
  bool is_rectifier = false;     ///< straight on either side of 0

  /// Several in a row lose signal or gradient, whatever the weights are.
  bool is_lossy() const { return (saturates && !is_steep_at_0) || !keeps_sizes; }
};

/// Of one that is not listed, or not known (""), what goes with most rectifiers.
const ActivationTraits& traits_of(std::string_view activation);

}  // namespace plumb
