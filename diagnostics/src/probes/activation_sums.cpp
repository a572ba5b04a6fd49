#include "activation_sums.hpp"

#include <ATen/ATen.h>
#include <ATen/EmptyTensor.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

#include "count_entries.hpp"
#include "lanes.hpp"
#include "plumb/internal/cpu_dispatch.hpp"

namespace plumb {
namespace {

// A slope below this share of the steepest counts as saturated: |z| > 5.06 for the sigmoid, where
// DeepDiagnosis draws the line at 5.
constexpr double flat = 0.025;

/// As many doubles as there are lanes, a register each: GCC keeps wider vectors in memory.
template <int lanes, int bytes>
struct Wide {
  static constexpr int part = std::min(lanes, bytes / static_cast<int>(sizeof(double)));
  static constexpr int parts = lanes / part;
  using Part = Lanes<double, part>;

  Part values[parts] = {};
};

template <int lanes, typename T>
[[gnu::always_inline]] inline void load(const T* in, Lanes<double, lanes>& values) {
  Lanes<T, lanes> entries;
  std::memcpy(&entries, in, sizeof entries);
  values = __builtin_convertvector(entries, Lanes<double, lanes>);
}

/// What the sums of a visit are made of, lane by lane.
template <typename T, int lanes, int bytes>
struct Tally {
  using Values = Lanes<T, lanes>;
  using Part = typename Wide<lanes, bytes>::Part;
  using Mask = decltype(Values() == Values());  // −1: true

  Part within = {};                 // Σ (value − its unit's first)²
  Mask zeros = {}, saturated = {};  // counted down from 0

  [[gnu::always_inline]] void add_to(double* totals) const {
    totals[within_units] += lane_sum(within);
    totals[zero_count] -= static_cast<double>(lane_sum(zeros));
    totals[saturated_count] -= static_cast<double>(lane_sum(saturated));
  }
};

/// Where the slope at outputs y is flat.
template <ActivationKind kind, typename T, typename Values, typename Mask>
[[gnu::always_inline]] inline void find_flat(const Values& y, Mask& at_end) {
  if constexpr (kind == ActivationKind::sigmoid) at_end = y * (1 - y) < static_cast<T>(flat * 0.25);
  if constexpr (kind == ActivationKind::tanh) at_end = 1 - y * y < static_cast<T>(flat);
}

/// As many units as lanes, or one unit in all lanes. Values are summed relative to a sample of
/// their unit, so that units that hardly vary do not lose their variance to rounding.
template <ActivationKind kind, typename T, int lanes, int bytes>
struct Strip {
  using Visit = Tally<T, lanes, bytes>;
  using Doubles = Wide<lanes, bytes>;

  Doubles reference, sum, squares;  // the last two relative to the first
  typename Visit::Mask active = {};

  [[gnu::always_inline]] void add(const T* in, Visit& visit) {
    for (int i = 0; i < Doubles::parts; ++i) {
      typename Doubles::Part shifted;
      load<Doubles::part>(in + i * Doubles::part, shifted);
      shifted -= reference.values[i];
      sum.values[i] += shifted;
      squares.values[i] += shifted * shifted;
    }
    typename Visit::Values y;
    std::memcpy(&y, in, sizeof y);
    const auto zero = y == 0;
    typename Visit::Mask at_end = {};
    find_flat<kind, T>(y, at_end);
    visit.zeros += zero;
    visit.saturated += at_end;
    if constexpr (kind == ActivationKind::sigmoid)
      active |= ~at_end;  // where zeros are, too
    else
      active |= ~(zero | at_end);
  }

