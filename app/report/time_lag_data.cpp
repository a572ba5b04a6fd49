#include "report/time_lag_data.hpp"

#include <algorithm>
#include <string>

#include "plot/thinning.hpp"
#include "report/page_number.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_epochs = 6;
constexpr std::size_t most_layers = 8;
constexpr std::size_t fewest_lags = 50;

using LayerCurves = std::vector<const TimeGradient*>;

/// The curves of each layer by epoch; layers in the order of the file.
std::vector<LayerCurves> by_layer(const std::vector<TimeGradient>& gradients) {
  std::vector<LayerCurves> layers;
  for (const auto& gradient : gradients) {
    const auto layer = std::find_if(layers.begin(), layers.end(), [&](const LayerCurves& curves) {
      return curves.front()->layer == gradient.layer;
    });
    if (layer == layers.end())
      layers.push_back({&gradient});
    else
      layer->push_back(&gradient);
  }
  return layers;
}

Json layer_json(const LayerCurves& curves, std::size_t most_lags) {
  std::size_t longest = 0;
  for (const auto* curve : curves) longest = std::max(longest, curve->norms.size());
  const auto lags = spread_positions(longest, most_lags);
  Json json{{"layer", curves.front()->layer},
            {"epochs", Json::array()},
            {"lag", lags},
            {"norms", Json::array()}};
  for (const auto i : spread_positions(curves.size(), most_epochs)) {
    const auto& curve = *curves[i];
    json["epochs"].push_back(curve.epoch);
    auto norms = Json::array();
    for (const auto lag : lags)
      norms.push_back(lag < curve.norms.size() ? page_number(curve.norms[lag]) : Json(nullptr));
    json["norms"].push_back(std::move(norms));
  }
  return json;
}

}  // namespace

Json time_lag_curves(const std::vector<TimeGradient>& gradients, const PageBudget& budget) {
  const auto layers = by_layer(gradients);
  const auto shown = spread_positions(layers.size(), most_layers);
  const auto curves = std::max<std::size_t>(shown.size(), 1) * most_epochs;
  const auto most_lags = std::max(budget.lag_values / curves, fewest_lags);
  auto json = Json::array();
  for (const auto i : shown) json.push_back(layer_json(layers[i], most_lags));
  return json;
}

}  // namespace plumb
