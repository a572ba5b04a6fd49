#pragma once

#include <cmath>

namespace plumb {

/// max that lets NaN win.
inline double larger_norm(double a, double b) {
  return std::isnan(a) || a > b ? a : b;
}

}  // namespace plumb
