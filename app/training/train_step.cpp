#include "training/train_step.hpp"

#include <torch/torch.h>

namespace plumb {

TrainStep::TrainStep(Network& network, const Loss& loss, Optimizer& optimizer, Monitor& monitor,
                     const Clip& clip, const at::Device& device)
    : network_(network),
      loss_(loss),
      optimizer_(optimizer),
      monitor_(monitor),
      clip_(clip),
      totals_(device) {}

void TrainStep::run(const TensorSplit& batch) {
  optimizer_.zero_grad();
  const at::Tensor outputs = network_.forward(batch.features);
  const at::Tensor loss = loss_.mean(outputs, batch.targets);
  loss.backward();
  const ClipOutcome outcome = monitor_.clip(clip_);
  const bool on_device = outcome.found_inf().defined();
  if (!on_device && !outcome.finite() && on_non_finite_) on_non_finite_(batch);
  if (on_device) {
    optimizer_.step(clip_.kind == Clip::Kind::none ? at::Tensor() : outcome.found_inf());
  } else if (clip_.kind == Clip::Kind::none || outcome.finite()) {
    optimizer_.step();
  }
  totals_.add(loss * batch.count(), loss_.predicted(outputs), batch.targets);
  monitor_.step(loss);
}

}  // namespace plumb
