#include "safetensors_dtype.hpp"

#include <array>
#include <utility>

namespace plumb {
namespace {

// The format's sub-byte types (F4, F6) are absent: a tensor of them has no whole number of bytes
// per element.
constexpr std::array<std::pair<std::string_view, std::size_t>, 17> element_sizes{{
    {"BOOL", 1},
    {"U8", 1},
    {"I8", 1},
    {"F8_E5M2", 1},
    {"F8_E4M3", 1},
    {"F8_E8M0", 1},
    {"I16", 2},
    {"U16", 2},
    {"F16", 2},
    {"BF16", 2},
    {"I32", 4},
    {"U32", 4},
    {"F32", 4},
    {"F64", 8},
    {"I64", 8},
    {"U64", 8},
    {"C64", 8},
}};

}  // namespace

std::size_t safetensors_element_size(std::string_view dtype) {
  for (const auto& [name, size] : element_sizes) {
    if (name == dtype) return size;
  }
  return 0;
}

std::string safetensors_dtypes() {
  std::string names;
  for (const auto& [name, size] : element_sizes) {
    if (!names.empty()) names += ", ";
    names += name;
  }
  return names;
}

bool safetensors_byte_size(const std::vector<std::int64_t>& shape, std::size_t element_size,
                           std::uint64_t& bytes) {
  bytes = element_size;
  for (const auto dimension : shape) {
    if (dimension < 0) return false;
    if (__builtin_mul_overflow(bytes, static_cast<std::uint64_t>(dimension), &bytes)) return false;
  }
  return true;
}

}  // namespace plumb
