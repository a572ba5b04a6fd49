#include "training/optimizers/adam_kernel.hpp"

#include <cmath>

#include "plumb/internal/target_clones.hpp"

namespace plumb {
namespace {

/// Where it is observed, the sums are formed in registers while the pass waits for roots and
/// divisions: a copy of the weights to compare with would take far longer.
template <AdamRule::Decay decay, bool observed>
[[gnu::always_inline]] inline UpdateSums update(const AdamRule& rule, const AdamEntries& entries) {
  const AdamRule r = rule;
  float* __restrict__ weight = entries.weight;
  const float* __restrict__ gradient = entries.gradient;
  float* __restrict__ first = entries.first_moment;
  float* __restrict__ second = entries.second_moment;
  double weights = 0, updates = 0;
#pragma omp simd reduction(+ : weights, updates)
  for (std::int64_t i = 0; i < entries.count; ++i) {
    const float before = weight[i];
    float w = before;
    float g = gradient[i];
    if constexpr (decay == AdamRule::Decay::penalty) g += r.weight_decay * w;
    if constexpr (decay == AdamRule::Decay::decoupled) w *= r.shrinkage;
    const float m = first[i] + r.first_rest * (g - first[i]);
    const float v = r.second * second[i] + r.second_rest * g * g;
    first[i] = m;
    second[i] = v;
    w -= r.step_size * m / (std::sqrt(v) * r.root_correction + r.epsilon);
    weight[i] = w;
    if constexpr (observed) {
      const auto was = static_cast<double>(before), change = static_cast<double>(w - before);
      weights += was * was;
      updates += change * change;
    }
  }
  return {weights, updates};
}

template <bool observed>
[[gnu::always_inline]] inline UpdateSums update(const AdamRule& rule, const AdamEntries& entries) {
  switch (rule.decay) {
    case AdamRule::Decay::none:
      return update<AdamRule::Decay::none, observed>(rule, entries);
    case AdamRule::Decay::penalty:
      return update<AdamRule::Decay::penalty, observed>(rule, entries);
    case AdamRule::Decay::decoupled:
      return update<AdamRule::Decay::decoupled, observed>(rule, entries);
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

PLUMB_TARGET_CLONES
void adam_step(const AdamRule& rule, const AdamEntries& entries) {
  update<false>(rule, entries);
}

PLUMB_TARGET_CLONES
UpdateSums adam_step_observed(const AdamRule& rule, const AdamEntries& entries) {
  return update<true>(rule, entries);
}

}  // namespace plumb
