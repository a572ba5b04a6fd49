#include "training/run_checks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "config/choices.hpp"
#include "plumb/diagnostics/error.hpp"
#include "training/capture_check.hpp"
#include "training/device.hpp"
#include "training/run_length.hpp"
#include "training/run_parts.hpp"
#include "training/schedule.hpp"

namespace plumb {

void check_loss(const RunConfig& config, const Dataset& dataset) {
  if (needs_classes(config.training.loss) && dataset.classes == 0) {
    throw Error(fmt::format("--loss {} needs classes, but {} has values; use --loss mse or mae",
                            config.training.loss, dataset.name));
  }
}

void check_schedule(const RunConfig& config, std::int64_t validation_samples) {
  if (config.training.schedule != "plateau") return;
  if (validation_samples == 0)
    throw Error("--schedule plateau goes by the validation loss, but there are no such samples");
  // The first epoch has nothing to be no better than, and what follows the last nobody sees.
  constexpr std::int64_t waits = plateau_patience + 1, fewest = 1 + waits + 1;
  if (config.training.epochs < fewest) {
    throw Error(
        fmt::format("--schedule plateau waits for {} epochs without improvement on the first: it "
                    "cannot act within --epochs {}; take {} or more",
                    waits, config.training.epochs, fewest));
  }
}

void check_resumed_length(const RunConfig& config, const Checkpoints::Position& done) {
  const auto refuse = [&](const char* flag, std::int64_t value) {
    throw Error(
        fmt::format("{} {} is less than the run has done already: {} steps, {} epoch{} complete",
                    flag, value, done.step, done.epoch, done.epoch == 1 ? "" : "s"));
  };
  const auto& training = config.training;
  const std::int64_t begun = done.epoch + (done.epoch_steps > 0 ? 1 : 0);
  if (training.epochs < begun) refuse("--epochs", training.epochs);
  if (training.steps > 0 && training.steps < done.step) refuse("--steps", training.steps);
}

void check_more_epochs(const RunConfig& config, const RunConfig& begun, std::int64_t samples) {
  const auto& training = config.training;
  const bool more = training.epochs > begun.training.epochs;
  if (!more || training.steps == 0 || training.steps != begun.training.steps) return;
  if (planned_steps(config, samples) > planned_steps(begun, samples)) return;
  throw Error(
      fmt::format("--epochs {} adds nothing, since the run's steps = {} is the limit: --steps 0 "
                  "beside it lifts that",
                  training.epochs, training.steps));
}

void check_batches(const RunConfig& config, std::int64_t samples) {
  if (config.network.normalization != "batch") return;
  const std::int64_t batch = std::min(config.training.batch_size, samples);
  if (batch == 1) {
    throw Error(
        "--norm batch needs two samples a step, and --batch-size 1 gives it one, which is its own"
        " mean: take a larger batch, or --norm layer");
  }
  if (samples % batch == 1) {
    throw Error(fmt::format(
        "--norm batch needs two samples a step, and of {} training samples in batches of {} the"
        " last holds one: take another --batch-size, or --limit {}",
        samples, batch, samples - 1));
  }
}

void check_run(const RunConfig& config, const Dataset& dataset) {
  const RunConfig resolved = resolve(config, dataset);
  decide_capture(resolved, resolve_device(resolved.running.device));
  make_loss(resolved);
  check_loss(resolved, dataset);
  check_schedule(resolved, dataset.validation.count);
  make_schedule(schedule_options(resolved, planned_steps(resolved, dataset.train.count)));
}

}  // namespace plumb
