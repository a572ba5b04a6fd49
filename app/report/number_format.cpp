#include "report/number_format.hpp"

#include <cmath>
#include <cstddef>
#include <cstdlib>

#include <fmt/format.h>

namespace plumb {

std::optional<double> finite_number(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string rounded_text(const std::string& number) {
  const auto value = finite_number(number);
  if (!value) return number;
  const bool whole = std::abs(*value) < 1e7 && *value == std::floor(*value);
  return whole ? fmt::format("{:.0f}", *value) : fmt::format("{:.4g}", *value);
}

std::string percent_text(const std::string& share) {
  const auto value = finite_number(share);
  return value ? fmt::format("{:.2f} %", 100 * *value) : share;
}

std::string count_text(std::string digits) {
  if (digits.find_first_not_of("0123456789") != std::string::npos) return digits;
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), 1, ',');
  return digits;
}

std::string duration_text_of(const std::string& seconds) {
  const auto value = finite_number(seconds);
  if (!value || *value < 0) return seconds;
  const auto whole = static_cast<long long>(std::llround(*value));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{}:{:02} min", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02} h", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace plumb
