#pragma once

#include <ATen/core/Tensor.h>

#include "plumb/diagnostics/monitor.hpp"
#include "training/learner.hpp"
#include "training/run_inputs.hpp"
#include "training/run_summary.hpp"
#include "training/train_step.hpp"
#include "training/training_observer.hpp"

namespace plumb {

/// The training step of a run: says in the summary whether it is captured in a graph, and traces
/// the first one that is not finite. One for all epochs: what a graph has captured holds as long as
/// the run does, since weights, optimizer state and sums stay where they are in memory, whatever is
/// written there.
class RunStep {
 public:
  /// All of it outlives the step.
  struct Parts {
    const RunInputs& inputs;
    Learner& learner;
    Monitor& monitor;
    RunSummary& summary;
    TrainingObserver& observer;
  };

  /// `captures`: steps are to be captured; those that cannot be are run as they are.
  RunStep(const Parts& parts, bool captures);
  RunStep(const RunStep&) = delete;
  RunStep& operator=(const RunStep&) = delete;

  /// Trains on the training samples at `indices`, {batch} int64 on the device.
  void run(const at::Tensor& indices);

  /// To begin an epoch with, and to be asked for its means and sums.
  TrainStep& train_step() { return step_; }

 private:
  void give_up_capturing(const TrainStep::CaptureFailure& failure);
  /// Once a run: what follows a step that is not finite says nothing new.
  void trace(const TensorSplit& batch);

  Parts parts_;
  TrainStep step_;
  bool has_traced_ = false;
};

}  // namespace plumb
