#include "number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace plumb {
namespace {

template <typename... Format>
std::string convert(double value, Format... format) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  std::array<char, 32> buffer;
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format...);
  return {buffer.data(), result.ptr};
}

}  // namespace

std::string number_text(double value) {
  return convert(value);
}

std::string measured_text(double value) {
  return convert(value, std::chars_format::general, 6);
}

std::string json_number(double value) {
  return std::isfinite(value) ? measured_text(value) : '"' + measured_text(value) + '"';
}

}  // namespace plumb
