#pragma once

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

#include "plumb/internal/json_number.hpp"

namespace plumb {

/// A number as the page's data has it, with as many significant digits as a drawing needs.
inline nlohmann::ordered_json page_number(std::optional<double> value, int digits = 4) {
  if (!value || !std::isfinite(*value)) return json_number(value);
  if (*value == 0) return 0;
  if (*value == std::floor(*value) && std::abs(*value) < 1e15)
    return static_cast<std::int64_t>(*value);
  char text[32];
  std::snprintf(text, sizeof text, "%.*g", digits, *value);
  return std::strtod(text, nullptr);
}

}  // namespace plumb
