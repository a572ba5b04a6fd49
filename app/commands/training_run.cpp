#include "commands/training_run.hpp"

#include <cmath>
#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "commands/interrupt.hpp"
#include "commands/progress.hpp"
#include "commands/standard_output.hpp"
#include "plot/gnuplot.hpp"
#include "plumb/diagnostics/error.hpp"
#include "report/guessing.hpp"
#include "training/device.hpp"
#include "training/folder_lock.hpp"
#include "training/thread_choice.hpp"

namespace plumb {
namespace {

std::string accuracy_text(const RunSummary& summary) {
  if (summary.last.epoch == 0) return {};
  if (std::isnan(summary.last.val_accuracy)) {
    return fmt::format(", validation loss {}", short_number(summary.last.val_loss));
  }
  const std::string remark =
      summary.majority_share ? guessing_remark(summary.last.val_accuracy, *summary.majority_share,
                                               summary.validation_samples)
                             : std::string();
  return fmt::format(", validation accuracy {} (best {}{})", percent(summary.last.val_accuracy),
                     percent(summary.best_val_accuracy), remark);
}

}  // namespace

void warn_without_gnuplot(const RunConfig& config) {
  if (!config.running.tensorboard) return;
  try {
    check_gnuplot("gnuplot");
  } catch (const Error& error) {
    print_err("TensorBoard gets no figures: {}\n", error.what());
  }
}

RunSummary run_training(RunConfig config, const std::filesystem::path& directory, bool resume,
                        const Console& console, Output output) {
  const FolderLock lock(directory);
  const bool chooses_threads = config.running.threads == 0;
  prepare_process(config.running.threads);
  Dataset dataset = load_dataset(dataset_request(config));
  if (!dataset.notice.empty()) print_err("{}\n", dataset.notice);
  settle_threads(config, dataset);
  RunRequest request{std::move(config), directory, resume, &interrupt_flag()};
  request.forecast = true;
  request.may_lower_threads = chooses_threads && request.config.running.threads > 1;
  if (output != Output::full) {
    TrainingObserver silent;
    return train(request, std::move(dataset), silent);
  }
  Progress progress(console);
  return train(request, std::move(dataset), progress);
}

std::string steps_text(std::int64_t steps) {
  return steps == 1 ? "1 step" : fmt::format("{} steps", steps);
}

std::string outcome_text(const RunSummary& summary) {
  std::string text =
      fmt::format("{} after {} in {}{}.", to_string(summary.status), steps_text(summary.steps),
                  duration_text(summary.seconds), accuracy_text(summary));
  if (summary.first_non_finite_step) {
    text += fmt::format(" The loss or a gradient was not finite from step {} on.",
                        *summary.first_non_finite_step);
  } else if (summary.exploded_epoch) {
    text += fmt::format(" The gradient exploded in epoch {}: largest norm {}.",
                        *summary.exploded_epoch, short_number(summary.largest_norm.value_or(0)));
  }
  if (summary.clipped_steps > 0) {
    text += fmt::format(" {} of the steps were clipped.", percent(summary.clipped_share()));
  }
  if (summary.rollbacks > 0)
    text += summary.rollbacks == 1
                ? " It was rolled back once."
                : fmt::format(" It was rolled back {} times.", summary.rollbacks);
  if (const auto skipped = summary.skipped_updates - summary.rollbacks; skipped > 0) {
    text += fmt::format(" {} skipped for {}.",
                        skipped == 1 ? "One update was" : fmt::format("{} updates were", skipped),
                        summary.on_spike == "none" ? "gradients that were not finite" : "spikes");
  }
  return text;
}

}  // namespace plumb