  [[gnu::always_inline]] double total() const {
    typename Doubles::Part all = {};
    for (const auto& part : sum.values) all += part;
    return lane_sum(all);
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
template <ActivationKind kind, int lanes, int bytes, typename T>
[[gnu::always_inline]] inline std::int64_t add_units(const Matrix<T>& matrix, std::int64_t first,
                                                     const Target& target) {
  using Doubles = Wide<lanes, bytes>;
  using Part = typename Doubles::Part;
  const double n = static_cast<double>(matrix.rows);
  Tally<T, lanes, bytes> visit;
  Part values = {}, squares = {};
  std::int64_t unit = first;
  for (; unit + lanes <= matrix.units; unit += lanes) {
    const T* in = matrix.values + unit;
    Strip<kind, T, lanes, bytes> strip;
    for (int i = 0; i < Doubles::parts; ++i)
      load<Doubles::part>(in + i * Doubles::part, strip.reference.values[i]);
    for (std::int64_t row = 0; row < matrix.rows; ++row) {
      __builtin_prefetch(in + row * matrix.row + 64 / sizeof(T));
      strip.add(in + row * matrix.row, visit);
    }
    for (int i = 0; i < Doubles::parts; ++i) {
      const Part& sum = strip.sum.values[i];
      const Part& reference = strip.reference.values[i];
      values += sum + n * reference;
      squares += strip.squares.values[i] + reference * (2 * sum + n * reference);
      visit.within += strip.squares.values[i] - sum * sum / n;
    }
    for (int lane = 0; lane < lanes; ++lane) {
      if (strip.active[lane]) target.last_active[unit + lane] = target.probe;
    }
  }
  visit.add_to(target.totals);
  target.totals[value_sum] += lane_sum(values);
  target.totals[square_sum] += lane_sum(squares);
  return unit;
}

/// Of columns that lie together, the entries from `first` on that fill the lanes. Adds each unit's
/// to `sums`, relative to its first sample. Returns the next entry.
template <ActivationKind kind, int lanes, int bytes, typename T>
[[gnu::always_inline]] inline std::int64_t add_samples(const Matrix<T>& matrix, std::int64_t first,
                                                       const Target& target, double* sums) {
  const std::int64_t end = matrix.rows - (matrix.rows - first) % lanes;
  if (first == end) return end;
  const auto n = static_cast<double>(end - first);
  Tally<T, lanes, bytes> visit;
  double values = 0, squares = 0;
  for (std::int64_t unit = 0; unit < matrix.units; ++unit) {
    const T* in = matrix.values + unit * matrix.unit;
    const auto reference = static_cast<double>(*in);
    Strip<kind, T, lanes, bytes> strip;
    for (auto& part : strip.reference.values) part += reference;
    for (std::int64_t row = first; row < end; row += lanes) strip.add(in + row, visit);
    for (const auto& part : strip.squares.values) visit.within += part;
    const double sum = strip.total();
    sums[unit] += sum;
    values += sum + n * reference;
    squares += reference * (2 * sum + n * reference);
    if (strip.active[0] != 0 || lane_sum(strip.active) != 0)
      target.last_active[unit] = target.probe;
  }
  squares += lane_sum(visit.within);
  visit.add_to(target.totals);
  target.totals[value_sum] += values;
  target.totals[square_sum] += squares;
  return end;
}

template <ActivationKind kind, int bytes, typename T>
[[gnu::always_inline]] inline void add_columns(const Matrix<T>& matrix, const Target& target) {
  constexpr int lanes = bytes / sizeof(T);
  std::vector<double> sums(static_cast<std::size_t>(matrix.units));
  const auto row = add_samples<kind, lanes, bytes>(matrix, 0, target, sums.data());
  add_samples<kind, 1, bytes>(matrix, row, target, sums.data());
  double squares = 0;
  for (const double sum : sums) squares += sum * sum;
  target.totals[within_units] -= squares / static_cast<double>(matrix.rows);
}

template <ActivationKind kind, int bytes, typename T>
[[gnu::always_inline]] inline void add_rows(const Matrix<T>& matrix, const Target& target) {
  constexpr int lanes = bytes / sizeof(T);
  const auto unit = add_units<kind, lanes, bytes>(matrix, 0, target);
  add_units<kind, 1, bytes>(matrix, unit, target);
}

template <ActivationKind kind, int bytes, typename T>
[[gnu::always_inline]] inline void add_entries(const Matrix<T>& matrix, const Target& target) {
  if (matrix.unit == 1)
    add_rows<kind, bytes>(matrix, target);
  else
    add_columns<kind, bytes>(matrix, target);
}

template <int bytes, typename T>
[[gnu::always_inline]] inline void add_matrix_in(const Matrix<T>& matrix, ActivationKind kind,
                                                 const Target& target) {
  switch (kind) {
    case ActivationKind::sigmoid:
      return add_entries<ActivationKind::sigmoid, bytes>(matrix, target);
    case ActivationKind::tanh:
      return add_entries<ActivationKind::tanh, bytes>(matrix, target);
    default:
      return add_entries<ActivationKind::other, bytes>(matrix, target);
  }
}
PLUMB_DISPATCH(void, add_matrix,
               (const Matrix<float>& matrix, ActivationKind kind, const Target& target),
               (matrix, kind, target))
PLUMB_DISPATCH(void, add_matrix,
               (const Matrix<double>& matrix, ActivationKind kind, const Target& target),
               (matrix, kind, target))

template <typename T>
Matrix<T> matrix_of(const at::Tensor& tensor) {
  return {tensor.const_data_ptr<T>(), tensor.size(0), tensor.size(1), tensor.stride(0),
          tensor.stride(1)};
}

/// As it is if its rows or its columns lie together in memory.
at::Tensor with_unit_stride(const at::Tensor& matrix) {
  return matrix.stride(0) == 1 || matrix.stride(1) == 1 ? matrix : matrix.contiguous();
}

at::Tensor cpu_sums(const at::Tensor& matrix, ActivationKind kind, const at::Tensor& last_active,
                    double probe) {
  at::Tensor result = at::detail::empty_cpu({activation_columns}, at::kDouble);  // undispatched
  double* totals = result.mutable_data_ptr<double>();
  std::fill_n(totals, static_cast<int>(activation_columns), 0.0);
  const Target target{totals, last_active.mutable_data_ptr<double>(), probe};
  totals[entry_count] = static_cast<double>(matrix.numel());
  totals[spare_rows] = static_cast<double>(matrix.size(0) - 1);
  if (matrix.scalar_type() == at::kDouble) {
    const at::Tensor doubles = with_unit_stride(matrix);
    add_matrix(matrix_of<double>(doubles), kind, target);
  } else {
    const at::Tensor floats = with_unit_stride(matrix.to(at::kFloat));
    add_matrix(matrix_of<float>(floats), kind, target);
  }
  if (!std::isfinite(totals[square_sum]))
    totals[non_finite_count] = static_cast<double>(count_entries(matrix, false).non_finite);
  return result;
}

at::Tensor device_sums(const at::Tensor& matrix, ActivationKind kind, const at::Tensor& last_active,
                       const at::Tensor& probe) {
  const at::Tensor y = matrix.to(at::kDouble);
  const at::Tensor zero = y.eq(0);
  at::Tensor at_end = at::zeros_like(zero);
  if (kind == ActivationKind::sigmoid) at_end = (y * (1 - y)).lt(flat * 0.25);
  if (kind == ActivationKind::tanh) at_end = (1 - y.square()).lt(flat);
  const at::Tensor active = zero.logical_or(at_end).logical_not().any(0);
  last_active.copy_(at::where(active, probe, last_active));  // masked_fill_ would wait for `probe`
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

at::Tensor activation_sums(const at::Tensor& matrix, ActivationKind kind,
                           const at::Tensor& last_active, ProbeNumber& probe) {
  return matrix.device().is_cpu()
             ? cpu_sums(matrix, kind, last_active, probe.on_host())
             : device_sums(matrix, kind, last_active, probe.on(matrix.device()));
}

}  // namespace plumb
