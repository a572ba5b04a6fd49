#include "training/epoch_training.hpp"

#include <ATen/Parallel.h>

#include <algorithm>

#include <fmt/format.h>

#include "plumb/models/dropout.hpp"
#include "training/batches.hpp"
#include "training/device.hpp"
#include "training/run_length.hpp"
#include "training/seeds.hpp"

namespace plumb {

EpochTraining::EpochTraining(const Parts& parts, const Options& options)
    : parts_(parts), captures_(options.captures) {
  if (options.may_lower_threads) barriers_.emplace();
}

EpochProgress EpochTraining::train(std::int64_t epoch) {
  const std::uint64_t seed = parts_.inputs.config.running.seed;
  Network& network = parts_.learner.network();
  network.train();
  seed_dropout(network,
               stream_seed(seed, RandomStream::dropout, static_cast<std::uint64_t>(epoch)));
  TrainStep& step = begun_step();
  EpochProgress progress = parts_.checkpoints.go_on_with(step);
  if (progress.masks_began_anew) {
    parts_.observer.on_notice(
        "The run was on another kind of device: the masks of dropout begin anew in this epoch.");
  }
  // What fails here is recorded when nobody asks for its means any more.
  const RunReporter::Epoch reported(parts_.reporter, epoch, [&step] { return step.means(); });
  make_steps(epoch_order(parts_.inputs.train.count(), seed, epoch, parts_.inputs.device), progress);
  parts_.monitor.flush();
  return progress;
}

TrainStep& EpochTraining::begun_step() {
  const auto& [inputs, learner, monitor, checkpoints, end, reporter, summary, timer, observer] =
      parts_;
  if (!step_) step_.emplace(RunStep::Parts{inputs, learner, monitor, summary, observer}, captures_);
  step_->train_step().begin_epoch();
  return step_->train_step();
}

void EpochTraining::make_steps(const at::Tensor& order, EpochProgress& progress) {
  const RunInputs& inputs = parts_.inputs;
  RunSummary& summary = parts_.summary;
  if (parts_.end.has_made_its_steps(summary.steps)) summary.status = RunStatus::completed;
  const double begin = wall_seconds();
  if (barriers_) barriers_->begin(process_seconds());
  parts_.timer.start();
  const std::int64_t samples = update_samples(inputs.config);
  for (; progress.steps < inputs.start.steps_per_epoch && summary.status == RunStatus::running;
       ++progress.steps) {
    const std::int64_t first = progress.steps * samples;
    const std::int64_t length = std::min(samples, inputs.train.count() - first);
    parts_.learner.set_learning_rate(summary.steps, parts_.monitor);
    step_->run(order.narrow(0, first, length));
    count_step();
  }
  synchronize(inputs.device);
  parts_.timer.stop();
  progress.seconds += wall_seconds() - begin;
}

void EpochTraining::count_step() {
  RunSummary& summary = parts_.summary;
  ++summary.steps;
  if (parts_.timer.count()) {
    synchronize(parts_.inputs.device);
    parts_.timer.start();
  }
  if (barriers_ && barriers_->add(process_seconds())) lower_threads();
  summary.status = parts_.end.after_step(summary.steps, parts_.monitor.findings());
}

void EpochTraining::lower_threads() {
  barriers_.reset();
  at::set_num_threads(1);
  parts_.summary.device += fmt::format(", 1 from step {} on", parts_.summary.steps);
  parts_.observer.on_notice(
      "The machine has become busy, and threads wait for each other: going on with one.");
}

}  // namespace plumb
