#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/step_record.hpp"
#include "training/run_end.hpp"
#include "training/run_recorder.hpp"
#include "training/training_observer.hpp"

namespace plumb {

class Diagnosis;

/// Passes on what the monitor of a run reports: to the record, to what may end the run, and to the
/// observer.
class RunReporter {
 public:
  /// The parts outlive this.
  RunReporter(RunRecorder& recorder, RunEnd& end, TrainingObserver& observer)
      : recorder_(recorder), end_(end), observer_(observer) {}

  /// `taps`: the monitor's at the time; `all`: its findings so far.
  void take(const StepRecord& record, const std::vector<TapInfo>& taps);
  void take(const Finding& finding, const std::vector<Finding>& all);

  /// Shows the rules steps that were recorded before. What is found meanwhile is not passed on.
  void replay(const StepTable& steps, Diagnosis& diagnosis);

  /// True within replay().
  const bool& is_replaying() const { return is_replaying_; }

  /// From here on records are of that epoch, and may ask for the means over it until this is gone.
  class Epoch {
   public:
    Epoch(RunReporter& reporter, std::int64_t epoch, std::function<Evaluation()> means);
    ~Epoch();
    Epoch(const Epoch&) = delete;
    Epoch& operator=(const Epoch&) = delete;

   private:
    StepContext& context_;
  };

 private:
  RunRecorder& recorder_;
  RunEnd& end_;
  TrainingObserver& observer_;
  StepContext context_;
  bool is_replaying_ = false;
};

}  // namespace plumb
