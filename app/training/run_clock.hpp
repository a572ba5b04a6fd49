#pragma once

#include <cstdint>

#include "training/run_summary.hpp"
#include "training/run_times.hpp"
#include "training/step_timer.hpp"

namespace plumb {

/// What a run takes, whole and a step; of one that goes on, what it took until then is part of it.
class RunClock {
 public:
  /// `timer`: of the run's steps; outlives this.
  explicit RunClock(const StepTimer& timer) : timer_(timer) {}

  void start() { begin_ = wall_seconds(); }

  /// Since the start.
  double seconds() const { return wall_seconds() - begin_; }

  /// Of a run that goes on at that step. `before`: what it took until then; `had_ended`: nothing
  /// was left to be trained.
  void go_on(std::int64_t step, const RunTimes& before = {}, bool had_ended = false);

  /// What a run that had ended took stays as it was where it makes no further step.
  void note_times(RunSummary& summary) const;

 private:
  const StepTimer& timer_;
  double begin_ = 0;
  std::int64_t first_step_ = 0;
  RunTimes before_;
  bool had_ended_ = false;
};

}  // namespace plumb
