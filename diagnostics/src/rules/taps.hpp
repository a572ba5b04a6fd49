#pragma once

#include <string_view>

#include "plumb/diagnostics/tap_names.hpp"

namespace plumb {

/// What the network gives, before or behind the activation that makes predictions of it.
constexpr bool is_output(std::string_view tap) {
  return tap == output_tap || tap == prediction_tap;
}

constexpr bool is_hidden(std::string_view tap) {
  return tap != input_tap && !is_output(tap);
}

}  // namespace plumb
