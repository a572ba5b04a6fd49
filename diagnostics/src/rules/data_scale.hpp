#pragma once

#include <vector>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// How large the inputs are, and by how much they differ from sample to sample (columns may differ
/// from each other all the same).
struct InputSize {
  double root_mean_square = 0;
  double difference = 0;

  explicit InputSize(const ActivationProbe& probe);

  bool is_far(const Thresholds& thresholds) const;
  bool hardly_differs(const Thresholds& thresholds) const;
  /// Either of these.
  bool is_off(const Thresholds& thresholds) const;
};

/// Whether values to predict lie so far from 0 for their deviation that outputs do not begin near.
bool are_far_from_zero(const TargetFacts& targets, const Thresholds& thresholds);

/// … or for that, or for their size alone.
bool are_off(const TargetFacts& targets, const Thresholds& thresholds);

/// Of a remedy for inputs or targets: with the same for the others in front, where both are off by
/// the step at hand. One alone leaves the loss as large as the other makes it.
std::vector<Remedy> with_both(const RunView& run, const Thresholds& thresholds,
                              std::vector<Remedy> advised);

}  // namespace plumb
