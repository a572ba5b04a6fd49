#pragma once

#include <cmath>
#include <limits>
#include <optional>
#include <string_view>

namespace plumb {

/// How a number that is not finite is written everywhere: "nan" (never "-nan"), "inf" or "-inf".
/// Empty for a finite one.
inline std::string_view non_finite_name(double value) {
  if (std::isfinite(value)) return {};
  if (std::isnan(value)) return "nan";
  return value > 0 ? "inf" : "-inf";
}

/// The number of such a name; nothing for any other text.
inline std::optional<double> non_finite_number(std::string_view name) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  if (name == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (name == "inf") return infinite;
  if (name == "-inf") return -infinite;
  return std::nullopt;
}

}  // namespace plumb
