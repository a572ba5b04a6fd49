#pragma once

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <optional>

namespace plumb {

/// A number as the page's data has it, with as many significant digits as a drawing needs.
inline nlohmann::ordered_json page_number(std::optional<double> value, int digits = 4) {
  if (!value) return nullptr;
  if (std::isnan(*value)) return "nan";
  if (std::isinf(*value)) return *value > 0 ? "inf" : "-inf";
  if (*value == 0) return 0;
  if (*value == std::floor(*value) && std::abs(*value) < 1e15)
    return static_cast<std::int64_t>(*value);
  char text[32];
  std::snprintf(text, sizeof text, "%.*g", digits, *value);
  return std::strtod(text, nullptr);
}

}  // namespace plumb
