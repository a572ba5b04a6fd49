#pragma once

#include <optional>
#include <string>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// The most that half of the layers have been changed by in a step, in parts of their weights, by
/// the probes so far.
class LargestUpdate {
 public:
  explicit LargestUpdate(const Thresholds& thresholds) : high_(thresholds.update_ratio_high) {}

  void observe(const RunView& run);

  double ratio() const { return ratio_; }

  /// Some step was as large as no step should be.
  bool was_large() const { return ratio_ > high_; }

  /// A rate at which it would not have been; nothing where none was large.
  std::optional<Remedy> lower_rate(const RunFacts& facts) const;

  /// "one step had changed …", to follow on a verdict's message.
  std::string text() const;

  void add_evidence(Verdict& verdict) const;

 private:
  double high_;
  double ratio_ = 0;
};

}  // namespace plumb
