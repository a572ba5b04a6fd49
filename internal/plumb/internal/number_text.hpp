#pragma once

#include <array>
#include <charconv>
#include <string>

#include "plumb/internal/non_finite.hpp"

namespace plumb {

/// By std::to_chars in that format; "nan", "inf", "-inf".
template <typename... Format>
std::string text_of_number(double value, Format... format) {
  if (const auto name = non_finite_name(value); !name.empty()) return std::string(name);
  std::array<char, 32> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...);
  return {buffer.data(), result.ptr};
}

/// The shortest decimal that reads back as the same double; "nan", "inf", "-inf".
inline std::string number_text(double value) {
  return text_of_number(value);
}

/// Six significant digits, for measured values whose further digits carry no meaning.
inline std::string measured_text(double value) {
  return text_of_number(value, std::chars_format::general, 6);
}

/// measured_text as the text of a JSON value: a number, or a string where it is not finite.
inline std::string json_token(double value) {
  const auto name = non_finite_name(value);
  return name.empty() ? measured_text(value) : '"' + std::string(name) + '"';
}

}  // namespace plumb
