#include "moment_kernels.hpp"

#include "plumb/internal/cpu_dispatch.hpp"

namespace plumb {
namespace {

template <int bytes>
[[gnu::always_inline]] inline void add_rows_kernel_in(const float* __restrict__ x,
                                                      std::int64_t rows, std::int64_t columns,
                                                      const float* __restrict__ origin,
                                                      double* __restrict__ deviations,
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

}  // namespace

PLUMB_DISPATCH(void, add_rows_kernel,
               (const float* x, std::int64_t rows, std::int64_t columns, const float* origin,
                double* deviations, double* squares),
               (x, rows, columns, origin, deviations, squares))

}  // namespace plumb
