#pragma once

#include <cmath>
#include <cstdint>

namespace plumb {

/// Whether squares that were summed in float32, in small groups, stayed in its range: squares below
/// 1.2e-38 may have been flushed to zero, of which this lets through at most 1e-7 of the sum, no
/// more than its rounding.
inline bool float_squares_hold(double sum, std::int64_t count) {
  constexpr double smallest_mean_square = 1.2e-38 / 1e-7;
  return std::isfinite(sum) && sum >= smallest_mean_square * static_cast<double>(count);
}

}  // namespace plumb
