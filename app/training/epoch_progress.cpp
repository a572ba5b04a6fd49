#include "training/epoch_progress.hpp"

#include <ATen/ATen.h>

#include "plumb/models/dropout.hpp"

namespace plumb {
namespace {

NamedTensors named(const TrainStep& step, const at::Tensor& seconds, const NamedTensors& dropout) {
  NamedTensors state = step.totals();
  state.emplace_back("seconds", seconds);
  for (const auto& [name, tensor] : dropout) state.emplace_back("dropout." + name, tensor);
  for (auto& entry : state) entry.first.insert(0, "epoch.");
  return state;
}

}  // namespace

NamedTensors epoch_state(const TrainStep& step, Network& network, double seconds) {
  return named(step, at::full({}, seconds, at::kDouble), dropout_state(network));
}

EpochProgress restore_epoch(const Checkpoints::WithinEpoch& saved, const TrainStep& step,
                            Network& network) {
  const at::Tensor seconds = at::zeros({}, at::kDouble);
  const NamedTensors dropout = dropout_state(network);
  // The state of a generator has as many bytes as its kind of device needs.
  const bool same_device = saved.has_shapes_of(named(step, seconds, dropout));
  saved.restore(named(step, seconds, same_device ? dropout : NamedTensors()));
  if (same_device) set_dropout_state(network, dropout);
  return {saved.position().epoch_steps, seconds.item<double>(), !same_device};
}

}  // namespace plumb
