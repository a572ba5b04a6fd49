#include "training/epoch_boundary.hpp"

#include <limits>
#include <utility>

#include "training/simple_models.hpp"
#include "training/stored_tensors.hpp"

namespace plumb {
namespace {

constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

}  // namespace

void EpochBoundary::keep_initialization() {
  if (initialization_) return;
  save(0);
  initialization_.emplace(tensors_of(parts_.learner.network()));
}

void EpochBoundary::keep_initialization(TensorCopies initialization) {
  initialization_ = std::move(initialization);
}

void EpochBoundary::measure_initialization() {
  if (!initialization_) return;
  const NamedTensors tensors = tensors_of(parts_.learner.network());
  const TensorCopies now(tensors);
  initialization_->put_back(tensors);
  EpochRow row;
  row.train_loss = not_measured;
  row.train_accuracy = not_measured;
  const RunPosition position{0, parts_.recorder.summary().first_step};
  const std::optional<double> largest = measure(row, position, parts_.inputs.start.epochs == 0);
  now.put_back(tensors);
  publish(row, position, largest);
  initialization_.reset();
}

void EpochBoundary::finish(std::int64_t epoch, const TrainStep& step,
                           const EpochProgress& progress) {
  RunSummary& summary = parts_.recorder.summary();
  const SummaryTally before = parts_.recorder.tally();
  measure_initialization();
  const Evaluation running = step.means();
  EpochRow row;
  row.epoch = epoch;
  row.train_loss = running.loss;
  row.train_accuracy = running.accuracy;
  row.seconds = progress.seconds;
  const RunPosition position{epoch, summary.steps};
  const std::optional<double> largest = measure(row, position, is_last(epoch));
  summary.epochs = epoch;
  if (progress.steps < parts_.inputs.start.steps_per_epoch) {
    // A run that goes on from there measures this epoch at its end, not here.
    parts_.checkpoints.save_end_within_epoch(epoch - 1, position.step, step, progress, before);
  } else {
    parts_.learner.end_epoch(row.val_loss);
    save(epoch);
  }
  publish(row, position, largest);
}

void EpochBoundary::keep_unfinished(std::int64_t epoch, const TrainStep& step,
                                    const EpochProgress& progress) {
  RunRecorder& recorder = parts_.recorder;
  recorder.flush_steps();
  parts_.checkpoints.save_within_epoch(epoch - 1, recorder.summary().steps, step, progress,
                                       recorder.tally());
}

bool EpochBoundary::is_last(std::int64_t epoch) const {
  return epoch == parts_.inputs.start.epochs ||
         parts_.recorder.summary().status != RunStatus::running;
}

void EpochBoundary::save(std::int64_t epoch) {
  const bool due =
      retention_ == Retention::ladder || is_last(epoch) || pace_.is_due(parts_.clock.seconds());
  if (!due) return;
  const double begin = wall_seconds();
  parts_.recorder.flush_steps();  // a checkpoint has no steps that the record lacks
  parts_.checkpoints.save(epoch, parts_.recorder.summary().steps, parts_.recorder.tally());
  pace_.add(wall_seconds() - begin);
}

std::optional<double> EpochBoundary::measure(EpochRow& row, const RunPosition& position,
                                             bool last) {
  parts_.observer.on_evaluation(position.epoch);
  const auto [largest, classes] = parts_.measurement.measure(row, position.step, last);
  parts_.recorder.add(row, position.step, largest);
  parts_.recorder.summary().validation_classes = classes;
  if (row.epoch > 0) note_evaluation({row.train_eval_loss, row.val_loss, classes}, position.step);
  return largest;
}

void EpochBoundary::note_evaluation(const EvaluationLosses& losses, std::int64_t step) {
  parts_.recorder.add(EvaluationRecord{step, losses});
  parts_.monitor.note_evaluation(losses);
  fit_wanted_simple_models(RunStage::evaluation, parts_.inputs, parts_.monitor);
}

void EpochBoundary::publish(const EpochRow& row, const RunPosition& position,
                            std::optional<double> largest) {
  RunRecorder& recorder = parts_.recorder;
  parts_.clock.note_times(recorder.summary());  // a run that is killed after that has said them
  recorder.write_summary(parts_.monitor.findings());
  recorder.add_epoch_figures(position);
  parts_.observer.on_epoch(row, largest);
}

}  // namespace plumb
