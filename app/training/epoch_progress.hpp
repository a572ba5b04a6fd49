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
  bool masks_began_anew = false;  ///< dropout's: a generator of another device drew them before
};

/// What an epoch has of its own, to be saved: the sums over its samples, its time and the masks of
/// dropout.
NamedTensors epoch_state(const TrainStep& step, Network& network, double seconds);

/// The same back into `step` and `network`, whose dropout has the seed of the epoch. Throws Error
/// if it does not fit. A run that goes on on another kind of device has other generators of masks:
/// they begin anew.
EpochProgress restore_epoch(const Checkpoints::WithinEpoch& saved, const TrainStep& step,
                            Network& network);

}  // namespace plumb
