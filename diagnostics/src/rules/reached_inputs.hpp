#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// Whether a gradient reaches the layers at the inputs: where it is exactly 0 step after step,
/// nothing of the inputs gets through.
class ReachedInputs {
 public:
  explicit ReachedInputs(const Thresholds& thresholds) : t_(thresholds) {}

  /// To be called at every step.
  void follow(const RunView& run);

  /// That it was 0 in nearly all of the last dead_units_steps, and the loss stands. What is 0
  /// exactly needs no baseline to compare with, and no loss that has learnt nothing, as one that
  /// began far above.
  std::optional<Verdict> cut_off(const RunView& run) const;

 private:
  enum Quarter { at_first, at_last };

  /// Median of that part of the last dead_units_steps.
  std::optional<double> loss_of_quarter(const RunView& run, Quarter quarter) const;

  /// Where a baseline is told, of the last steps: a loss on its way down to it, as by biases, says
  /// nothing yet. Where none is, since the zeros began: what has come down without these layers has
  /// a way around them, and does not need them once it stands either.
  bool loss_stands(const RunView& run) const;

  Thresholds t_;
  std::deque<bool> zeros_;      // of the last dead_units_steps: the first layer had no gradient
  std::size_t zero_count_ = 0;  // of these
  bool has_zeros_ = false;
  std::optional<double> loss_at_first_;  // as they became nearly all
};

}  // namespace plumb
