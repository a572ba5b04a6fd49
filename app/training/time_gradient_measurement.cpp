#include "training/time_gradient_measurement.hpp"

#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <algorithm>

#include "plumb/diagnostics/tap.hpp"
#include "plumb/diagnostics/time_gradients.hpp"

namespace plumb {
namespace {

// Stepping by hand keeps every step's graph: enough samples for a norm, few enough for 784 steps.
constexpr std::int64_t most_samples = 32;

}  // namespace

std::vector<TimeGradient> measure_time_gradients(Network& network, const TensorSplit& split,
                                                 const Loss& loss) {
  const MeasurementMode mode(network);
  const TapPause pause;
  const TimeGradients probe;
  const TensorSplit batch = split.range(0, std::min(most_samples, split.count()));
  const at::Tensor value = loss.mean(network.forward(batch.features), batch.targets);
  torch::autograd::grad({value}, network.parameters(), {}, /*retain_graph=*/false,
                        /*create_graph=*/false, /*allow_unused=*/true);
  return probe.read();
}

}  // namespace plumb
