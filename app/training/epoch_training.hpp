#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>

#include "plumb/diagnostics/monitor.hpp"
#include "training/epoch_progress.hpp"
#include "training/learner.hpp"
#include "training/run_checkpoints.hpp"
#include "training/run_end.hpp"
#include "training/run_inputs.hpp"
#include "training/run_reporter.hpp"
#include "training/run_step.hpp"
#include "training/run_summary.hpp"
#include "training/step_timer.hpp"
#include "training/thread_choice.hpp"
#include "training/training_observer.hpp"

namespace plumb {

/// Makes the steps of a run's epochs, on one thread from where the machine has become busy.
class EpochTraining {
 public:
  /// All of it outlives the training.
  struct Parts {
    const RunInputs& inputs;
    Learner& learner;
    Monitor& monitor;
    RunCheckpoints& checkpoints;  ///< have what an epoch goes on with
    const RunEnd& end;
    RunReporter& reporter;
    RunSummary& summary;  ///< counts the steps, and says whether the run is over
    StepTimer& timer;
    TrainingObserver& observer;
  };

  struct Options {
    bool captures = false;  ///< as RunStep has it
    bool may_lower_threads = false;
  };

  EpochTraining(const Parts& parts, const Options& options);

  /// Makes the steps of an epoch that are left, until it is over or the run ends. Returns how far
  /// it came.
  EpochProgress train(std::int64_t epoch);

  /// The step of all epochs. Only after train().
  const TrainStep& step() { return step_->train_step(); }

 private:
  /// For an epoch that begins.
  TrainStep& begun_step();
  /// `order`: of all training samples in that epoch.
  void make_steps(const at::Tensor& order, EpochProgress& progress);
  void count_step();
  void lower_threads();

  Parts parts_;
  bool captures_;
  std::optional<RunStep> step_;           // from the first epoch on
  std::optional<BarrierWatch> barriers_;  // as long as threads may be lowered
};

}  // namespace plumb
