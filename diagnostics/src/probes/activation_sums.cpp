#include "activation_sums.hpp"

#include <ATen/ATen.h>

#include <cstring>
#include <vector>

#include "lanes.hpp"
#include "plumb/internal/target_clones.hpp"

namespace plumb {
namespace {

// A slope below this share of the steepest counts as saturated: |z| > 5.06 for the sigmoid, where
// DeepDiagnosis draws the line at 5.
constexpr double flat = 0.025;

// Of doubles a 512-bit register; GCC keeps wider vectors in memory.
constexpr int wide_lanes = 8;

/// What the sums of a visit are made of, lane by lane. Values are summed relative to a sample of
/// their unit, so that units that hardly vary do not lose their variance to rounding.
template <typename T, int lanes>
struct Tally {
  using Values = Lanes<T, lanes>;
  using Wide = Lanes<double, lanes>;
  using Mask = decltype(Values() == Values());  // −1: true

  Wide values = {}, squares = {}, within = {};
  Mask zeros = {}, saturated = {}, non_finite = {};  // counted down from 0

  [[gnu::always_inline]] void add_to(double* totals) const {
    totals[value_sum] += lane_sum(values);
    totals[square_sum] += lane_sum(squares);
    totals[within_units] += lane_sum(within);
    totals[zero_count] -= static_cast<double>(lane_sum(zeros));
    totals[saturated_count] -= static_cast<double>(lane_sum(saturated));
    totals[non_finite_count] -= static_cast<double>(lane_sum(non_finite));
  }
};

/// Where the slope at outputs y is flat.
template <ActivationKind kind, typename T, typename Values, typename Mask>
[[gnu::always_inline]] inline void find_flat(const Values& y, Mask& at_end) {
  if constexpr (kind == ActivationKind::sigmoid) at_end = y * (1 - y) < static_cast<T>(flat * 0.25);
  if constexpr (kind == ActivationKind::tanh) at_end = 1 - y * y < static_cast<T>(flat);
}

/// As many units as lanes, or one unit in all lanes.
template <ActivationKind kind, typename T, int lanes>
struct Strip {
  using Visit = Tally<T, lanes>;

  typename Visit::Wide reference, sum = {}, squares = {};  // the last two relative to the first
  typename Visit::Mask active = {};

  [[gnu::always_inline]] explicit Strip(const typename Visit::Wide& sample) : reference(sample) {}

  [[gnu::always_inline]] void add(const T* in, Visit& visit) {
    typename Visit::Values y;
    std::memcpy(&y, in, sizeof y);
    const auto shifted = __builtin_convertvector(y, typename Visit::Wide) - reference;
    sum += shifted;
    squares += shifted * shifted;
    const auto zero = y == 0;
    typename Visit::Mask at_end = {};
    find_flat<kind, T>(y, at_end);
    visit.zeros += zero;
    visit.saturated += at_end;
    visit.non_finite += ~(y - y == 0);
    active |= ~(zero | at_end);
  }

