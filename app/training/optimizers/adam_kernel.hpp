#pragma once

#include <cstdint>

#include "plumb/diagnostics/update_sums.hpp"

namespace plumb {

/// What one step of Adam does to every entry, in float32.
struct AdamRule {
  enum class Decay { none, penalty, decoupled };

  /// `step`: counted from 1. `weight_decay` is added to the gradient times the weight (penalty), or
  /// shrinks the weight by itself (decoupled).
  AdamRule(double rate, double beta1, double beta2, double epsilon, Decay decay,
           double weight_decay, double step);

  Decay decay;
  float weight_decay;             ///< penalty: the factor of the weight in the gradient
  float shrinkage;                ///< decoupled: what the weight keeps
  float first, second;            ///< β₁, β₂
  float first_rest, second_rest;  ///< 1 - β₁, 1 - β₂
  float step_size;                ///< rate / (1 - β₁ᵗ)
  float root_correction;          ///< 1 / √(1 - β₂ᵗ)
  float epsilon;
};

/// The same stretch of a parameter, its gradient and its moments: four arrays that do not overlap.
struct AdamEntries {
  float* weight;
  const float* gradient;
  float* first_moment;
  float* second_moment;
  std::int64_t count;

  AdamEntries part(std::int64_t first_entry, std::int64_t end) const;
};

/// Adam as at::_fused_adam_ has it, w -= rate / (1 - β₁ᵗ) · m / (√v / √(1 - β₂ᵗ) + ε), but with one
/// division an entry instead of three: these, not the memory, are what the pass waits for.
void adam_step(const AdamRule& rule, const AdamEntries& entries);

/// The same to the last bit, and what it did. Squares are summed in float32 for 64 at a time and in
/// double from there on: a relative error of at most 4e-6, and about 1e-8 for thousands of entries,
/// whose errors are independent. Where squares leave float32's range, as update_sums() has it.
UpdateSums adam_step_observed(const AdamRule& rule, const AdamEntries& entries);

}  // namespace plumb
