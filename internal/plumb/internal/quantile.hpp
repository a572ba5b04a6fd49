#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace plumb {

/// Of at least one value: linear between the sorted ones, as NumPy's percentile. Moves them about.
inline double quantile(std::vector<float>& values, double share) {
  const double position = share * static_cast<double>(values.size() - 1);
  const auto low = values.begin() + static_cast<std::ptrdiff_t>(position);
  std::nth_element(values.begin(), low, values.end());
  const double below = *low;
  const double above = low + 1 == values.end() ? below : *std::min_element(low + 1, values.end());
  return below + (position - std::floor(position)) * (above - below);
}

}  // namespace plumb
