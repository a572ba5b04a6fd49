#include "training/forecast_work.hpp"

#include <algorithm>

namespace plumb {
namespace {

constexpr double budget = 1.5;    // seconds
constexpr int fewest_draws = 12;  // each side of the interval is the spread of half of them

// Measured on one core, for networks of 11 and 50 layers of 256 units and
// batches of 32 to 256. The recursion: of an activation whose moments are integrals, the slowest.
constexpr double seconds_by_sample = 50e-6, seconds_by_pair = 0.45e-6;  // of a layer
// A draw: products of a layer's units by pairs of samples, and factors of B × B matrices.
constexpr double seconds_by_unit_and_pair = 1.6e-9, seconds_by_triple = 0.5e-9;

/// The search computes up to two layers for each depth that it tries.
constexpr double layers_of_search = 2 * static_cast<double>(forecast_deepest);

// Where layers are narrow for their number, the verdict and the search draw networks too: in draws
// of the network, and of one as deep as the search goes.
constexpr double narrow = 0.2;         // Σ 1/width of the network
constexpr double narrow_at_depth = 1;  // and of one as deep as the search goes
constexpr double draws_of_verdict = 40, draws_of_search = 40;

double draw_seconds(const ForecastNetwork& network, double samples) {
  double seconds = 0;
  for (const auto& layer : network.layers)
    seconds += seconds_by_unit_and_pair * layer.kernel.outputs * samples * samples +
               seconds_by_triple * samples * samples * samples;
  return seconds;
}

/// Σ 1/width over the hidden layers.
double narrowness(const ForecastNetwork& network) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < network.layers.size(); ++i)
    sum += 1 / network.layers[i].kernel.outputs;
  return sum;
}

/// `layer`: of the recursion; `draw`: of the network.
double search_seconds(const ForecastNetwork& network, double layer, double draw) {
  const double deeper =
      static_cast<double>(forecast_deepest) / static_cast<double>(network.layers.size());
  const bool draws = narrowness(network) * deeper > narrow_at_depth;
  return layers_of_search * layer + (draws ? draws_of_search * deeper * draw : 0);
}

}  // namespace

std::optional<ForecastOptions> affordable_forecast(const ForecastNetwork& network,
                                                   std::size_t samples) {
  const auto size = static_cast<double>(samples);
  const double layer = seconds_by_sample * size + seconds_by_pair * size * size;
  double left = budget - static_cast<double>(network.layers.size()) * layer;
  const double draw = draw_seconds(network, size);
  if (narrowness(network) > narrow) left -= draws_of_verdict * draw;
  const double search = search_seconds(network, layer, draw);
  ForecastOptions options;
  options.trainable_depth = search <= 0.75 * left;
  if (options.trainable_depth) left -= search;
  const double draws = left / draw;
  if (draws < fewest_draws) return std::nullopt;
  options.draws = static_cast<int>(std::min<double>(options.draws, draws));
  return options;
}

}  // namespace plumb
