#include "commands/forecast_text.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "commands/table.hpp"
#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/layers.hpp"
#include "terminal/console.hpp"

namespace plumb {
namespace {

const ForecastNorm& weakest_layer(const ForecastReport& report) {
  return report.forecast.layers[report.forecast.weakest];
}

const ForecastNorm& largest_layer(const ForecastReport& report) {
  const auto smaller = [](const auto& x, const auto& y) { return x.median < y.median; };
  const auto& layers = report.forecast.layers;
  return *std::max_element(layers.begin(), layers.end(), smaller);
}

/// "2.5 (output)"
std::string norm_and_layer(const ForecastNorm& norm) {
  return fmt::format("{} ({})", short_number(norm.median), layer_name(norm.name));
}

/// "up to a rate of about 0.2"
std::string stable_rates(const ForecastReport& report) {
  const double rate = report.forecast.stable_rate;
  if (rate > forecast_largest_rate)
    return fmt::format("at any rate up to {}", short_number(forecast_largest_rate));
  const bool grows_weights = report.config.network.normalization == "batch";
  return fmt::format("up to a rate of about {}{}", short_number(rate),
                     grows_weights ? " at the start, and learns at larger ones, as batch "
                                     "normalization lets weights grow"
                                   : "");
}

/// "Change: --standardize on." of a finding's first remedy.
std::string change_sentence(const Finding& finding) {
  if (finding.remedies.empty()) return {};
  const Remedy& first = finding.remedies.front();
  return fmt::format(" Change: {}.", first.flag().empty() ? first.text : first.flag());
}

/// What the rules say before the first step.
std::string finding_sentences(const ForecastReport& report) {
  std::string text;
  for (const auto& finding : report.findings) {
    std::string message = finding.message;
    message.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(message.front())));
    text += fmt::format("{}.{}\n", message, change_sentence(finding));
  }
  return text;
}

/// What a verdict on the layers alone would hide.
struct Outlook {
  const char* verdict = "Healthy";
  const char* prospect = "The network should learn";
};

Outlook outlook(const ForecastReport& report) {
  const auto any = [&](const auto& is_it) {
    return std::any_of(report.findings.begin(), report.findings.end(), is_it);
  };
  if (any([](const Finding& finding) { return is_data_rule(finding.rule); }))
    return {"Healthy layers, but data of the wrong size",
            "The network should learn when the data are scaled"};
  if (any([](const Finding& finding) { return finding.rule == "no-activation"; }))
    return {"Healthy layers, but together one linear map",
            "The network should learn what a linear model can"};
  return {};
}

/// What of the initializations drawn is on the other side of the verdict.
std::string share_sentence(const ForecastReport& report) {
  const auto& share = report.forecast.learning_share;
  if (!share || *share == 0 || *share == 1) return {};
  const bool healthy = report.forecast.verdict == ForecastVerdict::healthy;
  return fmt::format(
      " With {} units for {} layers that depends on the initialization: {:.0f} % of those drawn {} "
      "(--seed).",
      report.config.network.width, report.config.network.depth,
      100 * (healthy ? 1 - *share : *share), healthy ? "learn too slowly" : "are fast enough");
}

/// A network that would learn if its layers were wide.
bool is_too_narrow(const ForecastReport& report) {
  const auto& forecast = report.forecast;
  return forecast.verdict != ForecastVerdict::healthy &&
         forecast.limit_speed >= forecast_least_speed;
}

std::string width_sentence(const ForecastReport& report) {
  if (!is_too_narrow(report)) return {};
  return fmt::format(
      "The cause is the width: {} units are too few for {} layers. Each layer changes the size of "
      "what passes by chance, and the changes multiply; with layers of unlimited width a step "
      "would take other samples {} of their way.\n",
      report.config.network.width, report.config.network.depth,
      short_number(report.forecast.limit_speed));
}

std::string healthy_sentence(const ForecastReport& report) {
  const auto [verdict, prospect] = outlook(report);
  return fmt::format("{}: gradients from {} to {}. {}; plain gradient descent is stable {}.{}\n",
                     verdict, norm_and_layer(weakest_layer(report)),
                     norm_and_layer(largest_layer(report)), prospect, stable_rates(report),
                     share_sentence(report));
}

/// The layer nearest to the output whose gradient is below a thousandth of the output's.
std::string unused_sentence(const ForecastReport& report) {
  const auto& layers = report.forecast.layers;
  const auto unused = [&](const auto& layer) { return layer.median < 1e-3 * layers.back().median; };
  const auto found = std::find_if(layers.rbegin(), layers.rend(), unused);
  if (found == layers.rend()) return {};
  return fmt::format(" From {} down it is below a thousandth of the output's.",
                     layer_name(found->name));
}

/// The weakest layer beside the output, unless it is the output: then nothing fades on the way
/// back.
std::string vanishing_gradients(const ForecastReport& report) {
  const std::string output = short_number(report.forecast.layers.back().median);
  if (report.forecast.weakest + 1 == report.forecast.layers.size())
    return fmt::format(
        "no layer's gradient is below the output's, {}, but what a step teaches "
        "does not carry over to other samples",
        output);
  return fmt::format("{} gets a gradient of {}, the output one of {}",
                     layer_name(weakest_layer(report).name),
                     short_number(weakest_layer(report).median), output);
}

std::string vanishing_sentence(const ForecastReport& report) {
  return fmt::format(
      "Vanishing: {}.{} At the best rate a step would take other samples {} of their way, and "
      "learning takes about {}: the network is not expected to learn.{}\n",
      vanishing_gradients(report), unused_sentence(report),
      short_number(report.forecast.learning_speed), short_number(forecast_least_speed),
      share_sentence(report));
}

