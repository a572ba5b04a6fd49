#pragma once

#include <cstdint>

namespace plumb {

/// Σ x² in double.
double sum_of_squares(const float* values, std::int64_t count);
double sum_of_squares(const double* values, std::int64_t count);

struct UpdateSums {
  double before = 0;      ///< Σ b²
  double difference = 0;  ///< Σ (a − b)²
};

/// Both in double, in one pass.
UpdateSums update_sums(const float* a, const float* b, std::int64_t count);

}  // namespace plumb
