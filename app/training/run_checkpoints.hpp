#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "plumb/diagnostics/clip.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "training/checkpoint.hpp"
#include "training/epoch_progress.hpp"
#include "training/learner.hpp"
#include "training/retention.hpp"
#include "training/summary_tally.hpp"
#include "training/tensor_copies.hpp"
#include "training/train_step.hpp"

namespace plumb {

/// The checkpoints of a run under way: its network, and all that its updates go by.
class RunCheckpoints {
 public:
  /// `clip`: the run's. The parts outlive this.
  RunCheckpoints(const std::filesystem::path& run_directory, Retention retention, const Clip& clip,
                 Learner& learner, Monitor& monitor);

  using Position = Checkpoints::Position;

  /// Restores the newest one. Throws Error if there is none or it does not fit.
  Position restore();

  /// Restores the network, the optimizer, and what else has the same settings here, from another
  /// run's newest one that was made at that step or before. `clip`: the other run's. Throws Error
  /// as restore().
  Position restore_from(const std::filesystem::path& run_directory, std::int64_t step,
                        const Clip& clip);

  /// The network's tensors before training, of a restored run that has yet to measure them; once.
  std::optional<TensorCopies> take_initialization();

  /// Gives the restored run what it had added up; one from before that was saved says nothing.
  void restore_tally(SummaryTally& tally) const;

  /// Whether the restored run is within an epoch, which waits for go_on_with().
  bool is_within_epoch() const { return unfinished_.has_value(); }

  /// Gives the epoch's own state to its step. Returns how far the epoch is: of one that begins,
  /// nothing.
  EpochProgress go_on_with(const TrainStep& step);

  /// Of a run that has completed these epochs, and these steps. `tally`, here and below: as it was
  /// then.
  void save(std::int64_t epochs, std::int64_t steps, const SummaryTally& tally);

  /// Of a run that is interrupted within its next epoch.
  void save_within_epoch(std::int64_t epochs, std::int64_t steps, const TrainStep& step,
                         const EpochProgress& progress, const SummaryTally& tally);

  /// Of a run that ends there: the weights are that epoch's too.
  void save_end_within_epoch(std::int64_t epochs, std::int64_t steps, const TrainStep& step,
                             const EpochProgress& progress, const SummaryTally& tally);

 private:
  /// What a resumed run needs beside the network, but for what it has measured.
  NamedTensors state();
  /// All that a checkpoint has of it.
  NamedTensors whole_state(const SummaryTally& tally);
  /// What is the epoch's own waits for the epoch.
  Position restore_within_epoch();

  Clip clip_;
  Learner& learner_;
  Monitor& monitor_;
  Checkpoints checkpoints_;
  std::optional<Checkpoints::WithinEpoch> unfinished_;  // to go on with
  std::optional<TensorCopies> initialization_;
  std::map<std::string, double> tally_;  // that the restored checkpoint has
};

}  // namespace plumb
