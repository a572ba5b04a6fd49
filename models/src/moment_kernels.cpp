#include "moment_kernels.hpp"

#include "plumb/internal/target_clones.hpp"

namespace plumb {

PLUMB_TARGET_CLONES
void add_rows_kernel(const float* __restrict__ x, std::int64_t rows, std::int64_t columns,
                     const float* __restrict__ origin, double* __restrict__ deviations,
                     double* __restrict__ squares) {
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t i = 0; i < columns; ++i) {
      const double deviation = static_cast<double>(x[i]) - static_cast<double>(origin[i]);
      deviations[i] += deviation;
      squares[i] += deviation * deviation;
    }
    x += columns;
  }
}

}  // namespace plumb
