#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <optional>

#include "plumb/diagnostics/safetensors.hpp"
#include "plumb/models/network.hpp"
#include "training/retention.hpp"
#include "training/stored_tensors.hpp"

namespace plumb {

/// checkpoints/ of a run directory: epoch-NNNN.safetensors with the network's parameters and
/// buffers (kept for epoch 0 and the newest epochs), and, but for epoch 0, the state for resuming,
/// optimizer-NNNN.safetensors: the optimizer's and that of whatever else remembers its steps.
/// Where the run was interrupted or ended within an epoch, step-NNNNNN.safetensors has all of it,
/// until the next epoch is saved.
class Checkpoints {
 public:
  explicit Checkpoints(const std::filesystem::path& run_directory,
                       Retention retention = Retention::newest);

  void save(std::int64_t epoch, std::int64_t step, const Network& network,
            const NamedTensors& state) const;

  /// The network alone, of an epoch in which the run ends before the epoch does: to be read, while
  /// what goes on from there was saved within it.
  void save_weights(std::int64_t epoch, std::int64_t step, const Network& network) const;

  struct Position {
    std::int64_t epoch = 0;        ///< completed
    std::int64_t step = 0;         ///< completed
    std::int64_t epoch_steps = 0;  ///< completed of the next epoch; 0 between epochs
  };

  /// `state`: what goes on within an epoch too.
  void save_within_epoch(const Position& position, const Network& network,
                         const NamedTensors& state) const;

  /// A checkpoint within an epoch.
  class WithinEpoch {
   public:
    const Position& position() const { return position_; }

    /// Both throw Error if it does not fit. `state`: all of it, or a part.
    void restore(Network& network) const;
    void restore(const NamedTensors& state) const;

    /// Whether what it has of `state` is of the same shapes.
    bool has_shapes_of(const NamedTensors& state) const;

    /// What it has of `owner`'s state; nothing in a file from before that was saved.
    NamedTensors state_of(const std::string& owner) const;

   private:
    friend class Checkpoints;
    Position position_;
    std::filesystem::path file_;
    StoredTensors content_;
  };

  /// The newest one, if no epoch was saved after it.
  std::optional<WithinEpoch> within_epoch() const;

  /// The network as it was before training. Throws Error if that is not there.
  void restore_initialization(Network& network) const;

  /// A checkpoint between two epochs.
  class BetweenEpochs {
   public:
    const Position& position() const { return position_; }

    /// Both throw Error if it does not fit.
    void restore(Network& network) const;
    void restore(const NamedTensors& state) const;

    /// Those of `state` that it has.
    NamedTensors those_of(const NamedTensors& state) const;

    /// What it has of `owner`'s state; nothing in a file from before that was saved.
    NamedTensors state_of(const std::string& owner) const;

   private:
    friend class Checkpoints;
    Position position_;
    std::filesystem::path network_file_, state_file_;
    StoredTensors network_, state_;
  };

  /// The newest one to go on from that was made at that step or before. Throws Error if there is
  /// none.
  BetweenEpochs newest(std::int64_t step = std::numeric_limits<std::int64_t>::max()) const;

  /// Where that one was made; nothing: there is none.
  std::optional<Position> newest_position(std::int64_t step) const;

 private:
  struct Found {
    Position position;
    std::filesystem::path file;
    StoredTensors content;
  };
  /// Those of earlier epochs that are not to be kept.
  void remove_before(std::int64_t epoch) const;

  /// The newest complete one at that step or before.
  std::optional<Found> find(std::int64_t step) const;

  std::filesystem::path directory_;
  Retention retention_;
};

}  // namespace plumb
