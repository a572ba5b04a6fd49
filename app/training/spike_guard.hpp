#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "plumb/diagnostics/monitor.hpp"
#include "training/optimizer.hpp"
#include "training/snapshot_ring.hpp"
#include "training/spike_detector.hpp"

namespace plumb {

/// Makes the update of a step, or what --on-spike says instead where the step is a spike
/// (SpikeDetector):
///
/// - skip: parameters and optimizer state stay as they are. Decided on the device, without waiting.
/// - rollback: parameters, buffers and optimizer state go back to a snapshot at least 10 steps old,
///   of the two that are kept, one every 50 steps; the learning rate is halved, down to 1/1024.
///   Waits for the device in every step.
class SpikeGuard {
 public:
  enum class Response { skip, rollback };

  /// `live`: what a rollback puts back, the optimizer's state among it.
  SpikeGuard(Response response, const at::Device& device, NamedTensors live);

  /// After Monitor::clip. `loss`: this step's.
  void update(Optimizer& optimizer, Monitor& monitor, const ClipOutcome& outcome,
              const at::Tensor& loss);

  /// Whether it waits for the device in every step, so that none can be captured
  /// (step_graph.hpp).
  bool decides_on_host() const { return response_ == Response::rollback; }

  /// What rollbacks have left of the learning rate, in parts of it.
  double rate_factor() const;

  /// What a resumed run needs; the tensors alias it. Snapshots are not in it: a resumed run begins
  /// with its checkpoint.
  NamedTensors state() const;

 private:
  void roll_back(Monitor& monitor);

  Response response_;
  SpikeDetector detector_;
  SnapshotRing snapshots_;
  at::Tensor rate_factor_;  // a tensor, so that checkpoints hold it
};

/// --on-spike's responses; nothing for none.
std::optional<SpikeGuard::Response> spike_response(const std::string& name);

}  // namespace plumb
