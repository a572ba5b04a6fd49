#include "training/snapshot_ring.hpp"

namespace plumb {

SnapshotRing::SnapshotRing(NamedTensors live, std::size_t capacity)
    : live_(std::move(live)), capacity_(capacity) {}

void SnapshotRing::take(std::int64_t step) {
  if (snapshots_.size() < capacity_) {
    snapshots_.push_back({step, false, TensorCopies(live_)});
    return;
  }
  Snapshot oldest = std::move(snapshots_.front());
  snapshots_.pop_front();
  oldest.step = step;
  oldest.used = false;
  oldest.tensors.take(live_);
  snapshots_.push_back(std::move(oldest));
}

std::int64_t SnapshotRing::restore(std::int64_t step, std::int64_t margin) {
  while (snapshots_.size() > 1 &&
         (step - snapshots_.back().step < margin || snapshots_.back().used)) {
    snapshots_.pop_back();
  }
  Snapshot& snapshot = snapshots_.back();
  snapshot.tensors.put_back(live_);
  snapshot.used = true;
  return snapshot.step;
}

}  // namespace plumb
