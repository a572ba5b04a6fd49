#include "width_effect.hpp"

#include <algorithm>
#include <cmath>

#include "activation_function.hpp"
#include "check.hpp"
#include "drawn_speed.hpp"
#include "gaussian_rule.hpp"
#include "output_gradient.hpp"

namespace plumb::forecasting {
namespace {

WidthEffect effect_of(std::vector<double> logarithms) {
  WidthEffect effect;
  if (logarithms.empty()) return effect;
  std::sort(logarithms.begin(), logarithms.end());
  effect.shift = median_of_sorted(logarithms);
  const std::size_t half = logarithms.size() / 2;
  for (std::size_t i = 0; i < half; ++i) {
    effect.below += std::pow(logarithms[i] - effect.shift, 2);
    effect.above += std::pow(logarithms[logarithms.size() - 1 - i] - effect.shift, 2);
  }
  const double count = std::max(static_cast<double>(half), 1.0);
  effect.below = std::sqrt(effect.below / count);
  effect.above = std::sqrt(effect.above / count);
  return effect;
}

/// Collects the logarithms, draw by draw. Draws of exactly 0 are left out.
class LogStatistics {
 public:
  explicit LogStatistics(const std::vector<double>& limits)
      : limits_(limits), logarithms_(limits.size()) {}

  void add(const std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double x = std::log(values[i] / limits_[i]);
      if (std::isfinite(x)) logarithms_[i].push_back(x);
    }
  }

  std::vector<WidthEffect> effects() const {
    std::vector<WidthEffect> result;
    for (const auto& each : logarithms_) result.push_back(effect_of(each));
    return result;
  }

 private:
  const std::vector<double>& limits_;
  std::vector<std::vector<double>> logarithms_;
};

/// Relative variance of Σ_i φ′(u_i)² g_i² over n units, times n: 3 E[φ′⁴] / E[φ′²]² − 1. Without
/// the variance of the sum of g² itself, 2, where the kernel is orthogonal.
double backward_kurtosis(const ForecastLayer& layer, double variance) {
  const auto& function = find_activation_function(layer.activation);
  const double root = std::sqrt(variance);
  const double second =
      gaussian_mean(root, [&](double x) { return std::pow(function.slope(x), 2); });
  const double fourth =
      gaussian_mean(root, [&](double x) { return std::pow(function.slope(x), 4); });
  const double gaussian = 3 * fourth / (second * second) - 1;
  return layer.kernel.orthogonal ? std::max(gaussian - 2, 0.0) : gaussian;
}

/// Networks that cannot be drawn: chance of the outputs as drawn, and each layer behind a kernel
/// adds its backward kurtosis over its number of independent values. Positions of an image are
/// alike; their square root is what counts here.
std::vector<WidthEffect> law(const ForecastNetwork& network, const std::vector<LayerPass>& passes,
                             std::vector<WidthEffect> effects) {
  std::size_t kernel = effects.size();
  double variance = 0;
  for (std::size_t i = network.layers.size(); i-- > 0;) {
    const auto& layer = network.layers[i];
    const auto& before = passes[i].preactivation;
    if (i + 1 < network.layers.size()) {
      const double each = trace(before.second) / static_cast<double>(before.mean.size());
      variance +=
          backward_kurtosis(layer, each) / (layer.kernel.outputs * std::sqrt(layer.positions));
    }
    const int kernels_here = layer.skip && layer.skip->projection ? 2 : 1;
    for (int k = 0; k < kernels_here; ++k) {
      WidthEffect& effect = effects[--kernel];
      effect.shift -= variance / 2;
      effect.below = std::hypot(effect.below, std::sqrt(variance));
      effect.above = std::hypot(effect.above, std::sqrt(variance));
    }
  }
  return effects;
}

}  // namespace

std::vector<WidthEffect> width_effects(const ForecastNetwork& network, const ForecastBatch& batch,
                                       const std::vector<LayerPass>& passes,
                                       const std::vector<double>& limits,
                                       const ForecastOptions& options) {
  NormalStream normals(options.seed);
  LogStatistics statistics(limits);
  const bool drawable = is_dense_chain(network);
  const auto outputs = static_cast<std::size_t>(network.layers.back().kernel.outputs);
  const Matrix factor = cholesky(passes.back().output.second);
  for (int draw = 0; draw < options.draws; ++draw) {
    check_not_stopped(options.stop);
    if (drawable) {
      statistics.add(dense_chain_gradient(network, batch, normals));
      continue;
    }
    const Population drawn = mixed(normal_population(outputs, batch.size, normals), factor);
    statistics.add(squared_gradients(network, passes, gram(output_gradient(drawn, batch))));
  }
  return drawable ? statistics.effects() : law(network, passes, statistics.effects());
}

}  // namespace plumb::forecasting
