#include "chain_taps.hpp"

namespace plumb {
namespace {

ActivationKind kind_of(ChainActivation activation) {
  switch (activation) {
    case ChainActivation::sigmoid:
      return ActivationKind::sigmoid;
    case ChainActivation::tanh:
      return ActivationKind::tanh;
    case ChainActivation::relu:
      return ActivationKind::relu;
    case ChainActivation::identity:
      break;
  }
  return ActivationKind::other;
}

}  // namespace

ChainTaps::ChainTaps(const std::vector<ChainLink>& links, bool inputs_require_grad) {
  bool requires_grad = inputs_require_grad;
  for (std::size_t i = 0; i + 1 < links.size(); ++i) {
    const ChainLink& link = links[i];
    requires_grad = requires_grad || link.weight.requires_grad() || link.bias.requires_grad();
    taps_.emplace_back(link.name, requires_grad ? kind_of(link.activation) : ActivationKind::other);
  }
}

void ChainTaps::show(std::size_t i, const at::Tensor& output) {
  if (i < taps_.size()) taps_[i].show(output);
}

}  // namespace plumb
