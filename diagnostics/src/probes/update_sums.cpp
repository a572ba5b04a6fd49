#include "plumb/diagnostics/update_sums.hpp"

#include <algorithm>
#include <cstring>

#include "float_squares.hpp"
#include "lanes.hpp"
#include "plumb/internal/target_clones.hpp"

namespace plumb {
namespace {

constexpr int update_lanes = 16;
using Floats = Lanes<float, update_lanes>;
using Doubles = Lanes<double, update_lanes>;
constexpr std::int64_t run_length = 16;  // squares that one lane sums in float32
constexpr int chains = 4;                // of additions that do not wait for each other

[[gnu::always_inline]] inline void load(const float* in, Floats& values) {
  std::memcpy(&values, in, sizeof values);
}
[[gnu::always_inline]] inline void load(const float* in, Doubles& values) {
  Floats floats;
  load(in, floats);
  values = __builtin_convertvector(floats, Doubles);
}

/// Adds the squares of so many vectors of entries, one chain of additions each.
template <int vectors, class Values>
[[gnu::always_inline]] inline void add_squares(const float* now, const float* before,
                                               Values* weight, Values* update) {
  for (int v = 0; v < vectors; ++v) {
    Values old, change;
    load(before + v * update_lanes, old);
    load(now + v * update_lanes, change);
    change -= old;
    weight[v] += old * old;
    update[v] += change * change;
  }
}

/// Of a multiple of update_lanes. Squares are formed and summed along a run as `Values`, runs in
/// double.
template <class Values>
[[gnu::always_inline]] inline UpdateSums vector_sums(const float* now, const float* before,
                                                     std::int64_t count) {
  constexpr std::int64_t row = chains * update_lanes;
  Doubles weights = {}, updates = {};
  for (std::int64_t i = 0; i < count; i += run_length * row) {
    Values weight[chains] = {}, update[chains] = {};
    const std::int64_t end = std::min(count, i + run_length * row);
    std::int64_t k = i;
    for (; k + row <= end; k += row) add_squares<chains>(now + k, before + k, weight, update);
    for (; k < end; k += update_lanes) add_squares<1>(now + k, before + k, weight, update);
    for (int chain = 0; chain < chains; ++chain) {
      weights += __builtin_convertvector(weight[chain], Doubles);
      updates += __builtin_convertvector(update[chain], Doubles);
    }
  }
  return {lane_sum(weights), lane_sum(updates)};
}

PLUMB_TARGET_CLONES
UpdateSums vector_sums_in_float(const float* now, const float* before, std::int64_t count) {
  return vector_sums<Floats>(now, before, count);
}

PLUMB_TARGET_CLONES
UpdateSums vector_sums_in_double(const float* now, const float* before, std::int64_t count) {
  return vector_sums<Doubles>(now, before, count);
}

}  // namespace

UpdateSums update_sums(const float* now, const float* before, std::int64_t count) {
  const std::int64_t vectors = count / update_lanes * update_lanes;
  UpdateSums sums = vector_sums_in_float(now, before, vectors);
  if (!float_squares_hold(sums.weight, vectors) || !float_squares_hold(sums.update, vectors))
    sums = vector_sums_in_double(now, before, vectors);
  for (std::int64_t i = vectors; i < count; ++i) {
    const double weight = static_cast<double>(before[i]);
    const double update = static_cast<double>(now[i]) - weight;
    sums += {weight * weight, update * update};
  }
  return sums;
}

}  // namespace plumb
