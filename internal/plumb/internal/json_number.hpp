#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "plumb/internal/non_finite.hpp"

namespace plumb {

/// A number as documents have it. JSON has no nan or inf: those are strings, by their names.
inline nlohmann::ordered_json json_number(double value) {
  const auto name = non_finite_name(value);
  return name.empty() ? nlohmann::ordered_json(value) : nlohmann::ordered_json(name);
}

/// null where there is none.
inline nlohmann::ordered_json json_number(const std::optional<double>& value) {
  return value ? json_number(*value) : nlohmann::ordered_json(nullptr);
}

/// Reads what json_number writes; nothing where it is null or no number.
inline std::optional<double> number_of_json(const nlohmann::ordered_json& json) {
  if (json.is_number()) return json.get<double>();
  if (!json.is_string()) return std::nullopt;
  return non_finite_number(json.get_ref<const std::string&>());
}

}  // namespace plumb
