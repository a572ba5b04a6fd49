#include "plumb/diagnostics/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "activation_function.hpp"
#include "check.hpp"
#include "depth_theory.hpp"
#include "drawn_speed.hpp"
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

/// Healthy in the limit, but by the law of widths perhaps not at those that it has. What the limit
/// says cannot learn no chance of a finite width helps.
bool may_lose_to_width(const ForecastNetwork& network, double limit_speed) {
  return limit_speed >= forecast_least_speed && !is_wide_enough(network, limit_speed);
}

void set_speed(Forecast& result, const std::vector<double>& drawn) {
  if (drawn.empty()) return;
  result.learning_speed = median_of_sorted(drawn);
  const auto fast = [](double speed) { return speed >= forecast_least_speed; };
  result.learning_share = static_cast<double>(std::count_if(drawn.begin(), drawn.end(), fast)) /
                          static_cast<double>(drawn.size());
}

ForecastVerdict verdict_of(const Forecast& result, bool exploding) {
  if (result.learning_speed >= forecast_least_speed) return ForecastVerdict::healthy;
  return exploding ? ForecastVerdict::exploding : ForecastVerdict::vanishing;
}

/// The search draws fewer networks than the verdict, which holds for the network's own depth.
std::int64_t as_judged(std::int64_t most, const Forecast& forecast, std::size_t depth) {
  const auto own = static_cast<std::int64_t>(depth);
  if (!forecast.learning_share) return most;  // of the limit, both
  if (forecast.verdict == ForecastVerdict::healthy)
    return std::max(most, std::min(own, forecast_deepest));
  return std::min(most, own - 1);
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
      limit_speed(network.layers, passes, tangent_kernels(network.layers, passes), batch);
  result.stable_rate = stable_rate(speed, starting_curvature(last, outputs, batch));
  result.weakest = weakest(result.layers);
  result.learning_speed = result.limit_speed = best_speed(speed);
  if (may_lose_to_width(network, result.limit_speed))
    set_speed(result, drawn_speeds(network, batch, speed.curvature,
                                   std::min(options.draws, speed_draws), options.stop));
  result.verdict = verdict_of(result, explodes(network.layers, passes, speed, result.layers));
  if (options.trainable_depth) {
    const auto depth = max_trainable_depth(network, passes, batch,
                                           std::min(options.draws, search_draws), options.stop);
    if (depth) result.max_trainable_depth = as_judged(*depth, result, network.layers.size() - 1);
  }
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
