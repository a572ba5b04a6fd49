#include "report/forecast_data.hpp"

#include "plot/forecast_comparison.hpp"
#include "plot/thinning.hpp"
#include "report/page_number.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

Json layers_json(const std::vector<ComparedNorm>& layers, std::size_t most) {
  Json json{{"of", layers.size()}};
  for (const auto* key : {"names", "median", "low", "high", "measured", "inside"})
    json[key] = Json::array();
  for (const auto i : spread_positions(layers.size(), most)) {
    const auto& layer = layers[i];
    json["names"].push_back(layer.name);
    json["median"].push_back(page_number(layer.median));
    json["low"].push_back(page_number(layer.low));
    json["high"].push_back(page_number(layer.high));
    json["measured"].push_back(page_number(layer.measured));
    json["inside"].push_back(layer.inside());
  }
  return json;
}

Json worst_json(const ForecastComparison& comparison) {
  if (!comparison.worst) return nullptr;
  const auto& layer = comparison.layers[*comparison.worst];
  return {{"layer", layer.name},
          {"median", page_number(layer.median)},
          {"measured", page_number(layer.measured)},
          {"decades", page_number(layer.decades())}};
}

}  // namespace

Json forecast_data(const RunContent& content, const PageBudget& budget) {
  if (!content.forecast) return nullptr;
  const auto& record = *content.forecast;
  const auto comparison = compare_forecast(record, content.steps);
  const auto& depth = record.forecast.max_trainable_depth;
  return {{"verdict", to_string(record.forecast.verdict)},
          {"trainable_depth", depth ? Json(*depth) : Json(nullptr)},
          {"stable_rate", page_number(record.forecast.stable_rate, 3)},
          {"batch", record.batch_size},
          {"measured", comparison.measured},
          {"inside", comparison.inside},
          {"worst", worst_json(comparison)},
          {"layers", layers_json(comparison.layers, budget.layers)}};
}

}  // namespace plumb
