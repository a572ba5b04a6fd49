#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace plumb {

/// Of at least one value: linear between the sorted ones, as NumPy's percentile. Moves them about.
template <typename T>
double quantile(std::vector<T>& values, double share) {
  const double position = share * static_cast<double>(values.size() - 1);
  const auto low = values.begin() + static_cast<std::ptrdiff_t>(position);
  std::nth_element(values.begin(), low, values.end());
  const auto next = low + 1 == values.end() ? low : std::min_element(low + 1, values.end());
  const double below = static_cast<double>(*low), above = static_cast<double>(*next);
  return below + (position - std::floor(position)) * (above - below);
}

}  // namespace plumb
