#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "config/run_config.hpp"
#include "data/dataset.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/models/network.hpp"
#include "training/batches.hpp"
#include "training/loss.hpp"
#include "training/optimizer.hpp"
#include "training/precision.hpp"
#include "training/schedule.hpp"
#include "training/spike_guard.hpp"
#include "training/stored_tensors.hpp"

namespace plumb {

/// What is trained, and all that its updates go by.
class Learner {
 public:
  /// With initial weights, on that device. `train`: the training samples, there too.
  Learner(const RunConfig& config, const NetworkOptions& options, const TensorSplit& train,
          std::int64_t planned_steps, const at::Device& device);

  Network& network() { return *network_; }
  Optimizer& optimizer() { return *optimizer_; }
  const Loss& loss() const { return loss_; }
  Precision precision() const { return precision_; }

  /// What makes the updates in the optimizer's place; null without --on-spike.
  SpikeGuard* guard() { return guard_ ? &*guard_ : nullptr; }

  /// Of weights from elsewhere: what an initializer makes of the weights as they are, which only
  /// lsuv does.
  void initialize_again(const TensorSplit& train);

  /// The learning rate of step k, from 0, which the monitor is told where it is not always the
  /// same.
  void set_learning_rate(std::int64_t step, Monitor& monitor);

  void end_epoch(double validation_loss) { schedule_->end_epoch(validation_loss); }

  /// The mean loss of a batch at the weights as they are, as measured and not trained on.
  at::Tensor measured_loss(const TensorSplit& batch);

  /// What a run needs to go on beside the network and the clip's history; the tensors alias it.
  NamedTensors state() const;

 private:
  /// Everything that an update changes.
  NamedTensors live_state() const;

  bool scales_by_data_;
  double rate_;  // configured
  Loss loss_;
  Precision precision_;
  std::shared_ptr<Network> network_;
  std::unique_ptr<Optimizer> optimizer_;
  std::unique_ptr<Schedule> schedule_;
  std::optional<SpikeGuard> guard_;
};

}  // namespace plumb
