#include "sum_of_squares.hpp"

#include <array>

#include "plumb/internal/cpu_dispatch.hpp"

namespace plumb {
namespace {

// Independent partial sums: the compiler may not reorder a floating-point sum, but may vectorize
// these.
constexpr std::int64_t lanes = 32;

template <int bytes, typename T>
[[gnu::always_inline]] inline double sum_of_squares_in(const T* values, std::int64_t count) {
  std::array<double, lanes> partial{};
  std::int64_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    for (std::int64_t lane = 0; lane < lanes; ++lane) {
      const double x = static_cast<double>(values[i + lane]);
      partial[static_cast<std::size_t>(lane)] += x * x;
    }
  }
  double sum = 0;
  for (; i < count; ++i) sum += static_cast<double>(values[i]) * static_cast<double>(values[i]);
  for (const double p : partial) sum += p;
  return sum;
}

}  // namespace

PLUMB_DISPATCH(double, sum_of_squares, (const float* values, std::int64_t count), (values, count))
PLUMB_DISPATCH(double, sum_of_squares, (const double* values, std::int64_t count), (values, count))

}  // namespace plumb
