#include "width_effect.hpp"

#include <cmath>

#include "activation_function.hpp"
#include "gaussian_rule.hpp"
#include "output_gradient.hpp"

namespace plumb::forecasting {
namespace {

/// Mean and standard deviation of the logarithms, draw by draw. Draws of exactly 0 are left out.
class LogStatistics {
 public:
  explicit LogStatistics(const std::vector<double>& limits)
      : limits_(limits), counts_(limits.size()), sums_(limits.size()), squares_(limits.size()) {}

  void add(const std::vector<double>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double x = std::log(values[i] / limits_[i]);
      if (!std::isfinite(x)) continue;
      counts_[i] += 1;
      sums_[i] += x;
      squares_[i] += x * x;
    }
  }

  std::vector<WidthEffect> effects() const {
    std::vector<WidthEffect> result(limits_.size());
    for (std::size_t i = 0; i < result.size(); ++i) {
      const double n = counts_[i];
      if (n < 2) continue;
      result[i].shift = sums_[i] / n;
      const double spread = squares_[i] - sums_[i] * sums_[i] / n;
      result[i].deviation = std::sqrt(std::max(spread, 0.0) / (n - 1));
    }
    return result;
  }

 private:
  const std::vector<double>& limits_;
  std::vector<double> counts_, sums_, squares_;
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
      effect.deviation = std::hypot(effect.deviation, std::sqrt(variance));
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
