#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "plumb/diagnostics/run_status.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/diagnostics/step_record.hpp"

namespace plumb {

/// Throws Error unless the folder holds a run that recorded the steps before this one. Of one that
/// was killed the last may be missing, but not most.
void check_goes_so_far(const std::filesystem::path& directory, std::int64_t step);

/// The run directory of a loop that is not Plumb's own (Monitor::record_to).
class MonitorRecord {
 public:
  /// Throws Error if there is a run in the folder already or it cannot be written.
  MonitorRecord(std::filesystem::path directory, const RunFacts& facts,
                const Thresholds& thresholds);

  /// Goes on with the run that is there, from a step on: what it has of that and later ones is
  /// dropped. Throws Error if there is none, or one of other parameters, and leaves it as it was.
  static MonitorRecord resumed(std::filesystem::path directory, const RunFacts& facts,
                               const Thresholds& thresholds, std::int64_t step);

  /// `taps`: the monitor's at the time.
  void write(const StepRecord& record, const std::vector<TapInfo>& taps);

  void write(const EvaluationRecord& evaluation) { append_evaluation(directory_, evaluation); }

  void note_finding() { findings_changed_ = true; }

  /// findings.json, where it has changed since the last call.
  void save_new(const std::vector<Finding>& findings);

  /// No step comes any more. The first call counts.
  void end(RunStatus status) {
    if (status_ == RunStatus::running) status_ = status;
  }

  /// All files as things stand. The facts again: how gradients are clipped shows while training.
  void save(const RunFacts& facts, const std::vector<Finding>& findings);

 private:
  struct Resumed {};
  MonitorRecord(Resumed, std::filesystem::path directory, const RunFacts& facts,
                const Thresholds& thresholds, std::int64_t step);

  void save_summary() const;

  std::filesystem::path directory_;
  Thresholds thresholds_;
  StepWriter writer_;
  std::int64_t steps_completed_ = 0;
  RunStatus status_ = RunStatus::running;
  bool findings_changed_ = false;
};

}  // namespace plumb
