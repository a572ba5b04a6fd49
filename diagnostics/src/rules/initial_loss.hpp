#pragma once

#include <optional>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"
#include "start_notice.hpp"

namespace plumb {

/// What the first loss says of the outputs that the initial weights make, and of the last bias.
class InitialLoss {
 public:
  explicit InitialLoss(const Thresholds& thresholds) : t_(thresholds) {}

  /// In the first step, which must have a finite loss: one that is large, as an observation.
  std::optional<Verdict> observe(const RunView& run);

  /// At every step, as StartNotice::harm().
  std::optional<Verdict> still_large(const RunView& run);

  /// Of a network that stands still behind a simple model.
  std::optional<Verdict> at_an_evaluation(const RunView& run);

  /// Of a run that ends with nothing learnt, or behind a simple model, or worse than a constant on
  /// what it has not seen.
  std::optional<Verdict> at_the_end(const RunView& run) const;

 private:
  Thresholds t_;
  StartNotice notice_;
};

}  // namespace plumb
