#include "training/optimizers/adam_kernel.hpp"

#include <algorithm>
#include <cmath>

#include "plumb/internal/cpu_dispatch.hpp"
#include "plumb/internal/float_squares.hpp"

namespace plumb {
namespace {

constexpr int float_sums = 64;  // squares that one lane sums in float32

/// Makes the entry's step and returns its new weight.
template <AdamRule::Decay decay>
[[gnu::always_inline]] inline float entry_step(const AdamRule& r, float w, float g, float& first,
                                               float& second) {
  if constexpr (decay == AdamRule::Decay::penalty) g += r.weight_decay * w;
  if constexpr (decay == AdamRule::Decay::decoupled) w *= r.shrinkage;
  const float m = first + r.first_rest * (g - first);
  const float v = r.second * second + r.second_rest * g * g;
  first = m;
  second = v;
  return w - r.step_size * m / (std::sqrt(v) * r.root_correction + r.epsilon);
}

template <AdamRule::Decay decay>
[[gnu::always_inline]] inline void update(const AdamRule& rule, const AdamEntries& entries) {
  const AdamRule r = rule;
  float* __restrict__ weight = entries.weight;
  const float* __restrict__ gradient = entries.gradient;
  float* __restrict__ first = entries.first_moment;
  float* __restrict__ second = entries.second_moment;
#pragma omp simd
  for (std::int64_t i = 0; i < entries.count; ++i)
    weight[i] = entry_step<decay>(r, weight[i], gradient[i], first[i], second[i]);
}

/// The sums are formed in registers while the pass waits for roots and divisions. `before`: room
/// for as many weights, of which their values are kept.
template <AdamRule::Decay decay>
[[gnu::always_inline]] inline UpdateSums update(const AdamRule& rule, const AdamEntries& entries,
                                                float* __restrict__ before) {
  const AdamRule r = rule;
  float* __restrict__ weight = entries.weight;
  const float* __restrict__ gradient = entries.gradient;
  float* __restrict__ first = entries.first_moment;
  float* __restrict__ second = entries.second_moment;
  float weights = 0, updates = 0;
#pragma omp simd reduction(+ : weights, updates)
  for (std::int64_t i = 0; i < entries.count; ++i) {
    const float was = weight[i];
    before[i] = was;
    weight[i] = entry_step<decay>(r, was, gradient[i], first[i], second[i]);
    const float change = weight[i] - was;
    weights += was * was;
    updates += change * change;
  }
  return {weights, updates};
}

template <int bytes, AdamRule::Decay decay>
[[gnu::always_inline]] inline UpdateSums update_in_blocks(const AdamRule& rule,
                                                          const AdamEntries& entries) {
  constexpr std::int64_t block = float_sums * bytes / sizeof(float);
  alignas(64) float before[block];
  UpdateSums sums;
  for (std::int64_t first = 0; first < entries.count; first += block) {
    const AdamEntries part = entries.part(first, std::min(first + block, entries.count));
    const UpdateSums in_float = update<decay>(rule, part, before);
    const bool hold = float_squares_hold(in_float.weight, part.count) &&
                      float_squares_hold(in_float.update, part.count);
    sums += hold ? in_float : update_sums(part.weight, before, part.count);
  }
  return sums;
}

template <int bytes>
[[gnu::always_inline]] inline void adam_step_in(const AdamRule& rule, const AdamEntries& entries) {
  switch (rule.decay) {
    case AdamRule::Decay::none:
      return update<AdamRule::Decay::none>(rule, entries);
    case AdamRule::Decay::penalty:
      return update<AdamRule::Decay::penalty>(rule, entries);
    case AdamRule::Decay::decoupled:
      return update<AdamRule::Decay::decoupled>(rule, entries);
  }
}

template <int bytes>
[[gnu::always_inline]] inline UpdateSums adam_step_observed_in(const AdamRule& rule,
                                                               const AdamEntries& entries) {
  switch (rule.decay) {
    case AdamRule::Decay::none:
      return update_in_blocks<bytes, AdamRule::Decay::none>(rule, entries);
    case AdamRule::Decay::penalty:
      return update_in_blocks<bytes, AdamRule::Decay::penalty>(rule, entries);
    case AdamRule::Decay::decoupled:
      return update_in_blocks<bytes, AdamRule::Decay::decoupled>(rule, entries);
  }
  return {};
}

}  // namespace

AdamRule::AdamRule(double rate, double beta1, double beta2, double epsilon_, Decay decay_,
                   double weight_decay_, double step)
    : decay(decay_),
      weight_decay(static_cast<float>(weight_decay_)),
      shrinkage(static_cast<float>(1 - rate * weight_decay_)),
      first(static_cast<float>(beta1)),
      second(static_cast<float>(beta2)),
      first_rest(static_cast<float>(1 - beta1)),
      second_rest(static_cast<float>(1 - beta2)),
      step_size(static_cast<float>(rate / (1 - std::pow(beta1, step)))),
      root_correction(static_cast<float>(1 / std::sqrt(1 - std::pow(beta2, step)))),
      epsilon(static_cast<float>(epsilon_)) {}

AdamEntries AdamEntries::part(std::int64_t first_entry, std::int64_t end) const {
  return {weight + first_entry, gradient + first_entry, first_moment + first_entry,
          second_moment + first_entry, end - first_entry};
}

PLUMB_DISPATCH(void, adam_step, (const AdamRule& rule, const AdamEntries& entries), (rule, entries))
PLUMB_DISPATCH(UpdateSums, adam_step_observed, (const AdamRule& rule, const AdamEntries& entries),
               (rule, entries))

}  // namespace plumb
