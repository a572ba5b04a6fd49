#include "training/train_step.hpp"

#include <torch/types.h>

#include <algorithm>

namespace plumb {

TrainStep::TrainStep(Network& network, const Loss& loss, Optimizer& optimizer, Monitor& monitor,
                     const TrainStepOptions& options, const at::Device& device)
    : network_(network),
      loss_(loss),
      optimizer_(optimizer),
      monitor_(monitor),
      options_(options),
      totals_(device) {}

void TrainStep::run(const TensorSplit& batch) {
  optimizer_.zero_grad();
  const at::Tensor loss = backward(batch);
  const ClipOutcome outcome = monitor_.clip(options_.clip);
  const bool on_device = outcome.found_inf().defined();
  if (!on_device && !outcome.finite() && on_non_finite_) on_non_finite_(batch);
  update(outcome, loss);
  monitor_.step(loss);
}

at::Tensor TrainStep::backward(const TensorSplit& batch) {
  const std::int64_t count = batch.count();
  const std::int64_t size = options_.micro_batch > 0 ? options_.micro_batch : count;
  if (size >= count) return backward(batch, 1);
  at::Tensor mean;
  for (std::int64_t first = 0; first < count; first += size) {
    const std::int64_t length = std::min(size, count - first);
    const double share = static_cast<double>(length) / static_cast<double>(count);
    const at::Tensor part = backward(batch.range(first, length), share);
    mean = mean.defined() ? mean + part : part;
  }
  return mean;
}

at::Tensor TrainStep::backward(const TensorSplit& part, double share) {
  const at::Tensor outputs = forward(network_, part.features, options_.precision);
  const at::Tensor loss = loss_.mean(outputs, part.targets);
  const at::Tensor weighted = share == 1 ? loss : loss * share;
  weighted.backward();
  totals_.add(loss * part.count(), loss_.predicted(outputs), part.targets);
  return weighted.detach();
}

void TrainStep::update(const ClipOutcome& outcome, const at::Tensor& loss) {
  const bool clips = options_.clip.kind != Clip::Kind::none;
  if (options_.guard != nullptr) {
    options_.guard->update(optimizer_, monitor_, outcome, loss);
  } else if (outcome.found_inf().defined()) {
    optimizer_.step(clips ? outcome.found_inf() : at::Tensor());
  } else if (!clips || outcome.finite()) {
    optimizer_.step();
  }
}

}  // namespace plumb
