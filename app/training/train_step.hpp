#pragma once

#include <functional>
#include <utility>

#include "plumb/diagnostics/clip.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/models/network.hpp"
#include "training/batches.hpp"
#include "training/evaluation.hpp"
#include "training/loss.hpp"
#include "training/optimizer.hpp"

namespace plumb {

/// Forward, loss, backward, clip, update, record: one step, and nothing else. No host
/// synchronization on a GPU.
class TrainStep {
 public:
  /// The parts must outlive this.
  TrainStep(Network& network, const Loss& loss, Optimizer& optimizer, Monitor& monitor,
            const Clip& clip, const at::Device& device);

  void run(const TensorSplit& batch);

  /// Called after backward and before the update where a gradient is not finite. Not on a GPU,
  /// where to know it would be to wait for it.
  void on_non_finite(std::function<void(const TensorSplit& batch)> callback) {
    on_non_finite_ = std::move(callback);
  }

  /// Means over the samples seen so far, each before its step's update. Waits for the device.
  Evaluation means() const { return totals_.means(); }

 private:
  Network& network_;
  const Loss& loss_;
  Optimizer& optimizer_;
  Monitor& monitor_;
  Clip clip_;
  Totals totals_;
  std::function<void(const TensorSplit&)> on_non_finite_;
};

}  // namespace plumb
