#include "training/loss.hpp"

#include <torch/types.h>

#include <algorithm>

#include "config/choices.hpp"
#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

at::Tensor as_outputs(const at::Tensor& outputs, const at::Tensor& targets) {
  if (targets.scalar_type() != at::kLong) return targets.reshape(outputs.sizes());
  if (outputs.size(1) == 1) return targets.reshape(outputs.sizes()).to(outputs.scalar_type());
  return at::one_hot(targets, outputs.size(1)).to(outputs.scalar_type());
}

/// Outputs at several steps, {batch, steps, n}, as {batch · steps, n}, and their targets alike: a
/// step counts like a sample.
at::Tensor flat_outputs(const at::Tensor& outputs) {
  return outputs.dim() == 3 ? outputs.flatten(0, 1) : outputs;
}
at::Tensor flat_targets(const at::Tensor& targets) {
  return targets.dim() == 2 ? targets.flatten() : targets;
}

at::Tensor cut(const at::Tensor& probabilities) {
  constexpr double keras_epsilon = 1e-7;
  return probabilities.clamp(keras_epsilon, 1 - keras_epsilon);
}

}  // namespace

Loss::Loss(std::string name, Outputs kind, double label_smoothing)
    : name_(std::move(name)), kind_(kind), label_smoothing_(label_smoothing) {
  const auto names = loss_names();
  if (std::find(names.begin(), names.end(), name_) == names.end()) {
    throw Error("loss '" + name_ + "' is not one of " + join(names));
  }
  if (label_smoothing_ != 0 && name_ != "cross-entropy")
    throw Error("--label-smoothing is for --loss cross-entropy, not for " + name_);
}

at::Tensor Loss::mean(const at::Tensor& all_outputs, const at::Tensor& all_targets) const {
  const at::Tensor outputs = flat_outputs(all_outputs);
  const at::Tensor targets = flat_targets(all_targets);
  if (name_ == "cross-entropy") return cross_entropy(outputs, targets, at::Reduction::Mean);
  if (name_ == "bce") return binary_cross_entropy(outputs, as_outputs(outputs, targets));
  if (name_ == "mse") return at::mse_loss(outputs, as_outputs(outputs, targets));
  return at::l1_loss(outputs, as_outputs(outputs, targets));
}

at::Tensor Loss::sum(const at::Tensor& outputs, const at::Tensor& targets) const {
  const bool by_sample = outputs.dim() == 2;
  if (name_ == "cross-entropy" && by_sample)
    return cross_entropy(outputs, targets, at::Reduction::Sum);
  return mean(outputs, targets) * outputs.size(0);
}

at::Tensor Loss::predicted(const at::Tensor& outputs) const {
  if (outputs.size(-1) > 1) return outputs.argmax(-1);
  const bool logits = name_ == "bce" && kind_ == Outputs::logits;
  return outputs.select(-1, 0).gt(logits ? 0.0 : 0.5).to(at::kLong);
}

at::Tensor Loss::cross_entropy(const at::Tensor& outputs, const at::Tensor& targets,
                               std::int64_t reduction) const {
  if (kind_ == Outputs::logits) {
    return at::cross_entropy_loss(outputs, targets, /*weight=*/{}, reduction,
                                  /*ignore_index=*/-100, label_smoothing_);
  }
  const at::Tensor probabilities = cut(outputs / outputs.sum(1, /*keepdim=*/true));
  const at::Tensor logs = probabilities.log();
  const at::Tensor loss = at::nll_loss(logs, targets, /*weight=*/{}, reduction);
  if (label_smoothing_ == 0) return loss;
  const at::Tensor uniform = -logs.mean(1);
  return (1 - label_smoothing_) * loss +
         label_smoothing_ * (reduction == at::Reduction::Sum ? uniform.sum() : uniform.mean());
}

at::Tensor Loss::binary_cross_entropy(const at::Tensor& outputs, const at::Tensor& targets) const {
  if (kind_ == Outputs::logits) return at::binary_cross_entropy_with_logits(outputs, targets);
  // at::binary_cross_entropy refuses NaN, which is a result here.
  const at::Tensor p = cut(outputs);
  return -(targets * p.log() + (1 - targets) * (1 - p).log()).mean();
}

}  // namespace plumb
