#pragma once

#include <map>
#include <optional>
#include <string>

#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/step_record.hpp"
#include "training/run_summary.hpp"

namespace plumb {

/// Adds a run's steps and epochs up to its summary, while it trains and when it is resumed.
class SummaryTally {
 public:
  RunSummary& summary() { return summary_; }
  const RunSummary& summary() const { return summary_; }

  /// Clipped, skipped, rolled back, the largest norm, the first step that is not finite; not
  /// `steps`, which is known before a record comes from the device.
  void add(const StepRecord& record);

  /// Best, last, and whether the run has exploded. Epoch 0 first. `largest_norm`: of that epoch's
  /// gradients; nothing where they were not measured.
  void add(const EpochRow& row, std::optional<double> largest_norm);

  /// All that add() has added up, to every digit, by name; what there is none of is left out.
  std::map<std::string, double> numbers() const;

  /// Goes on from what numbers() returned.
  void restore(const std::map<std::string, double>& numbers);

 private:
  /// Calls `visit(name, value)` for everything that add() adds up.
  template <typename Tally, typename Visit>
  static void visit_numbers(Tally& tally, const Visit& visit);

  RunSummary summary_;
  ExplosionWatch explosion_;
};

}  // namespace plumb
