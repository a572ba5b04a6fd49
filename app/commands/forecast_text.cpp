#include "commands/forecast_text.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "commands/console.hpp"
#include "commands/table.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has no inf or nan.
Json number(double value) {
  if (std::isfinite(value)) return value;
  return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

Json optional_number(const std::optional<double>& value) {
  return value ? number(*value) : Json(nullptr);
}

Json theory_json(const DepthTheory& theory) {
  return {{"sigma_w", number(theory.sigma_w)},
          {"sigma_b", number(theory.sigma_b)},
          {"chi", number(theory.chi)},
          {"variance", optional_number(theory.variance)},
          {"correlation", optional_number(theory.correlation)},
          {"variance_depth", optional_number(theory.variance_depth)},
          {"correlation_depth", optional_number(theory.correlation_depth)},
          {"edge_sigma_w", optional_number(theory.edge_sigma_w)}};
}

std::string layer_of(const std::string& parameter) {
  return parameter.substr(0, parameter.rfind('.'));
}

const ForecastNorm& weakest_layer(const ForecastReport& report) {
  return report.forecast.layers[report.forecast.weakest];
}

std::string healthy_sentence(const ForecastReport& report) {
  return fmt::format(
      "Healthy: the gradient of every layer is expected between {} and {}, {} in {}; the network "
      "should learn.\n",
      short_number(weakest_layer(report).median),
      short_number(report.forecast.layers.back().median), "smallest",
      layer_of(weakest_layer(report).name));
}

std::string vanishing_sentence(const ForecastReport& report) {
  const ForecastNorm& weakest = weakest_layer(report);
  const ForecastNorm& last = report.forecast.layers.back();
  const ForecastNorm& end = report.forecast.layers[report.forecast.layers.size() - 1];
  return fmt::format(
      "Vanishing: {} gets a gradient of {}, {} at the output, and {:.2g} % of the signal that "
      "reaches the output tells one sample from another; the network is not expected to learn.\n",
      layer_of(weakest.name), short_number(weakest.median), short_number(last.median),
      100 * end.distinct);
}

std::string exploding_sentence(const ForecastReport& report) {
  return fmt::format(
      "Exploding: {} gets a gradient of {}, {} at the output, and the outputs have a size of {}; "
      "training is expected to diverge or to crawl.\n",
      layer_of(weakest_layer(report).name), short_number(weakest_layer(report).median),
      short_number(report.forecast.layers.back().median),
      short_number(report.forecast.output_scale));
}

std::string verdict_sentence(const ForecastReport& report) {
  switch (report.forecast.verdict) {
    case ForecastVerdict::healthy:
      return healthy_sentence(report);
    case ForecastVerdict::vanishing:
      return vanishing_sentence(report);
    case ForecastVerdict::exploding:
      return exploding_sentence(report);
  }
  return {};
}

std::string theory_sentence(const DepthTheory& theory) {
  std::string text = fmt::format(
      "A hidden layer multiplies the squared gradient by χ₁ = {:.3g} "
      "(σ_w = {:.3g})",
      theory.chi, theory.sigma_w);
  if (theory.correlation_depth)
    text += fmt::format(" and forgets correlations over {:.1f} layers", *theory.correlation_depth);
  if (theory.edge_sigma_w) {
    text += fmt::format("; the edge of chaos, χ₁ = 1, is at σ_w = {:.4g}.\n", *theory.edge_sigma_w);
  } else {
    text += "; no σ_w brings χ₁ to 1 at a fixed point.\n";
  }
  return text;
}

std::string depth_sentence(const ForecastReport& report) {
  const auto& depth = report.forecast.max_trainable_depth;
  if (!depth) return {};
  if (*depth == 0) return "Of such hidden layers not even one is expected to train.\n";
  return fmt::format("Up to {}{} such hidden layers are expected to train; this network has {}.\n",
                     *depth, *depth >= forecast_deepest ? " (or more)" : "",
                     report.config.network.depth);
}

/// A hidden layer with σ_w at the edge, as a flag. Where the gradient is lost to saturation and to
/// common means, another activation is the shorter way.
std::string remedy_sentence(const ForecastReport& report) {
  const Forecast& forecast = report.forecast;
  if (forecast.verdict == ForecastVerdict::healthy) return {};
  const auto& network = report.config.network;
  const bool saturates = network.activation == "sigmoid" || network.activation == "softplus";
  if (saturates)
    return "Change: --activation tanh --init orthogonal, or --norm batch, or fewer layers "
           "(--depth).\n";
  if (network.activation == "exponential") return "Change: --activation tanh --init orthogonal.\n";
  const bool rectifies = network.activation == "relu" || network.activation == "leaky-relu";
  if (rectifies && !network.initializer.starts_with("he-"))
    return "Change: --init he-normal, or --residual plain --norm batch.\n";
  if (forecast.theory && forecast.theory->edge_sigma_w) {
    return fmt::format(
        "Change: --init normal:{:.4g} (σ_w = {:.4g}), or --residual plain, or "
        "--norm batch.\n",
        *forecast.theory->edge_sigma_w / std::sqrt(static_cast<double>(network.width)),
        *forecast.theory->edge_sigma_w);
  }
  return "Change: --residual plain --norm batch, or fewer layers (--depth).\n";
}

}  // namespace

std::string forecast_table(const ForecastReport& report) {
  std::vector<std::vector<std::string>> rows{
      {"gradient of", "predicted", "5 %", "95 %", "measured"}};
  for (std::size_t i = 0; i < report.measured.size(); ++i) {
    const auto& layer = report.forecast.layers[i];
    rows.push_back({layer.name, short_number(layer.median), short_number(layer.low),
                    short_number(layer.high), short_number(report.measured[i])});
  }
  return format_table(rows);
}

std::string forecast_sentences(const ForecastReport& report) {
  std::string text = verdict_sentence(report) + depth_sentence(report);
  if (report.forecast.theory) text += theory_sentence(*report.forecast.theory);
  return text + remedy_sentence(report);
}

std::string forecast_json(const ForecastReport& report) {
  const Forecast& forecast = report.forecast;
  Json layers = Json::array();
  for (std::size_t i = 0; i < report.measured.size(); ++i) {
    const auto& layer = forecast.layers[i];
    layers.push_back({{"name", layer.name},
                      {"predicted_norm", number(layer.median)},
                      {"low", number(layer.low)},
                      {"high", number(layer.high)},
                      {"measured_norm", number(report.measured[i])},
                      {"infinite_width_norm", number(layer.limit)},
                      {"distinct", number(layer.distinct)}});
  }
  Json document = {
      {"verdict", to_string(forecast.verdict)},
      {"max_trainable_depth",
       forecast.max_trainable_depth ? Json(*forecast.max_trainable_depth) : Json(nullptr)},
      {"weakest_layer", weakest_layer(report).name},
      {"output_scale", number(forecast.output_scale)},
      {"theory", forecast.theory ? theory_json(*forecast.theory) : Json(nullptr)},
      {"data", report.data},
      {"batch_size", report.batch_size},
      {"seed", report.config.running.seed},
      {"layers", std::move(layers)}};
  return document.dump(2);
}

}  // namespace plumb
