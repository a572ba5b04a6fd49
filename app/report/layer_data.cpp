#include "report/layer_data.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "plot/recorded_steps.hpp"
#include "plot/thinning.hpp"
#include "plot/weights.hpp"
#include "report/page_number.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

constexpr int norm_digits = 4;
constexpr int probe_digits = 3;
constexpr std::size_t fewest_columns = 8;

/// Where each of the chosen parameters is in a table; nothing where the table lacks it.
std::vector<std::optional<std::size_t>> places(const std::vector<std::string>& table,
                                               const std::vector<std::string>& chosen) {
  std::map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < table.size(); ++i) index.emplace(table[i], i);
  std::vector<std::optional<std::size_t>> found;
  for (const auto& name : chosen) {
    const auto place = index.find(name);
    found.push_back(place == index.end() ? std::nullopt : std::optional(place->second));
  }
  return found;
}

std::size_t columns_for(std::size_t values, std::size_t layers) {
  return std::max(values / std::max<std::size_t>(layers, 1), fewest_columns);
}

Json curves_json(const StepTable& steps, const std::vector<std::size_t>& rows,
                 const ThinnedCurves& curves, int digits) {
  Json json{{"thinned", curves.thinned}, {"recorded", rows.size()}};
  json["step"] = Json::array();
  for (const auto row : curves.rows) json["step"].push_back(steps.rows[rows[row]].step);
  json["values"] = Json::array();
  for (const auto& curve : curves.values) {
    auto values = Json::array();
    for (const auto& value : curve) values.push_back(page_number(value, digits));
    json["values"].push_back(std::move(values));
  }
  return json;
}

bool has_value(const ThinnedCurves& curves) {
  return std::any_of(curves.values.begin(), curves.values.end(), [](const auto& curve) {
    return std::any_of(curve.begin(), curve.end(), [](const auto& value) { return value; });
  });
}

struct Quantity {
  const char* key;
  std::optional<double> (*of)(const ActivationProbe&);
};

constexpr std::array quantities{
    Quantity{"mean", [](const ActivationProbe& p) { return std::optional(p.mean); }},
    Quantity{"deviation", [](const ActivationProbe& p) { return std::optional(p.deviation); }},
    Quantity{"spread", [](const ActivationProbe& p) { return p.spread; }},
    Quantity{"gradient", [](const ActivationProbe& p) { return p.gradient; }},
    Quantity{"saturated", [](const ActivationProbe& p) { return p.saturated; }},
    Quantity{"zeros", [](const ActivationProbe& p) { return std::optional(p.zeros); }},
    Quantity{"inactive", [](const ActivationProbe& p) { return std::optional(p.inactive); }},
};

Json probe_curves(const StepTable& steps, const LayerChoice& layers, const PageBudget& budget,
                  std::optional<double> (*quantity)(const ParameterProbe&)) {
  const auto rows =
      rows_where(steps, [](const StepTable::Row& row) { return !row.probes.empty(); });
  const auto place = places(steps.parameters, layers.parameters);
  const auto value = [&](std::size_t row, std::size_t layer) -> std::optional<double> {
    if (!place[layer]) return std::nullopt;
    return quantity(steps.rows[rows[row]].probes[*place[layer]]);
  };
  const auto limit = columns_for(budget.probe_values, place.size());
  return curves_json(steps, rows, thin_curves(rows.size(), place.size(), value, limit),
                     probe_digits);
}

}  // namespace

LayerChoice choose_layers(const RecordedRun& run, const StepTable& steps, std::size_t most) {
  const auto& parameters = steps.parameters.empty() ? run.gradients.parameters : steps.parameters;
  const auto layers = drawn_layers(parameters, run.parameters);
  LayerChoice choice;
  choice.of = layers.size();
  for (const auto i : spread_positions(layers.size(), most)) {
    choice.parameters.push_back(parameters[layers[i].parameter]);
    choice.names.push_back(layers[i].name);
  }
  return choice;
}

