#include "drawn_speed.hpp"

#include <algorithm>
#include <cmath>

#include "check.hpp"
#include "verdict.hpp"
#include "width_effect.hpp"

namespace plumb::forecasting {
namespace {

constexpr std::uint64_t draws_seed = 0x7769647468;
constexpr double largest_kurtosis = 5;

/// The speed behind batch normalization looks at the output layer, that without at all layers.
bool mixes_batch_norm(const ForecastNetwork& network) {
  const auto has = [](const ForecastLayer& layer) {
    return layer.norm == ForecastLayer::Norm::batch;
  };
  const auto& layers = network.layers;
  return std::any_of(layers.begin(), layers.end(), has) && !has(layers[layers.size() - 2]);
}

}  // namespace

double median_of_sorted(const std::vector<double>& sorted) {
  const std::size_t half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

std::vector<double> drawn_speeds(const ForecastNetwork& network, const ForecastBatch& batch,
                                 double curvature, int draws, const std::stop_token& stop) {
  std::vector<double> speeds;
  if (!is_dense_chain(network) || mixes_batch_norm(network)) return speeds;
  NormalStream normals(draws_seed);
  for (int draw = 0; draw < draws; ++draw) {
    check_not_stopped(stop);
    const DrawnKernels kernels = dense_chain_kernels(network, batch, normals);
    const double speed = best_speed(
        speed_of(network.layers, batch, curvature, kernels.network, kernels.output_layer));
    speeds.push_back(std::isfinite(speed) ? speed : 0);
  }
  std::sort(speeds.begin(), speeds.end());
  return speeds;
}

bool is_wide_enough(const ForecastNetwork& network, double limit_speed) {
  double reciprocals = 0;
  for (std::size_t i = 0; i + 1 < network.layers.size(); ++i)
    reciprocals += 1 / network.layers[i].kernel.outputs;
  return std::log(limit_speed / forecast_least_speed) > largest_kurtosis * reciprocals;
}

}  // namespace plumb::forecasting
