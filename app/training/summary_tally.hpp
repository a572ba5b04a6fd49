#pragma once

#include <optional>

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

 private:
  RunSummary summary_;
  ExplosionWatch explosion_;
};

}  // namespace plumb
