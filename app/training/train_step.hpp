#pragma once

#include <cstdint>
#include <functional>
#include <utility>

#include "plumb/diagnostics/clip.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/models/network.hpp"
#include "training/batches.hpp"
#include "training/evaluation.hpp"
#include "training/loss.hpp"
#include "training/optimizer.hpp"
#include "training/precision.hpp"
#include "training/spike_guard.hpp"

namespace plumb {

struct TrainStepOptions {
  Clip clip = {};
  Precision precision = Precision::float32;
  std::int64_t micro_batch = 0;  ///< samples of one backward pass; 0: the whole batch
  SpikeGuard* guard = nullptr;   ///< makes the updates, if there is one
};

/// Forward, loss, backward, clip, update, record: one step, and nothing else. No host
/// synchronization on a GPU, but for a guard that rolls back.
class TrainStep {
 public:
  /// The parts must outlive this.
  TrainStep(Network& network, const Loss& loss, Optimizer& optimizer, Monitor& monitor,
            const TrainStepOptions& options, const at::Device& device);

  /// The gradient is that of the mean loss over the batch, also where it is computed in parts.
  void run(const TensorSplit& batch);

  /// Called after backward and before the update where a gradient is not finite. Not on a GPU,
  /// where to know it would be to wait for it.
  void on_non_finite(std::function<void(const TensorSplit& batch)> callback) {
    on_non_finite_ = std::move(callback);
  }

  /// Means over the samples seen so far, each before its step's update. Waits for the device.
  Evaluation means() const { return totals_.means(); }

 private:
  /// The backward pass, part by part. Returns the batch's mean loss.
  at::Tensor backward(const TensorSplit& batch);
  at::Tensor backward(const TensorSplit& part, double share);
  void update(const ClipOutcome& outcome, const at::Tensor& loss);

  Network& network_;
  const Loss& loss_;
  Optimizer& optimizer_;
  Monitor& monitor_;
  TrainStepOptions options_;
  Totals totals_;
  std::function<void(const TensorSplit&)> on_non_finite_;
};

}  // namespace plumb
