#include "training/loss.hpp"

#include <torch/torch.h>

#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

at::Tensor as_outputs(const at::Tensor& outputs, const at::Tensor& targets) {
  if (targets.scalar_type() != at::kLong) return targets.reshape(outputs.sizes());
  return at::one_hot(targets, outputs.size(1)).to(outputs.scalar_type());
}

}  // namespace

Loss::Loss(std::string name) : name_(std::move(name)) {
  if (name_ != "cross-entropy" && name_ != "mse" && name_ != "mae") {
    throw Error("loss '" + name_ + "' is not one of cross-entropy, mse, mae");
  }
}

at::Tensor Loss::mean(const at::Tensor& outputs, const at::Tensor& targets) const {
  if (name_ == "cross-entropy") return at::cross_entropy_loss(outputs, targets);
  if (name_ == "mse") return at::mse_loss(outputs, as_outputs(outputs, targets));
  return at::l1_loss(outputs, as_outputs(outputs, targets));
}

at::Tensor Loss::sum(const at::Tensor& outputs, const at::Tensor& targets) const {
  if (name_ == "cross-entropy") {
    return at::cross_entropy_loss(outputs, targets, /*weight=*/{}, at::Reduction::Sum);
  }
  return mean(outputs, targets) * outputs.size(0);
}

}  // namespace plumb
