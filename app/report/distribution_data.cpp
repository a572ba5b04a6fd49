#include "report/distribution_data.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "plot/distribution.hpp"
#include "plot/thinning.hpp"
#include "plumb/diagnostics/layers.hpp"
#include "report/page_number.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<const EpochHistograms*>;

constexpr std::array kinds{HistogramKind::weights, HistogramKind::gradients,
                           HistogramKind::activations};
constexpr std::size_t most_linear_rows = 32;
constexpr std::size_t most_log_rows = 48;
constexpr std::size_t most_epochs = 64;
constexpr std::size_t most_layers = 24;

/// What the page shows of one layer at one epoch.
struct Column {
  std::vector<double> shares;
  double zeros = 0;
  double non_finite = 0;
};

Column column_of(const DistributionAxis& axis, const ValueHistogram* values) {
  if (values == nullptr || values->entries() == 0) return {std::vector<double>(axis.rows, 0), 0, 0};
  const auto entries = static_cast<double>(values->entries());
  return {shares_on(axis, *values), static_cast<double>(values->zeros) / entries,
          static_cast<double>(values->non_finite) / entries};
}

/// The square root keeps the few entries far out visible.
char level(double share, double peak) {
  constexpr std::string_view levels =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  if (!(share > 0)) return levels.front();
  const auto position = static_cast<std::size_t>(std::lround(63 * std::sqrt(share / peak)));
  return levels[std::clamp<std::size_t>(position, 1, 63)];
}

Json layer_json(const Rows& epochs, const std::string& layer, const DistributionAxis& axis) {
  std::vector<Column> columns;
  double peak = 0;
  for (const auto* epoch : epochs) {
    columns.push_back(column_of(axis, find_layer(*epoch, layer)));
    const auto& column = columns.back();
    for (const double share : column.shares) peak = std::max(peak, share);
    peak = std::max({peak, column.zeros, column.non_finite});
  }
  Json json{{"layer", layer_name(layer)},
            {"low", page_number(axis.low, 6)},
            {"high", page_number(axis.high, 6)},
            {"peak", page_number(peak)},
            {"columns", Json::array()}};
  std::string zeros, non_finite;
  for (const auto& column : columns) {
    std::string text;
    for (const double share : column.shares) text += level(share, peak);
    json["columns"].push_back(text);
    zeros += level(column.zeros, peak);
    non_finite += level(column.non_finite, peak);
  }
  json["zeros"] = zeros;
  json["non_finite"] = non_finite;
  return json;
}

/// The layers of the newest epoch: those that a run could measure at all are in every one.
std::vector<std::string> layers_of(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& layer : rows.back()->layers) names.push_back(layer.layer);
  return names;
}

std::vector<DistributionAxis> axes_of(const Rows& epochs, const std::vector<std::string>& layers,
                                      HistogramKind kind) {
  std::vector<DistributionAxis> axes;
  ValueRange all;
  for (const auto& layer : layers) {
    ValueRange range;
    for (const auto* epoch : epochs) {
      if (const auto* values = find_layer(*epoch, layer)) range.include(*values);
    }
    axes.push_back(linear_rows(range, most_linear_rows));
    all.include(range);
  }
  if (kind == HistogramKind::gradients) axes.assign(layers.size(), decade_rows(all, most_log_rows));
  return axes;
}

Json kind_json(const Rows& rows, HistogramKind kind, const PageBudget& budget) {
  const auto names = layers_of(rows);
  const auto shown = spread_positions(names.size(), std::min(most_layers, budget.layers));
  const std::size_t height = kind == HistogramKind::gradients ? most_log_rows : most_linear_rows;
  const std::size_t affordable =
      budget.histogram_values / kinds.size() / (std::max<std::size_t>(shown.size(), 1) * height);
  Rows epochs;
  for (const auto i :
       spread_positions(rows.size(), std::clamp<std::size_t>(affordable, 2, most_epochs)))
    epochs.push_back(rows[i]);

  Json json{{"of", rows.back()->of}, {"left_out", Json::array()}, {"epochs", Json::array()}};
  for (const auto* epoch : epochs) json["epochs"].push_back(epoch->epoch);
  std::vector<std::string> layers;
  for (const auto i : shown) layers.push_back(names[i]);
  for (const auto& name : names) {
    if (std::find(layers.begin(), layers.end(), name) == layers.end())
      json["left_out"].push_back(layer_name(name));
  }
  const auto axes = axes_of(epochs, layers, kind);
  json["layers"] = Json::array();
  for (std::size_t i = 0; i < layers.size(); ++i)
    json["layers"].push_back(layer_json(epochs, layers[i], axes[i]));
  return json;
}

}  // namespace

Json distribution_data(const std::vector<EpochHistograms>& histograms, const PageBudget& budget) {
  Json json = Json::object();
  for (const auto kind : kinds) {
    Rows rows;
    for (const auto& row : histograms) {
      if (row.kind == kind && !row.layers.empty()) rows.push_back(&row);
    }
    if (!rows.empty()) json[std::string(to_string(kind))] = kind_json(rows, kind, budget);
  }
  return json;
}

}  // namespace plumb
