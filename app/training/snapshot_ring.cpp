#include "training/snapshot_ring.hpp"

#include <ATen/ATen.h>

namespace plumb {

SnapshotRing::SnapshotRing(NamedTensors live, std::size_t capacity)
    : live_(std::move(live)), capacity_(capacity) {}

void SnapshotRing::take(std::int64_t step) {
  const at::NoGradGuard no_grad;
  Snapshot snapshot;
  if (snapshots_.size() == capacity_) {
    snapshot = std::move(snapshots_.front());
    snapshots_.pop_front();
  } else {
    for (const auto& [name, tensor] : live_)
      snapshot.tensors.push_back(at::empty_like(tensor.detach()));
  }
  for (std::size_t i = 0; i < live_.size(); ++i) snapshot.tensors[i].copy_(live_[i].second);
  snapshot.step = step;
  snapshot.used = false;
  snapshots_.push_back(std::move(snapshot));
}

std::int64_t SnapshotRing::restore(std::int64_t step, std::int64_t margin) {
  const at::NoGradGuard no_grad;
  while (snapshots_.size() > 1 &&
         (step - snapshots_.back().step < margin || snapshots_.back().used)) {
    snapshots_.pop_back();
  }
  Snapshot& snapshot = snapshots_.back();
  for (std::size_t i = 0; i < live_.size(); ++i)
    at::Tensor(live_[i].second).copy_(snapshot.tensors[i]);
  snapshot.used = true;
  return snapshot.step;
}

}  // namespace plumb
