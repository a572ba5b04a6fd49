#pragma once

#include <string_view>

namespace plumb {

// Taps that are called the same in every network; any other is that of a hidden layer.

/// What the network is given.
inline constexpr std::string_view input_tap = "input";
/// What it gives: logits, or the values predicted.
inline constexpr std::string_view output_tap = "output";
/// Behind the activation that makes predictions of the outputs, where there is one.
inline constexpr std::string_view prediction_tap = "prediction";

}  // namespace plumb
