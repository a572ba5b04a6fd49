#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plumb/diagnostics/evaluation_record.hpp"
#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_status.hpp"

namespace plumb {

/// RunSummary::cuda_graph where steps are, and where they are to be and the run has had none that
/// could: the device warms up, steps are probed, and a run may be over before.
inline constexpr std::string_view steps_captured = "captured";
inline constexpr std::string_view no_step_captured_yet = "no step captured yet";

/// The outcome of a run: summary.json (docs/run-directory.md), and a row of `plumb compare`.
struct RunSummary {
  RunStatus status = RunStatus::running;
  std::string name;
  std::string model;
  std::string data;
  std::string device;
  std::string cuda_graph;  ///< on a GPU: one of the above, or why its steps were not; else empty
  std::string clip;
  std::string on_spike;
  std::string directory;
  std::uint64_t seed = 0;
  std::int64_t threads = 1;     ///< on the CPU
  std::int64_t parameters = 0;  ///< entries of all parameters
  std::int64_t train_samples = 0;
  std::int64_t validation_samples = 0;
  std::optional<double> majority_share;  ///< validation accuracy of always guessing the most
                                         ///< frequent class of training; none for regression
  std::int64_t planned_epochs = 0;
  std::int64_t planned_steps = 0;  ///< of the whole run
  std::int64_t steps_per_epoch = 0;
  std::int64_t steps = 0;
  std::int64_t first_step = 0;                 ///< > 0 where the run went on from another one
  std::vector<std::string> went_on_from = {};  ///< those runs, as from its folder; first one first
  std::int64_t epochs = 0;                     ///< completed
  double seconds = 0;                          ///< of the whole run
  double ms_per_step = 0;  ///< mean over training; the first steps, also where it goes on, left out
  double cpu_ms_per_step =
      0;  ///< the same in processor time of all threads: what a busy machine leaves comparable

  bool evaluated = false;        ///< the next three hold something
  EpochRow last;                 ///< the newest row of epochs.csv
  double best_val_accuracy = 0;  ///< NaN for regression
  double best_val_loss = 0;
  ClassCounts validation_classes = {};  ///< of the newest evaluation; empty for regression
  std::optional<double> largest_norm;   ///< of gradients.csv; none where that is off
  double largest_step_norm = 0;         ///< of the total norm, over all steps
  std::optional<std::int64_t> first_non_finite_step;
  std::optional<std::int64_t> exploded_epoch;
  std::int64_t clipped_steps = 0;
  std::int64_t skipped_updates = 0;  ///< rollbacks among them
  std::int64_t rollbacks = 0;
  std::vector<Finding> findings;

  double clipped_share() const {
    const std::int64_t made = steps - first_step;
    return made > 0 ? static_cast<double>(clipped_steps) / static_cast<double>(made) : 0;
  }
};

std::string to_json(const RunSummary& summary);

/// Decides whether a run has exploded, epoch by epoch.
class ExplosionWatch {
 public:
  /// True from the first epoch on whose largest norm is not finite, or over
  /// Thresholds::explosion_factor × that of all earlier epochs while the loss is over 1.1 × the
  /// lowest of theirs: the gradient of a network that starts to learn grows as well.
  bool add(std::int64_t epoch, double largest_norm, double loss);

  std::optional<std::int64_t> exploded_epoch() const { return exploded_; }

  /// Calls `visit(name, value)` for everything that decides.
  template <typename Watch, typename Visit>
  static void visit_numbers(Watch& watch, const Visit& visit) {
    visit("explosion.exploded", watch.exploded_);
    visit("explosion.largest_norm", watch.largest_);
    visit("explosion.lowest_loss", watch.lowest_loss_);
  }

 private:
  std::optional<double> largest_, lowest_loss_;
  std::optional<std::int64_t> exploded_;
};

}  // namespace plumb
