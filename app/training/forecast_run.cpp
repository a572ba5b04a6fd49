#include "training/forecast_run.hpp"

#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "plumb/diagnostics/fit_simple_models.hpp"
#include "plumb/diagnostics/foresee.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "training/batches.hpp"
#include "training/forecast_input.hpp"
#include "training/measured_gradient.hpp"
#include "training/run_length.hpp"
#include "training/run_parts.hpp"

namespace plumb {
namespace {

// The forecast's effort grows with the square of the batch.
constexpr std::int64_t most_samples = 256;

/// {batch, features}, {batch, steps, features} or {batch, channels, height, width}.
double between_samples(const at::Tensor& features) {
  const bool are_images = features.dim() == 4;
  const at::Tensor units = (are_images ? features.movedim(1, -1) : features).to(at::kDouble);
  const at::Tensor variances = units.flatten(0, -2).var(/*dim=*/0, /*unbiased=*/false);
  return variances.mean().sqrt().item<double>();
}

/// As the monitor's tap of the inputs sees a batch.
ActivationProbe probe_of(const at::Tensor& features) {
  const at::Tensor values = features.to(at::kDouble);
  ActivationProbe probe;
  probe.mean = values.mean().item<double>();
  probe.deviation = values.std(/*unbiased=*/false).item<double>();
  const double size = std::hypot(probe.mean, probe.deviation);
  if (features.size(0) > 1 && size > 0) probe.spread = between_samples(features) / size;
  return probe;
}

}  // namespace

ForecastReport forecast_run(const RunConfig& config, Dataset dataset) {
  const Loss loss = make_loss(config);
  ForecastReport report;
  report.config = resolve(config, dataset);
  report.data = dataset.name;
  report.seed = config.running.seed;
  const NetworkOptions options = network_options(config, dataset);
  const TensorSplit train = to_device(std::move(dataset.train), dataset.sample_shape, at::kCPU);
  const TensorSplit validation =
      to_device(std::move(dataset.validation), dataset.sample_shape, at::kCPU);
  report.simple_models =
      fit_simple_models({train.features, train.targets}, {validation.features, validation.targets},
                        config.training.loss);
  const TensorSplit batch =
      first_batch(train, config.running.seed, std::min(update_samples(config), most_samples));
  report.batch_size = static_cast<std::size_t>(batch.count());
  RunFacts facts = run_facts(report.config, dataset, train.targets);
  const auto network = make_network(options);
  facts.parameters = Monitor(*network).parameters();
  facts.simple_models = report.simple_models;
  report.findings = foresee(facts, probe_of(batch.features));
  report.forecast =
      forecast(describe_network(options),
               describe_batch(batch, config.training.loss, config.training.label_smoothing));
  std::map<std::string, double> measured;
  for (const auto& [name, norm] : measure_kernel_gradients(*network, batch, loss))
    measured[name] = norm;
  for (const auto& layer : report.forecast.layers)
    report.measured.push_back(measured.at(layer.name));
  return report;
}

}  // namespace plumb
