#include "plumb/diagnostics/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "activation_function.hpp"
#include "check.hpp"
#include "depth_theory.hpp"
#include "mean_field.hpp"
#include "output_gradient.hpp"
#include "verdict.hpp"
#include "width_effect.hpp"

namespace plumb {
namespace {

using namespace forecasting;

constexpr double infinite = std::numeric_limits<double>::infinity();
/// Half of a normal distribution's 90 % interval, in standard deviations.
constexpr double half_interval = 1.6448536269514722;

/// Beyond the range of double a square is inf, or NaN where inf met 0 on the way.
double root(double square) {
  return std::isfinite(square) ? std::sqrt(square) : infinite;
}

/// Signals at the input of each kernel, in the order of kernels().
std::vector<const Signal*> kernel_inputs(const ForecastNetwork& network,
                                         const std::vector<LayerPass>& passes) {
  std::vector<const Signal*> result;
  for (std::size_t i = 0; i < passes.size(); ++i) {
    const auto& skip = network.layers[i].skip;
    result.push_back(&passes[i].input);
    if (skip && skip->projection) result.push_back(&passes[i + 1 - skip->span].input);
  }
  return result;
}

std::vector<ForecastNorm> norms(const ForecastNetwork& network,
                                const std::vector<LayerPass>& passes,
                                const std::vector<double>& squares,
                                const std::vector<WidthEffect>& effects) {
  const auto all = kernels(network);
  const auto inputs = kernel_inputs(network, passes);
  std::vector<ForecastNorm> result;
  for (std::size_t i = 0; i < all.size(); ++i) {
    ForecastNorm norm;
    norm.name = all[i]->name;
    norm.limit = root(squares[i]);
    norm.median = norm.limit * std::exp(effects[i].shift / 2);
    norm.low = norm.median * std::exp(-half_interval * effects[i].below / 2);
    norm.high = norm.median * std::exp(half_interval * effects[i].above / 2);
    norm.distinct = distinct_share(inputs[i]->second);
    result.push_back(std::move(norm));
  }
  return result;
}

std::optional<DepthTheory> theory(const ForecastNetwork& network,
                                  const std::vector<LayerPass>& passes) {
  if (network.layers.size() < 2) return std::nullopt;
  const auto& layer = network.layers[network.layers.size() - 2];
  const bool plain = layer.norm == ForecastLayer::Norm::none &&
                     layer.norm_after == ForecastLayer::Norm::none && !layer.skip;
  if (!plain) return std::nullopt;
  const Matrix& first = passes.front().preactivation.second;
  const double size = static_cast<double>(first.size());
  return depth_theory(layer, trace(first) / size, 1 - distinct_share(first));
}

std::size_t weakest(const std::vector<ForecastNorm>& norms) {
  const auto smaller = [](const auto& x, const auto& y) { return x.median < y.median; };
  return static_cast<std::size_t>(std::min_element(norms.begin(), norms.end(), smaller) -
                                  norms.begin());
}

}  // namespace

Forecast forecast(const ForecastNetwork& network, const ForecastBatch& batch,
                  const ForecastOptions& options) {
  check(network, batch);
  const auto passes = propagate(network, batch);
  const auto outputs = static_cast<std::size_t>(network.layers.back().kernel.outputs);
  const Matrix& last = passes.back().output.second;
  const auto squares =
      squared_gradients(network, passes, mean_output_gradient(last, outputs, batch));
  Forecast result;
  result.layers =
      norms(network, passes, squares, width_effects(network, batch, passes, squares, options));
  result.output_scale = root(trace(last) / static_cast<double>(batch.size));
  result.theory = theory(network, passes);
  const LearningSpeed speed =
      speed_of(network.layers, passes, tangent_kernels(network.layers, passes), batch);
  result.stable_rate = stable_rate(speed, starting_curvature(last, outputs, batch));
  result.learning_speed = best_speed(speed);
  result.verdict = judge(network.layers, passes, speed);
  result.weakest = weakest(result.layers);
  if (options.trainable_depth)
    result.max_trainable_depth = max_trainable_depth(network, passes, batch, options.stop);
  return result;
}

const char* to_string(ForecastVerdict verdict) {
  switch (verdict) {
    case ForecastVerdict::healthy:
      return "healthy";
    case ForecastVerdict::vanishing:
      return "vanishing";
    case ForecastVerdict::exploding:
      return "exploding";
  }
  return "";
}

}  // namespace plumb
