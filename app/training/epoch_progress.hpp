#pragma once

#include <cstdint>

#include "plumb/models/network.hpp"
#include "training/checkpoint.hpp"
#include "training/train_step.hpp"

namespace plumb {

/// What an epoch has done so far.
struct EpochProgress {
  std::int64_t steps = 0;
  double seconds = 0;
};

/// What an epoch has of its own, to be saved: the sums over its samples, its time and the masks of
/// dropout.
NamedTensors epoch_state(const TrainStep& step, Network& network, double seconds);

/// The same back into `step` and `network`. Throws Error if it does not fit.
EpochProgress restore_epoch(const Checkpoints::WithinEpoch& saved, const TrainStep& step,
                            Network& network);

}  // namespace plumb
