#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
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
#include "training/step_graph.hpp"
#include "training/totals.hpp"

namespace plumb {

struct TrainStepOptions {
  Clip clip = {};
  Precision precision = Precision::float32;
  std::int64_t micro_batch = 0;  ///< samples of one backward pass; 0: the whole batch
  SpikeGuard* guard = nullptr;   ///< makes the updates, if there is one
};

/// Forward, loss, backward, clip, update, record: one step, and nothing else. No host
/// synchronization on a GPU, but for a guard that rolls back.
///
/// With graphs, steps are run until the device has warmed up, then captured, and from there on
/// replayed, from one graph those that are probed and from another those that are not; but for
/// those with another number of samples, such as the last batch, which are run as ever. One
/// TrainStep serves all epochs of a run: each graph keeps the memory of a step.
class TrainStep {
 public:
  using MakeGraph = std::function<std::unique_ptr<StepGraph>()>;

  struct CaptureFailure {
    bool of_probed_steps = false;  ///< or of the others
    std::string what;
  };

  /// The parts must outlive this.
  TrainStep(Network& network, const Loss& loss, Optimizer& optimizer, Monitor& monitor,
            const TrainStepOptions& options, const at::Device& device);

  /// The gradient is that of the mean loss over the batch, also where it is computed in parts.
  void run(const TensorSplit& batch);

  /// The same for the samples at `indices`, {batch} int64 on the device. This is the step that a
  /// graph replays: `samples` must be the same each time.
  void run(const TensorSplit& samples, const at::Tensor& indices);

  /// Before the first step. Not together with a guard that decides on the host, nor with dropout:
  /// what they do there is not repeated. `on_failure`: called with what was wrong, at most once for
  /// each of the two kinds of steps, if they could not be captured; training goes on without.
  void replay_with(const MakeGraph& make_graph,
                   std::function<void(const CaptureFailure&)> on_failure = {});

  /// Whether a step was captured: every one of its kind from then on that can be is replayed.
  bool has_captured() const { return plain_.captured || probed_.captured; }

  /// Forgets the samples seen so far: means() and totals() are an epoch's. What was captured stays.
  void begin_epoch() { totals_.clear(); }

  /// Called after backward and before the update where the loss or a gradient is not finite. Not on
  /// a GPU, where to know it would be to wait for it.
  void on_non_finite(std::function<void(const TensorSplit& batch)> callback) {
    on_non_finite_ = std::move(callback);
  }

  /// Means over the samples seen in this epoch, each before its step's update. Waits for the
  /// device.
  Evaluation means() const { return totals_.means(); }

  /// The sums that means() divides, to go on with later; the tensors alias them.
  NamedTensors totals() const { return totals_.state(); }

 private:
  /// The steps that are probed, or those that are not.
  struct Kind {
    std::unique_ptr<StepGraph> graph;  // null: they are run
    bool captured = false;
    int warm_steps = 0;
    at::Tensor loss;      // what a replay writes, of a whole batch
    CapturedProbe probe;  // the same, of a probed step
  };

  /// What the device does in a step: all of it but for the bookkeeping, which must not be part of
  /// what a graph repeats. Returns the batch's mean loss.
  at::Tensor work(const TensorSplit& batch);
  Kind& kind_of_step() { return monitor_.probes_next_step() ? probed_ : plain_; }
  bool is_replayed(Kind& kind, const TensorSplit& samples, const at::Tensor& indices);
  void make_room_for(const at::Tensor& indices);
  bool capture(Kind& kind, const TensorSplit& samples);
  void give_up_capturing(Kind& kind, const std::string& what);

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

  Kind plain_, probed_;
  std::function<void(const CaptureFailure&)> on_capture_failed_;
  at::Tensor indices_;  // what a replay reads: of a whole batch
};

}  // namespace plumb