  /// Of what does not depend on how the entries share units.
  [[gnu::always_inline]] void add_to(Visit& visit) const {
    visit.values += sum;
    visit.squares += squares + 2 * reference * sum;
    visit.within += squares;
  }
};

/// Where the totals go: a row of them, and of each unit the last probe that saw it active.
struct Target {
  double* totals;
  double* last_active;
  double probe;
};

template <typename T>
struct Matrix {
  const T* values;
  std::int64_t rows, units, row, unit;  // the last two: strides
};

/// Of rows that lie together, the units from `first` on that fill the lanes. Returns the next one.
template <ActivationKind kind, int lanes, typename T>
[[gnu::always_inline]] inline std::int64_t add_units(const Matrix<T>& matrix, std::int64_t first,
                                                     const Target& target) {
  const double n = static_cast<double>(matrix.rows);
  Tally<T, lanes> visit;
  std::int64_t unit = first;
  for (; unit + lanes <= matrix.units; unit += lanes) {
    const T* in = matrix.values + unit;
    Lanes<T, lanes> sample;
    std::memcpy(&sample, in, sizeof sample);
    Strip<kind, T, lanes> strip(__builtin_convertvector(sample, Lanes<double, lanes>));
    for (std::int64_t row = 0; row < matrix.rows; ++row) {
      __builtin_prefetch(in + row * matrix.row + 64 / sizeof(T));
      strip.add(in + row * matrix.row, visit);
    }
    strip.add_to(visit);
    visit.values += n * strip.reference;
    visit.squares += n * strip.reference * strip.reference;
    visit.within -= strip.sum * strip.sum / n;
    for (int lane = 0; lane < lanes; ++lane) {
      if (strip.active[lane]) target.last_active[unit + lane] = target.probe;
    }
  }
  visit.add_to(target.totals);
  return unit;
}

/// Of columns that lie together, the entries from `first` on that fill the lanes. Adds each unit's
/// to `sums`, relative to its first sample. Returns the next entry.
template <ActivationKind kind, int lanes, typename T>
[[gnu::always_inline]] inline std::int64_t add_samples(const Matrix<T>& matrix, std::int64_t first,
                                                       const Target& target, double* sums) {
  const std::int64_t end = matrix.rows - (matrix.rows - first) % lanes;
  if (first == end) return end;
  Tally<T, lanes> visit;
  double values = 0, squares = 0;
  for (std::int64_t unit = 0; unit < matrix.units; ++unit) {
    const T* in = matrix.values + unit * matrix.unit;
    const auto reference = static_cast<double>(*in);
    Strip<kind, T, lanes> strip(reference + Lanes<double, lanes>());
    for (std::int64_t row = first; row < end; row += lanes) strip.add(in + row, visit);
    strip.add_to(visit);
    sums[unit] += lane_sum(strip.sum);
    values += reference;
    squares += reference * reference;
    if (strip.active[0] != 0 || lane_sum(strip.active) != 0)
      target.last_active[unit] = target.probe;
  }
  visit.add_to(target.totals);
  const auto samples = static_cast<double>(end - first);
  target.totals[value_sum] += samples * values;
  target.totals[square_sum] += samples * squares;
  return end;
}

template <ActivationKind kind, typename T>
[[gnu::always_inline]] inline void add_columns(const Matrix<T>& matrix, const Target& target) {
  std::vector<double> sums(static_cast<std::size_t>(matrix.units));
  const auto row = add_samples<kind, wide_lanes>(matrix, 0, target, sums.data());
  add_samples<kind, 1>(matrix, row, target, sums.data());
  double squares = 0;
  for (const double sum : sums) squares += sum * sum;
  target.totals[within_units] -= squares / static_cast<double>(matrix.rows);
}

template <ActivationKind kind, typename T>
[[gnu::always_inline]] inline void add_matrix(const Matrix<T>& matrix, const Target& target) {
  if (matrix.unit == 1)
    add_units<kind, 1>(matrix, add_units<kind, wide_lanes>(matrix, 0, target), target);
  else
    add_columns<kind>(matrix, target);
}

template <typename T>
[[gnu::always_inline]] inline void add_matrix(const Matrix<T>& matrix, ActivationKind kind,
                                              const Target& target) {
  switch (kind) {
    case ActivationKind::sigmoid:
      return add_matrix<ActivationKind::sigmoid>(matrix, target);
    case ActivationKind::tanh:
      return add_matrix<ActivationKind::tanh>(matrix, target);
    default:
      return add_matrix<ActivationKind::other>(matrix, target);
  }
}

PLUMB_TARGET_CLONES
void add_floats(const Matrix<float>& matrix, ActivationKind kind, const Target& target) {
  add_matrix(matrix, kind, target);
}

PLUMB_TARGET_CLONES
void add_doubles(const Matrix<double>& matrix, ActivationKind kind, const Target& target) {
  add_matrix(matrix, kind, target);
}

template <typename T>
Matrix<T> matrix_of(const at::Tensor& tensor) {
  return {tensor.const_data_ptr<T>(), tensor.size(0), tensor.size(1), tensor.stride(0),
          tensor.stride(1)};
}

/// As it is if its rows or its columns lie together in memory.
at::Tensor with_unit_stride(const at::Tensor& matrix) {
  return matrix.stride(0) == 1 || matrix.stride(1) == 1 ? matrix : matrix.contiguous();
}

at::Tensor cpu_sums(const at::Tensor& matrix, ActivationKind kind, at::Tensor& last_active,
                    double probe) {
  at::Tensor result = at::zeros({activation_columns}, at::kDouble);
  double* totals = result.mutable_data_ptr<double>();
  const Target target{totals, last_active.mutable_data_ptr<double>(), probe};
  totals[entry_count] = static_cast<double>(matrix.numel());
  totals[spare_rows] = static_cast<double>(matrix.size(0) - 1);
  if (matrix.scalar_type() == at::kDouble) {
    const at::Tensor doubles = with_unit_stride(matrix);
    add_doubles(matrix_of<double>(doubles), kind, target);
  } else {
    const at::Tensor floats = with_unit_stride(matrix.to(at::kFloat));
    add_floats(matrix_of<float>(floats), kind, target);
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
  if (x.dim() == 2) return x;
  if (x.dim() < 2) return x.reshape({-1, 1});
  if (x.dim() <= 3) return x.reshape({-1, x.size(-1)});
  return x.movedim(1, -1).reshape({-1, x.size(1)});
}

at::Tensor activation_sums(const at::Tensor& matrix, ActivationKind kind, at::Tensor& last_active,
                           double probe) {
  return matrix.device().is_cpu() ? cpu_sums(matrix, kind, last_active, probe)
                                  : device_sums(matrix, kind, last_active, probe);
}

}  // namespace plumb