Json norm_curves(const StepTable& steps, const LayerChoice& layers, const PageBudget& budget) {
  const auto rows = rows_where(steps, [](const StepTable::Row& row) { return !row.norms.empty(); });
  const auto place = places(steps.parameters, layers.parameters);
  const auto value = [&](std::size_t row, std::size_t layer) -> std::optional<double> {
    return place[layer] ? steps.rows[rows[row]].norms[*place[layer]] : std::nullopt;
  };
  const auto limit = columns_for(budget.norm_values, place.size());
  return curves_json(steps, rows, thin_curves(rows.size(), place.size(), value, limit),
                     norm_digits);
}

Json step_frames(const StepTable& steps, const LayerChoice& layers, const PageBudget& budget) {
  const auto rows = rows_where(steps, [](const StepTable::Row& row) { return !row.norms.empty(); });
  const auto place = places(steps.parameters, layers.parameters);
  const auto most = std::min(budget.frames, columns_for(budget.frame_values, place.size()));
  const auto total = [&](std::size_t row) { return std::optional(steps.rows[rows[row]].norm); };
  Json json{{"step", Json::array()}, {"epoch", Json::array()}, {"values", Json::array()}};
  for (const auto row : peak_rows(rows.size(), total, most)) {
    const auto& record = steps.rows[rows[row]];
    json["step"].push_back(record.step);
    json["epoch"].push_back(record.epoch);
    auto values = Json::array();
    for (const auto& i : place)
      values.push_back(page_number(i ? record.norms[*i] : std::nullopt, norm_digits));
    json["values"].push_back(std::move(values));
  }
  return json;
}

Json epoch_frames(const GradientTable& table, const LayerChoice& layers, const PageBudget& budget) {
  const auto place = places(table.parameters, layers.parameters);
  const auto most = std::min(budget.frames, columns_for(budget.frame_values, place.size()));
  const auto largest = [&](std::size_t epoch) {
    std::optional<double> found;
    for (std::size_t i = 0; i < table.parameters.size(); ++i) {
      const double norm = table.at(epoch, i);
      if (!found || !(norm <= *found)) found = norm;
    }
    return found;
  };
  Json json{{"epoch", Json::array()}, {"values", Json::array()}};
  for (const auto epoch : peak_rows(table.epochs.size(), largest, most)) {
    json["epoch"].push_back(table.epochs[epoch]);
    auto values = Json::array();
    for (const auto& i : place)
      values.push_back(
          page_number(i ? std::optional(table.at(epoch, *i)) : std::nullopt, norm_digits));
    json["values"].push_back(std::move(values));
  }
  return json;
}

Json update_curves(const StepTable& steps, const LayerChoice& layers, const PageBudget& budget) {
  return probe_curves(steps, layers, budget, [](const ParameterProbe& probe) {
    return probe.weight == 0 ? std::nullopt : std::optional(probe.update / probe.weight);
  });
}

Json weight_norm_curves(const StepTable& steps, const LayerChoice& layers,
                        const PageBudget& budget) {
  return probe_curves(steps, layers, budget,
                      [](const ParameterProbe& probe) { return std::optional(probe.weight); });
}

Json activation_curves(const StepTable& steps, const PageBudget& budget) {
  auto json = Json::object();
  const auto rows =
      rows_where(steps, [](const StepTable::Row& row) { return !row.activations.empty(); });
  if (rows.empty() || steps.taps.empty()) return json;
  const auto taps = spread_positions(steps.taps.size(), budget.layers);
  json["taps"] = Json::array();
  json["kinds"] = Json::array();
  for (const auto tap : taps) {
    json["taps"].push_back(steps.taps[tap].name);
    json["kinds"].push_back(to_string(steps.taps[tap].kind));
  }
  const auto limit = columns_for(budget.probe_values, taps.size());
  for (const auto& quantity : quantities) {
    const auto value = [&](std::size_t row, std::size_t tap) -> std::optional<double> {
      const auto& probe = steps.rows[rows[row]].activations[taps[tap]];
      return probe ? quantity.of(*probe) : std::nullopt;
    };
    const auto curves = thin_curves(rows.size(), taps.size(), value, limit);
    if (has_value(curves)) json[quantity.key] = curves_json(steps, rows, curves, probe_digits);
  }
  return json;
}

}  // namespace plumb
