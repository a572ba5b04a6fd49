#include "training/evaluation.hpp"

#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <algorithm>

#include "plumb/diagnostics/gradient_norms.hpp"
#include "plumb/diagnostics/tap.hpp"

namespace plumb {
namespace {

// Part of a definition (batch statistics in chunks of 1,000), and large enough for full matrix
// speed.
constexpr std::int64_t chunk_size = 1000;

template <typename Visit>
void for_each_chunk(const TensorSplit& split, Visit visit) {
  const std::int64_t size = samples_of_a_pass(split);
  for (std::int64_t first = 0; first < split.count(); first += size) {
    visit(split.range(first, std::min(size, split.count() - first)));
  }
}

class EvaluationMode {
 public:
  explicit EvaluationMode(Network& network)
      : network_(network), was_training_(network.is_training()) {
    network_.eval();
  }
  ~EvaluationMode() { network_.train(was_training_); }
  EvaluationMode(const EvaluationMode&) = delete;
  EvaluationMode& operator=(const EvaluationMode&) = delete;

 private:
  Network& network_;
  bool was_training_;
};

}  // namespace

std::int64_t samples_of_a_pass(const TensorSplit& split) {
  constexpr std::int64_t full_size_steps = 100;
  if (split.features.dim() != 3) return chunk_size;
  const std::int64_t steps = std::max(split.features.size(1), full_size_steps);
  return std::max<std::int64_t>(chunk_size * full_size_steps / steps, 1);
}

Evaluation evaluate(Network& network, const TensorSplit& split, const Loss& loss,
                    Precision precision, ClassHits* hits) {
  const at::NoGradGuard no_grad;
  const EvaluationMode mode(network);
  Totals totals(loss, split.features.device());
  for_each_chunk(split, [&](const TensorSplit& chunk) {
    const at::Tensor outputs = forward(network, chunk.features, precision);
    totals.add(loss.sum(outputs, chunk.targets), 1, outputs, chunk.targets);
    if (hits != nullptr) hits->add(outputs, chunk.targets);
  });
  return totals.means();
}

FullGradient full_gradient(Network& network, const TensorSplit& split, const Loss& loss,
                           Precision precision) {
  const MeasurementMode mode(network);
  const TapPause pause;
  std::vector<std::string> names;
  std::vector<at::Tensor> parameters;
  for (const auto& item : network.named_parameters()) {
    if (!item.value().requires_grad()) continue;
    names.push_back(item.key());
    parameters.push_back(item.value());
  }
  std::vector<at::Tensor> sums;
  for (const auto& parameter : parameters) sums.push_back(at::zeros_like(parameter));

  Totals totals(loss, split.features.device());
  const double count = static_cast<double>(split.count());
  for_each_chunk(split, [&](const TensorSplit& chunk) {
    const at::Tensor outputs = forward(network, chunk.features, precision);
    const at::Tensor loss_sum = loss.sum(outputs, chunk.targets);
    totals.add(loss_sum, 1, outputs, chunk.targets);
    const auto gradients =
        torch::autograd::grad({loss_sum / count}, parameters, {}, /*retain_graph=*/false,
                              /*create_graph=*/false, /*allow_unused=*/true);
    for (std::size_t i = 0; i < sums.size(); ++i) {
      if (gradients[i].defined()) sums[i].add_(gradients[i]);
    }
  });

  FullGradient result{totals.means(), {}, {}};
  const at::Tensor norms = device_norms(sums).to(at::kCPU);
  for (std::size_t i = 0; i < names.size(); ++i) {
    result.norms.emplace_back(names[i], norms[static_cast<std::int64_t>(i)].item<double>());
    result.gradients.emplace_back(names[i], sums[i]);
  }
  return result;
}

}  // namespace plumb
