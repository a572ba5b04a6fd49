#include "number_text.hpp"

#include <array>
#include <charconv>

#include "plumb/internal/non_finite.hpp"

namespace plumb {
namespace {

template <typename... Format>
std::string convert(double value, Format... format) {
  if (const auto name = non_finite_name(value); !name.empty()) return std::string(name);
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

std::string json_token(double value) {
  const auto name = non_finite_name(value);
  return name.empty() ? measured_text(value) : '"' + std::string(name) + '"';
}

}  // namespace plumb
