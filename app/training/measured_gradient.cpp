#include "training/measured_gradient.hpp"

#include <torch/types.h>

namespace plumb {

std::vector<std::pair<std::string, double>> measure_kernel_gradients(Network& network,
                                                                     const TensorSplit& batch,
                                                                     const Loss& loss) {
  network.to(at::kDouble);
  at::Tensor targets = batch.targets;
  if (targets.is_floating_point()) targets = targets.to(at::kDouble);
  loss.mean(network.forward(batch.features.to(at::kDouble)), targets).backward();
  std::vector<std::pair<std::string, double>> norms;
  for (const auto& parameter : network.named_parameters()) {
    if (parameter.value().dim() < 2) continue;
    norms.emplace_back(parameter.key(), parameter.value().grad().norm().item<double>());
  }
  return norms;
}

}  // namespace plumb