std::string exploding_sentence(const ForecastReport& report) {
  const std::string rate =
      report.forecast.learning_speed != 0
          ? fmt::format(
                "at the best rate a step would take other samples {} of their way, and learning "
                "takes about {}",
                short_number(report.forecast.learning_speed), short_number(forecast_least_speed))
          : fmt::format("gradient descent is stable up to a rate of {} only",
                        short_number(report.forecast.stable_rate));
  return fmt::format(
      "Exploding: gradients from {} to {}, outputs of a size of {}; {}: the network is not "
      "expected "
      "to learn.\n",
      norm_and_layer(weakest_layer(report)), norm_and_layer(largest_layer(report)),
      short_number(report.forecast.output_scale), rate);
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
  return fmt::format(
      "Such hidden layers are expected to train up to a depth of {}{}; this network has {}.\n",
      *depth, *depth >= forecast_deepest ? " (or more)" : "", report.config.network.depth);
}

/// What of "--residual plain" and "--norm batch" the network has not yet; empty if it has both.
std::string missing_helps(const RunConfig& config) {
  const auto& residual = config.network.residual;
  const bool skips = !residual.empty() && residual != "none";
  const bool norm = config.network.normalization == "batch";
  return fmt::format("{}{}{}", skips ? "" : "--residual plain", skips || norm ? "" : " ",
                     norm ? "" : "--norm batch");
}

std::string edge_weights(const RunConfig& config, double sigma_w) {
  return fmt::format("--init normal:{:.4g} (σ_w = {:.4g})",
                     sigma_w / std::sqrt(static_cast<double>(config.network.width)), sigma_w);
}

/// Whatever the weights are called: normal:0.25 at a width of 32 is he-normal.
bool is_at_edge(const ForecastReport& report) {
  constexpr double near = 0.01;
  const auto& theory = report.forecast.theory;
  return theory && theory->edge_sigma_w &&
         std::abs(theory->sigma_w - *theory->edge_sigma_w) < near * *theory->edge_sigma_w;
}

/// A shortcut that keeps the signal, and a normalization that keeps its size, only together. As
/// many units as layers, or twice those that there are: the chance of Σ 1/width is then at most 1.
std::vector<std::string> remedies_of_width(const ForecastReport& report) {
  const auto& network = report.config.network;
  const auto most = report.forecast.max_trainable_depth.value_or(0);
  return {missing_helps(report.config),
          most > 0 ? fmt::format("fewer layers (--depth {})", most) : "fewer layers (--depth)",
          fmt::format("more units (--width {})", std::max(network.depth, 2 * network.width))};
}

/// A hidden layer with σ_w at the edge, as a flag. Where the gradient is lost to saturation and to
/// common means, another activation is the shorter way. Nothing that the network has, and no other
/// size of weights behind which a batch is normalized.
std::vector<std::string> remedies(const ForecastReport& report) {
  if (is_too_narrow(report)) return remedies_of_width(report);
  const auto& network = report.config.network;
  if (network.initializer == "zeros" || network.initializer.starts_with("constant:"))
    return {"weights drawn at random, --init he-normal"};
  const bool norm = network.normalization == "batch";
  if (network.activation == "exponential") return {"--activation tanh --init orthogonal"};
  if (network.activation == "sigmoid" || network.activation == "softplus")
    return {"--activation tanh --init orthogonal", norm ? "" : "--norm batch",
            "fewer layers (--depth)"};
  const bool rectifies = network.activation == "relu" || network.activation == "leaky-relu";
  const bool at_edge = is_at_edge(report);
  if (rectifies && !norm && !at_edge && !network.initializer.starts_with("he-"))
    return {"--init he-normal", missing_helps(report.config)};
  const auto& theory = report.forecast.theory;
  // A shortcut adds to what is too large already.
  if (at_edge && report.forecast.verdict == ForecastVerdict::exploding) return {"--norm batch"};
  if (at_edge) return {"--residual plain", "--norm batch"};
  if (theory && theory->edge_sigma_w)
    return {edge_weights(report.config, *theory->edge_sigma_w), "--residual plain", "--norm batch"};
  return {missing_helps(report.config), "fewer layers (--depth)"};
}

/// What no change of the network cures comes before it.
std::string remedy_sentences(const ForecastReport& report) {
  const std::string found = finding_sentences(report);
  if (report.forecast.verdict == ForecastVerdict::healthy) return found;
  std::string text = found + (found.empty() ? "Change: " : "If that is not enough, change: ");
  bool first = true;
  for (const auto& remedy : remedies(report)) {
    if (remedy.empty()) continue;
    text += (first ? "" : ", or ") + remedy;
    first = false;
  }
  return text + ".\n";
}

/// "To beat: a validation accuracy of 83.80 % (a linear model), 92.80 % (kernel regression), each
/// fitted to 1000 samples."
std::string yardstick_sentence(const ForecastReport& report) {
  const auto& models = report.simple_models;
  if (models.empty()) return {};
  std::string reached;
  for (const auto& model : models) {
    if (model.as_given) continue;
    const std::string value = model.accuracy ? percent(*model.accuracy) : short_number(*model.loss);
    reached += fmt::format("{}{} ({})", reached.empty() ? "" : ", ", value, model.name);
  }
  return fmt::format("To beat: a validation {} of {}, each fitted to {} samples.\n",
                     models.front().accuracy ? "accuracy" : "loss", reached,
                     models.front().samples);
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
  std::string text = verdict_sentence(report) + width_sentence(report) + depth_sentence(report);
  if (report.forecast.theory) text += theory_sentence(*report.forecast.theory);
  return text + remedy_sentences(report) + yardstick_sentence(report);
}

}  // namespace plumb
