#pragma once

#include <cstdint>

namespace plumb {

/// Σ x² in double.
double sum_of_squares(const float* values, std::int64_t count);
double sum_of_squares(const double* values, std::int64_t count);

}  // namespace plumb
