#pragma once

#include <string_view>

namespace plumb {

// Taps that are called the same in every network; any other is that of a hidden layer.

inline constexpr std::string_view input_tap = "input";
inline constexpr std::string_view output_tap = "output";
/// Behind the activation that makes predictions of the outputs.
inline constexpr std::string_view prediction_tap = "prediction";

/// What the network gives, before or behind that activation.
constexpr bool is_output(std::string_view tap) {
  return tap == output_tap || tap == prediction_tap;
}

constexpr bool is_hidden(std::string_view tap) {
  return tap != input_tap && !is_output(tap);
}

}  // namespace plumb
