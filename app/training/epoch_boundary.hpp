#pragma once

#include <cstdint>
#include <optional>

#include "plumb/diagnostics/evaluation_record.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "training/epoch_measurement.hpp"
#include "training/epoch_progress.hpp"
#include "training/learner.hpp"
#include "training/retention.hpp"
#include "training/run_checkpoints.hpp"
#include "training/run_clock.hpp"
#include "training/run_inputs.hpp"
#include "training/run_recorder.hpp"
#include "training/save_pace.hpp"
#include "training/tensor_copies.hpp"
#include "training/train_step.hpp"
#include "training/training_observer.hpp"

namespace plumb {

/// What a run does between its epochs: it measures its network, saves itself, and publishes how far
/// it is.
class EpochBoundary {
 public:
  /// All of it outlives this.
  struct Parts {
    const RunInputs& inputs;
    Learner& learner;
    Monitor& monitor;
    RunCheckpoints& checkpoints;
    EpochMeasurement& measurement;
    RunRecorder& recorder;
    const RunClock& clock;
    TrainingObserver& observer;
  };

  EpochBoundary(const Parts& parts, Retention retention) : parts_(parts), retention_(retention) {}

  /// For epoch 0, whose measurement takes as long as half an epoch: the first step does not wait
  /// for it.
  void keep_initialization();

  /// Of a run that goes on and has yet to measure it: the one that it began with is kept.
  void keep_initialization(TensorCopies initialization);

  /// Measures and publishes epoch 0, where the initialization is kept; once.
  void measure_initialization();

  /// Of an epoch that is over, or that the run has ended within.
  void finish(std::int64_t epoch, const TrainStep& step, const EpochProgress& progress);

  /// Of an epoch that the run is interrupted within.
  void keep_unfinished(std::int64_t epoch, const TrainStep& step, const EpochProgress& progress);

 private:
  bool is_last(std::int64_t epoch) const;
  /// A ladder of checkpoints has every rung: what is repaired from it must not depend on the clock.
  void save(std::int64_t epoch);
  /// Returns the largest norm of a gradient, where they are measured.
  std::optional<double> measure(EpochRow& row, const RunPosition& position, bool last);
  void note_evaluation(const EvaluationLosses& losses, std::int64_t step);
  void publish(const EpochRow& row, const RunPosition& position, std::optional<double> largest);

  Parts parts_;
  Retention retention_;
  SavePace pace_;
  std::optional<TensorCopies> initialization_;  // until it has been measured
};

}  // namespace plumb
