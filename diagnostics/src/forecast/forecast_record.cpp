#include "plumb/diagnostics/forecast_record.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "../record/finding_json.hpp"
#include "../record/simple_model_json.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/internal/json_number.hpp"
#include "plumb/internal/json_value.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;
constexpr const char* file_name = "forecast.json";

double number_at(const Json& json, const char* key) {
  const auto& value = json_member(json, key);
  if (const auto number = number_of_json(value)) return *number;
  throw Error(std::string("its \"") + key + "\" is " + quoted_json(value) + ", not a number");
}

std::optional<double> optional_at(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || found->is_null()) return std::nullopt;
  return number_at(json, key);
}

Json theory_json(const DepthTheory& theory) {
  return {{"sigma_w", json_number(theory.sigma_w)},
          {"sigma_b", json_number(theory.sigma_b)},
          {"chi", json_number(theory.chi)},
          {"variance", json_number(theory.variance)},
          {"correlation", json_number(theory.correlation)},
          {"variance_depth", json_number(theory.variance_depth)},
          {"correlation_depth", json_number(theory.correlation_depth)},
          {"edge_sigma_w", json_number(theory.edge_sigma_w)}};
}

DepthTheory theory_from(const Json& json) {
  DepthTheory theory;
  theory.sigma_w = number_at(json, "sigma_w");
  theory.sigma_b = number_at(json, "sigma_b");
  theory.chi = number_at(json, "chi");
  theory.variance = optional_at(json, "variance");
  theory.correlation = optional_at(json, "correlation");
  theory.variance_depth = optional_at(json, "variance_depth");
  theory.correlation_depth = optional_at(json, "correlation_depth");
  theory.edge_sigma_w = optional_at(json, "edge_sigma_w");
  return theory;
}

Json layers_json(const ForecastRecord& record) {
  auto layers = Json::array();
  for (std::size_t i = 0; i < record.forecast.layers.size(); ++i) {
    const auto& layer = record.forecast.layers[i];
    layers.push_back({{"name", layer.name},
                      {"predicted_norm", json_number(layer.median)},
                      {"low", json_number(layer.low)},
                      {"high", json_number(layer.high)},
                      {"measured_norm", i < record.measured.size() ? json_number(record.measured[i])
                                                                   : Json(nullptr)},
                      {"infinite_width_norm", json_number(layer.limit)},
                      {"distinct", json_number(layer.distinct)}});
  }
  return layers;
}

ForecastNorm layer_from(const Json& json) {
  ForecastNorm layer;
  layer.name = json_at<std::string>(json, "name");
  layer.median = number_at(json, "predicted_norm");
  layer.low = number_at(json, "low");
  layer.high = number_at(json, "high");
  layer.limit = number_at(json, "infinite_width_norm");
  layer.distinct = number_at(json, "distinct");
  return layer;
}

void read_layers(const Json& json, ForecastRecord& record) {
  for (const auto& layer : json_list(json)) {
    record.forecast.layers.push_back(layer_from(layer));
    if (const auto measured = optional_at(layer, "measured_norm"))
      record.measured.push_back(*measured);
  }
  const bool measured = record.measured.size() == record.forecast.layers.size();
  if (!measured && !record.measured.empty())
    throw Error("some of its layers are measured, not all");
}

ForecastVerdict verdict_from(const std::string& text) {
  for (const auto verdict :
       {ForecastVerdict::healthy, ForecastVerdict::vanishing, ForecastVerdict::exploding}) {
    if (text == to_string(verdict)) return verdict;
  }
  throw Error("its verdict \"" + text + "\" is none of healthy, vanishing, exploding");
}

std::size_t layer_named(const std::vector<ForecastNorm>& layers, const std::string& name) {
  const auto found = std::find_if(layers.begin(), layers.end(),
                                  [&](const ForecastNorm& layer) { return layer.name == name; });
  if (found == layers.end())
    throw Error("its weakest layer \"" + name + "\" is not among the layers");
  return static_cast<std::size_t>(found - layers.begin());
}

ForecastRecord record_from(const Json& json) {
  ForecastRecord record;
  Forecast& forecast = record.forecast;
  read_layers(json_member(json, "layers"), record);
  forecast.verdict = verdict_from(json_at<std::string>(json, "verdict"));
  if (!json_member(json, "max_trainable_depth").is_null())
    forecast.max_trainable_depth = json_at<std::int64_t>(json, "max_trainable_depth");
  forecast.weakest = layer_named(forecast.layers, json_at<std::string>(json, "weakest_layer"));
  forecast.output_scale = number_at(json, "output_scale");
  forecast.stable_rate = number_at(json, "stable_rate");
  forecast.learning_speed = number_at(json, "learning_speed");
  // Runs of before have the limit's speed only.
  forecast.limit_speed =
      optional_at(json, "infinite_width_speed").value_or(forecast.learning_speed);
  forecast.learning_share = optional_at(json, "learning_share");
  if (const auto& theory = json_member(json, "theory"); !theory.is_null())
    forecast.theory = theory_from(theory);
  record.data = json_at<std::string>(json, "data");
  record.batch_size = json_at<std::size_t>(json, "batch_size");
  record.seed = json_at<std::uint64_t>(json, "seed");
  record.simple_models = simple_models_in(json);
  if (const auto found = json.find("findings"); found != json.end())
    record.findings = findings_from(*found);
  return record;
}

}  // namespace

std::string to_json(const ForecastRecord& record) {
  const Forecast& forecast = record.forecast;
  Json document = {
      {"format", 1},
      {"verdict", to_string(forecast.verdict)},
      {"max_trainable_depth",
       forecast.max_trainable_depth ? Json(*forecast.max_trainable_depth) : Json(nullptr)},
      {"weakest_layer", forecast.layers.at(forecast.weakest).name},
      {"output_scale", json_number(forecast.output_scale)},
      {"stable_rate", json_number(forecast.stable_rate)},
      {"learning_speed", json_number(forecast.learning_speed)},
      {"infinite_width_speed", json_number(forecast.limit_speed)},
      {"learning_share", json_number(forecast.learning_share)},
      {"theory", forecast.theory ? theory_json(*forecast.theory) : Json(nullptr)},
      {"data", record.data},
      {"batch_size", record.batch_size},
      {"seed", record.seed},
      {"layers", layers_json(record)}};
  add_simple_models(document, record.simple_models);
  if (!record.findings.empty()) document["findings"] = findings_value(record.findings);
  return document.dump(2, ' ', false, Json::error_handler_t::replace);
}

ForecastRecord parse_forecast(const std::string& json) {
  return record_from(parse_json(json));
}

void write_forecast(const std::filesystem::path& directory, const ForecastRecord& record) {
  write_file_atomically(directory / file_name, to_json(record) + '\n');
}

std::optional<ForecastRecord> read_forecast(const std::filesystem::path& directory) {
  const auto file = directory / file_name;
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::nullopt;
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  try {
    return parse_forecast(text);
  } catch (const Error& problem) {
    throw Error("\"" + file.string() + "\" is no forecast: " + problem.what());
  }
}

}  // namespace plumb
