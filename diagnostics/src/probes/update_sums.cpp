#include "plumb/diagnostics/update_sums.hpp"

#include <algorithm>
#include <cstring>

#include "lanes.hpp"
#include "plumb/internal/cpu_dispatch.hpp"
#include "plumb/internal/float_squares.hpp"

namespace plumb {
namespace {

constexpr std::int64_t run_length = 16;  // squares that one lane sums in float32
constexpr int chains = 4;                // of additions that do not wait for each other

template <int lanes>
[[gnu::always_inline]] inline void load(const float* in, Lanes<float, lanes>& values) {
  std::memcpy(&values, in, sizeof values);
}
template <int lanes>
[[gnu::always_inline]] inline void load(const float* in, Lanes<double, lanes>& values) {
  Lanes<float, lanes> floats;
  load<lanes>(in, floats);
  values = __builtin_convertvector(floats, Lanes<double, lanes>);
}

/// Adds the squares of so many vectors of entries, one chain of additions each.
template <int vectors, typename T, int lanes>
[[gnu::always_inline]] inline void add_squares(const float* now, const float* before,
                                               Lanes<T, lanes>* weight, Lanes<T, lanes>* update) {
  for (int v = 0; v < vectors; ++v) {
    Lanes<T, lanes> old, change;
    load<lanes>(before + v * lanes, old);
    load<lanes>(now + v * lanes, change);
    change -= old;
    weight[v] += old * old;
    update[v] += change * change;
  }
}

/// Of a multiple of the registers' lanes. Squares are formed and summed along a run as T, runs in
/// double.
template <typename T, int bytes>
[[gnu::always_inline]] inline UpdateSums vector_sums(const float* now, const float* before,
                                                     std::int64_t count) {
  constexpr int lanes = bytes / sizeof(T);
  constexpr std::int64_t row = chains * lanes;
  using Doubles = Lanes<double, lanes>;
  Doubles weights = {}, updates = {};
  for (std::int64_t i = 0; i < count; i += run_length * row) {
    Lanes<T, lanes> weight[chains] = {}, update[chains] = {};
    const std::int64_t end = std::min(count, i + run_length * row);
    std::int64_t k = i;
    for (; k + row <= end; k += row)
      add_squares<chains, T, lanes>(now + k, before + k, weight, update);
    for (; k < end; k += lanes) add_squares<1, T, lanes>(now + k, before + k, weight, update);
    for (int chain = 0; chain < chains; ++chain) {
      weights += __builtin_convertvector(weight[chain], Doubles);
      updates += __builtin_convertvector(update[chain], Doubles);
    }
  }
  return {lane_sum(weights), lane_sum(updates)};
}

template <int bytes>
[[gnu::always_inline]] inline UpdateSums sums_in_float_in(const float* now, const float* before,
                                                          std::int64_t count) {
  return vector_sums<float, bytes>(now, before, count);
}
PLUMB_DISPATCH(UpdateSums, sums_in_float,
               (const float* now, const float* before, std::int64_t count), (now, before, count))

template <int bytes>
[[gnu::always_inline]] inline UpdateSums sums_in_double_in(const float* now, const float* before,
                                                           std::int64_t count) {
  return vector_sums<double, bytes>(now, before, count);
}
PLUMB_DISPATCH(UpdateSums, sums_in_double,
               (const float* now, const float* before, std::int64_t count), (now, before, count))

// Whatever registers the processor has, these are whole vectors.
constexpr std::int64_t widest = 64 / sizeof(float);

}  // namespace

UpdateSums update_sums(const float* now, const float* before, std::int64_t count) {
  const std::int64_t vectors = count / widest * widest;
  UpdateSums sums = sums_in_float(now, before, vectors);
  if (!float_squares_hold(sums.weight, vectors) || !float_squares_hold(sums.update, vectors))
    sums = sums_in_double(now, before, vectors);
  for (std::int64_t i = vectors; i < count; ++i) {
    const double weight = static_cast<double>(before[i]);
    const double update = static_cast<double>(now[i]) - weight;
    sums += {weight * weight, update * update};
  }
  return sums;
}

}  // namespace plumb
