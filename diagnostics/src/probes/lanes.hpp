#pragma once

#include <type_traits>

namespace plumb {

namespace detail {

template <typename T, int lanes>
struct LanesOf {
  typedef T type __attribute__((vector_size(lanes * sizeof(T))));
};

}  // namespace detail

/// So many values side by side, a power of 2: vectors of their own, since GCC unrolls a loop over
/// so few lanes before it would vectorize it, and then does not.
template <typename T, int lanes>
using Lanes = typename detail::LanesOf<T, lanes>::type;

/// By halves, in the order in which registers can add them.
template <typename Vector>
[[gnu::always_inline]] inline auto lane_sum(const Vector& values) {
  using T = std::remove_cvref_t<decltype(values[0])>;
  constexpr int lanes = sizeof(Vector) / sizeof(T);
  if constexpr (lanes == 1) {
    return values[0];
  } else {
    Lanes<T, lanes / 2> halves[2];
    static_assert(sizeof halves == sizeof values);
    __builtin_memcpy(halves, &values, sizeof values);
    return lane_sum(halves[0] + halves[1]);
  }
}

}  // namespace plumb
