#pragma once

#include <optional>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// Foretells that momentum makes steps too large, by the first of them: v ← μv + g adds up
/// 1 / (1 − μ) of such while the gradient points the same way (Polyak 1964, "Some methods of
/// speeding up the convergence of iteration methods").
class MomentumReach {
 public:
  explicit MomentumReach(const Thresholds& thresholds) : t_(thresholds) {}

  /// To be called at every probe. A warning after the first step; that it does no harm, once the
  /// network has learnt and keeps it for twice as long as the momentum remembers.
  std::optional<Verdict> observe(const RunView& run);

  /// What else was found of the steps says it better.
  void give_way() { told_.reset(); }

 private:
  std::optional<Verdict> foretold(const RunView& run) const;

  Thresholds t_;
  bool has_begun_ = false;
  std::optional<Verdict> told_;
};

}  // namespace plumb
