#include "training/optimizers/adam_kernel.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "plumb/internal/target_clones.hpp"

namespace plumb {
namespace {

template <AdamRule::Decay decay>
[[gnu::always_inline]] inline void update(const AdamRule& rule, const AdamEntries& entries) {
  const AdamRule r = rule;
  float* __restrict__ weight = entries.weight;
  const float* __restrict__ gradient = entries.gradient;
  float* __restrict__ first = entries.first_moment;
  float* __restrict__ second = entries.second_moment;
  for (std::int64_t i = 0; i < entries.count; ++i) {
    float w = weight[i];
    float g = gradient[i];
    if constexpr (decay == AdamRule::Decay::penalty) g += r.weight_decay * w;
    if constexpr (decay == AdamRule::Decay::decoupled) w *= r.shrinkage;
    const float m = first[i] + r.first_rest * (g - first[i]);
    const float v = r.second * second[i] + r.second_rest * g * g;
    first[i] = m;
    second[i] = v;
    weight[i] = w - r.step_size * m / (std::sqrt(v) * r.root_correction + r.epsilon);
  }
}

PLUMB_TARGET_CLONES
void update_plain(const AdamRule& rule, const AdamEntries& entries) {
  update<AdamRule::Decay::none>(rule, entries);
}

PLUMB_TARGET_CLONES
void update_with_penalty(const AdamRule& rule, const AdamEntries& entries) {
  update<AdamRule::Decay::penalty>(rule, entries);
}

PLUMB_TARGET_CLONES
void update_decoupled(const AdamRule& rule, const AdamEntries& entries) {
  update<AdamRule::Decay::decoupled>(rule, entries);
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

void adam_step(const AdamRule& rule, const AdamEntries& entries) {
  switch (rule.decay) {
    case AdamRule::Decay::none:
      return update_plain(rule, entries);
    case AdamRule::Decay::penalty:
      return update_with_penalty(rule, entries);
    case AdamRule::Decay::decoupled:
      return update_decoupled(rule, entries);
  }
}

void adam_step(const AdamRule& rule, const AdamEntries& entries, UpdateSums* blocks) {
  std::array<float, adam_block> before;
  for (std::int64_t first = 0; first < entries.count; first += adam_block, ++blocks) {
    const auto block = entries.part(first, std::min(first + adam_block, entries.count));
    std::copy_n(block.weight, block.count, before.data());
    adam_step(rule, block);
    *blocks = update_sums(block.weight, before.data(), block.count);
  }
}

}  // namespace plumb
