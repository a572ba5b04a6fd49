#include "activation_sums.hpp"

#include <ATen/ATen.h>

#include <vector>

#include "plumb/internal/target_clones.hpp"

namespace plumb {
namespace {

// A slope below this share of the steepest counts as saturated: |z| > 5.06 for the sigmoid, where
// DeepDiagnosis draws the line at 5.
constexpr double flat = 0.025;

/// Sums of one matrix on the CPU. Values are summed relative to the first sample's, so that units
/// that hardly vary do not lose their variance to rounding.
struct UnitSums {
  explicit UnitSums(std::int64_t units)
      : sum(static_cast<std::size_t>(units)), squares(sum.size()), active(sum.size()) {}
  std::vector<double> sum, squares;
  std::vector<std::int32_t> active;  // as wide as a float: they are compared side by side
  std::int64_t zeros = 0, saturated = 0, non_finite = 0;
};

/// Whether the slope at output y is flat: 1 or 0.
template <ActivationKind kind, typename T>
inline std::int32_t is_flat(T y) {
  if constexpr (kind == ActivationKind::sigmoid) return y * (1 - y) < static_cast<T>(flat * 0.25);
  if constexpr (kind == ActivationKind::tanh) return 1 - y * y < static_cast<T>(flat);
  return 0;
}

/// One row, in loops that the compiler turns into vector instructions.
template <ActivationKind kind, typename T>
inline void add_row(const T* row, const T* first, std::int64_t units, UnitSums& sums) {
  double* sum = sums.sum.data();
  double* squares = sums.squares.data();
  std::int32_t* active = sums.active.data();
  for (std::int64_t u = 0; u < units; ++u) {
    const double shifted = static_cast<double>(row[u]) - static_cast<double>(first[u]);
    sum[u] += shifted;
    squares[u] += shifted * shifted;
  }
  std::int32_t zeros = 0, saturated = 0, non_finite = 0;
  for (std::int64_t u = 0; u < units; ++u) {
    const T y = row[u];
    const std::int32_t zero = y == 0;
    const std::int32_t at_end = is_flat<kind>(y);
    zeros += zero;
    saturated += at_end;
    non_finite += !(y - y == 0);
    active[u] |= (zero | at_end) ^ 1;
  }
  sums.zeros += zeros;
  sums.saturated += saturated;
  sums.non_finite += non_finite;
}

template <ActivationKind kind, typename T>
inline void add_rows(const T* values, std::int64_t rows, std::int64_t units, UnitSums& sums) {
  for (std::int64_t row = 0; row < rows; ++row)
    add_row<kind>(values + row * units, values, units, sums);
}

template <typename T>
inline void add_rows(const T* values, std::int64_t rows, std::int64_t units, ActivationKind kind,
                     UnitSums& sums) {
  switch (kind) {
    case ActivationKind::sigmoid:
      return add_rows<ActivationKind::sigmoid>(values, rows, units, sums);
    case ActivationKind::tanh:
      return add_rows<ActivationKind::tanh>(values, rows, units, sums);
    default:
      return add_rows<ActivationKind::other>(values, rows, units, sums);
  }
}

PLUMB_TARGET_CLONES
void add_floats(const float* values, std::int64_t rows, std::int64_t units, ActivationKind kind,
                UnitSums& sums) {
  add_rows(values, rows, units, kind, sums);
}

template <typename T>
at::Tensor totals(const UnitSums& sums, const T* first, std::int64_t rows) {
  at::Tensor result = at::zeros({activation_columns}, at::kDouble);
  double* total = result.mutable_data_ptr<double>();
  const double n = static_cast<double>(rows);
  for (std::size_t u = 0; u < sums.sum.size(); ++u) {
    const double shift = static_cast<double>(first[u]);
    total[value_sum] += sums.sum[u] + n * shift;
    total[square_sum] += sums.squares[u] + 2 * shift * sums.sum[u] + n * shift * shift;
    total[within_units] += sums.squares[u] - sums.sum[u] * sums.sum[u] / n;
  }
  total[spare_rows] = n - 1;
  total[entry_count] = n * static_cast<double>(sums.sum.size());
  total[zero_count] = static_cast<double>(sums.zeros);
  total[saturated_count] = static_cast<double>(sums.saturated);
  total[non_finite_count] = static_cast<double>(sums.non_finite);
  return result;
}

at::Tensor cpu_sums(const at::Tensor& matrix, ActivationKind kind, at::Tensor& last_active,
                    double probe) {
  const std::int64_t rows = matrix.size(0), units = matrix.size(1);
  UnitSums sums(units);
  at::Tensor result;
  if (matrix.scalar_type() == at::kDouble) {
    const double* values = matrix.const_data_ptr<double>();
    add_rows(values, rows, units, kind, sums);
    result = totals(sums, values, rows);
  } else {
    const at::Tensor floats = matrix.to(at::kFloat);
    add_floats(floats.const_data_ptr<float>(), rows, units, kind, sums);
    result = totals(sums, floats.const_data_ptr<float>(), rows);
  }
  double* last = last_active.mutable_data_ptr<double>();
  for (std::size_t u = 0; u < sums.active.size(); ++u) {
    if (sums.active[u] != 0) last[u] = probe;
  }
  return result;
}

at::Tensor device_sums(const at::Tensor& matrix, ActivationKind kind, at::Tensor& last_active,
                       double probe) {
  const at::Tensor y = matrix.to(at::kDouble);
  const at::Tensor zero = y.eq(0);
  at::Tensor at_end = at::zeros_like(zero);
  if (kind == ActivationKind::sigmoid) at_end = (y * (1 - y)).lt(flat * 0.25);
  if (kind == ActivationKind::tanh) at_end = (1 - y.square()).lt(flat);
  const at::Tensor active = zero.logical_or(at_end).logical_not().any(0);
  last_active.masked_fill_(active, probe);
  const at::Tensor none = at::zeros({}, y.options());
  return at::stack({at::full({}, static_cast<double>(y.numel()), y.options()), y.sum(),
                    y.square().sum(), at::full({}, static_cast<double>(y.size(0) - 1), y.options()),
                    (y - y.mean(0, true)).square().sum(), zero.sum().to(at::kDouble),
                    at_end.sum().to(at::kDouble), y.isfinite().logical_not().sum().to(at::kDouble),
                    none, none, none});
}

}  // namespace

at::Tensor samples_by_units(const at::Tensor& x) {
  if (x.dim() < 2) return x.reshape({-1, 1}).contiguous();
  if (x.dim() <= 3) return x.reshape({-1, x.size(-1)}).contiguous();
  return x.movedim(1, -1).reshape({-1, x.size(1)}).contiguous();
}

at::Tensor activation_sums(const at::Tensor& matrix, ActivationKind kind, at::Tensor& last_active,
                           double probe) {
  return matrix.device().is_cpu() ? cpu_sums(matrix, kind, last_active, probe)
                                  : device_sums(matrix, kind, last_active, probe);
}

}  // namespace plumb
