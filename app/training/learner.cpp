#include "training/learner.hpp"

#include <algorithm>

#include "plumb/models/lsuv.hpp"
#include "plumb/models/recurrent_layer.hpp"
#include "training/evaluation.hpp"
#include "training/run_parts.hpp"

namespace plumb {
namespace {

// What initializer lsuv looks at: enough for a variance, and the same whatever the batch size.
constexpr std::int64_t lsuv_samples = 1024;

std::shared_ptr<Network> network_on_device(const NetworkOptions& options,
                                           const at::Device& device) {
  auto network = make_network(options);
  network->to(device);
  for (const auto& module : network->modules())
    if (auto* layer = module->as<RecurrentLayerImpl>()) layer->join_weights();
  return network;
}

}  // namespace

Learner::Learner(const RunConfig& config, const NetworkOptions& options, const TensorSplit& train,
                 std::int64_t planned_steps, const at::Device& device)
    : scales_by_data_(config.network.initializer == "lsuv"),
      rate_(*config.training.learning_rate),
      loss_(make_loss(config)),
      precision_(precision_of(config.training.precision)),
      network_(network_on_device(options, device)),
      schedule_(make_schedule(schedule_options(config, planned_steps))) {
  initialize_again(train);
  optimizer_ = make_optimizer(optimizer_options(config), network_->parameters());
  if (const auto response = spike_response(config.on_spike))
    guard_.emplace(*response, device, live_state());
}

void Learner::initialize_again(const TensorSplit& train) {
  if (!scales_by_data_) return;
  lsuv(*network_, train.range(0, std::min(lsuv_samples, train.count())).features);
}

void Learner::set_learning_rate(std::int64_t step, Monitor& monitor) {
  const double lowered = guard_ ? guard_->rate_factor() : 1;
  if (!schedule_->changes() && lowered == 1) return;
  const double rate = rate_ * lowered * schedule_->factor(step);
  optimizer_->set_learning_rate(rate);
  monitor.note_learning_rate(rate);
}

at::Tensor Learner::measured_loss(const TensorSplit& batch) {
  const MeasurementMode mode(*network_);
  return loss_.mean(forward(*network_, batch.features, precision_), batch.targets);
}

NamedTensors Learner::live_state() const {
  NamedTensors tensors = tensors_of(*network_);
  for (auto& named : optimizer_->state()) tensors.push_back(std::move(named));
  return tensors;
}

NamedTensors Learner::state() const {
  NamedTensors state = optimizer_->state();
  append(state, "schedule", schedule_->state());
  if (guard_) append(state, "guard", guard_->state());
  return state;
}

}  // namespace plumb
