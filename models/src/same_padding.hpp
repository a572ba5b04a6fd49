#pragma once

#include <algorithm>
#include <cstdint>

namespace plumb {

/// Zeros before and after one axis.
struct Padding {
  std::int64_t before;
  std::int64_t after;
  bool symmetric() const { return before == after; }
};

/// Size of the output of a window that moves over `size` values with SAME padding: ⌈size / stride⌉.
inline std::int64_t same_size(std::int64_t size, std::int64_t stride) {
  return (size + stride - 1) / stride;
}

/// TensorFlow's rule: just enough for ⌈size / stride⌉ windows, the odd one after.
inline Padding same_padding(std::int64_t size, std::int64_t kernel, std::int64_t stride) {
  const auto needed = (same_size(size, stride) - 1) * stride + kernel - size;
  const auto total = std::max<std::int64_t>(needed, 0);
  return {total / 2, total - total / 2};
}

}  // namespace plumb
