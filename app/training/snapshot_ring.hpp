#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

#include "training/stored_tensors.hpp"
#include "training/tensor_copies.hpp"

namespace plumb {

/// Copies of parameters, buffers and optimizer state on their device, to go back to. Never more
/// than `capacity` times their memory.
class SnapshotRing {
 public:
  SnapshotRing(NamedTensors live, std::size_t capacity);

  bool empty() const { return snapshots_.empty(); }

  /// The state before this step's update. The oldest copy makes room.
  void take(std::int64_t step);

  /// Puts back the newest snapshot that is at least `margin` steps older than `step`, or else the
  /// oldest, and gives up what is newer. One that was put back before makes way for the one before
  /// it, if there is one. Returns its step. There must be a snapshot.
  std::int64_t restore(std::int64_t step, std::int64_t margin);

 private:
  struct Snapshot {
    std::int64_t step = 0;
    bool used = false;
    TensorCopies tensors;
  };

  NamedTensors live_;
  std::size_t capacity_;
  std::deque<Snapshot> snapshots_;  // oldest first
};

}  // namespace plumb
