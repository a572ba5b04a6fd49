#include "report/run_data.hpp"

#include <algorithm>
#include <cmath>

#include "plot/recorded_steps.hpp"
#include "plot/thinning.hpp"
#include "plumb/diagnostics/error.hpp"
#include "report/distribution_data.hpp"
#include "report/forecast_data.hpp"
#include "report/layer_data.hpp"
#include "report/page_number.hpp"
#include "report/time_lag_data.hpp"
#include "report/verdict.hpp"
#include "report/weight_histograms.hpp"
#include "report/yardsticks.hpp"

namespace plumb {
namespace {

using Json = nlohmann::ordered_json;

Json verdict_json(const RunContent& content) {
  const auto verdict = verdict_of(content);
  return {
      {"severity", verdict.severity}, {"headline", verdict.headline}, {"outcome", verdict.outcome}};
}

/// A not-a-number of epochs.csv is an empty cell, or a loss that was one.
Json epoch_value(double value, bool loss) {
  if (std::isnan(value) && !loss) return nullptr;
  return page_number(value, 5);
}

Json epochs_json(const std::vector<EpochRow>& rows, const PageBudget& budget) {
  Json json{{"epoch", Json::array()}};
  for (const auto* key : {"train_loss", "train_accuracy", "train_eval_loss", "train_eval_accuracy",
                          "val_loss", "val_accuracy"})
    json[key] = Json::array();
  const std::vector<RowValue> columns{
      [&](std::size_t i) { return std::optional(rows[i].val_loss); },
      [&](std::size_t i) { return std::optional(rows[i].val_accuracy); },
  };
  for (const auto i : extreme_rows(rows.size(), columns, budget.step_buckets / 4)) {
    const auto& row = rows[i];
    json["epoch"].push_back(row.epoch);
    json["train_loss"].push_back(epoch_value(row.train_loss, row.epoch > 0));
    json["train_accuracy"].push_back(epoch_value(row.train_accuracy, false));
    json["train_eval_loss"].push_back(epoch_value(row.train_eval_loss, true));
    json["train_eval_accuracy"].push_back(epoch_value(row.train_eval_accuracy, false));
    json["val_loss"].push_back(epoch_value(row.val_loss, true));
    json["val_accuracy"].push_back(epoch_value(row.val_accuracy, false));
  }
  return json;
}

Json steps_json(const StepTable& steps, const PageBudget& budget) {
  const auto& rows = steps.rows;
  const std::vector<RowValue> columns{
      [&](std::size_t i) { return std::optional(rows[i].loss); },
      [&](std::size_t i) { return std::optional(rows[i].norm); },
      [&](std::size_t i) { return std::optional(rows[i].norm_after); },
  };
  const auto kept = extreme_rows(rows.size(), columns, budget.step_buckets);
  Json json{{"recorded", rows.size()}, {"thinned", kept.size() < rows.size()}};
  for (const auto* key : {"step", "loss", "norm", "norm_after", "skipped"})
    json[key] = Json::array();
  for (const auto i : kept) {
    json["step"].push_back(rows[i].step);
    json["loss"].push_back(page_number(rows[i].loss));
    json["norm"].push_back(page_number(rows[i].norm));
    json["norm_after"].push_back(page_number(rows[i].norm_after));
    if (rows[i].skipped) json["skipped"].push_back(rows[i].step);
  }
  return json;
}

Json evaluations_json(const StepTable& steps, const PageBudget& budget) {
  const auto& rows = steps.evaluations;
  const std::vector<RowValue> columns{
      [&](std::size_t i) { return rows[i].losses.training; },
      [&](std::size_t i) { return rows[i].losses.validation; },
  };
  Json json{{"step", Json::array()}, {"training", Json::array()}, {"validation", Json::array()}};
  for (const auto i : extreme_rows(rows.size(), columns, budget.step_buckets / 4)) {
    json["step"].push_back(rows[i].steps);
    json["training"].push_back(page_number(rows[i].losses.training));
    json["validation"].push_back(page_number(rows[i].losses.validation));
  }
  return json;
}

/// The share of clipped steps among the recorded ones, over stretches of the run.
Json clipping_json(const StepTable& steps, const PageBudget& budget) {
  Json json{{"step", Json::array()}, {"share", Json::array()}};
  const auto& rows = steps.rows;
  if (std::none_of(rows.begin(), rows.end(), [](const auto& row) { return row.clipped; }))
    return json;
  const auto most = std::max<std::size_t>(budget.step_buckets / 8, 10);
  for (const auto& stretch : clipped_stretches(steps, most)) {
    json["step"].push_back(rows[stretch.begin].step);
    json["share"].push_back(page_number(stretch.share));
  }
  return json;
}

Json histograms_json(const std::vector<WeightHistogram>& histograms) {
  auto json = Json::array();
  for (const auto& histogram : histograms) {
    Json entry{{"layer", histogram.layer},
               {"low", page_number(histogram.low, 6)},
               {"high", page_number(histogram.high, 6)},
               {"checkpoints", Json::array()}};
    for (const auto& counts : histogram.checkpoints)
      entry["checkpoints"].push_back(
          {{"epoch", counts.epoch}, {"bins", counts.bins}, {"non_finite", counts.non_finite}});
    json.push_back(std::move(entry));
  }
  return json;
}

Json parameters_json(const RunContent& content, const PageBudget& budget) {
  Json json{{"of", 0}, {"rows", Json::array()}};
  if (!content.facts) return json;
  const auto& parameters = content.facts->parameters;
  json["of"] = parameters.size();
  for (const auto i : spread_positions(parameters.size(), budget.parameters)) {
    const auto& parameter = parameters[i];
    std::int64_t count = 1;
    for (const auto size : parameter.shape) count *= size;
    json["rows"].push_back(
        {{"name", parameter.name}, {"shape", parameter.shape}, {"count", count}});
  }
  return json;
}

Json settings_json(const std::vector<Setting>& settings) {
  auto json = Json::array();
  for (const auto& setting : settings)
    json.push_back({{"section", setting.section}, {"key", setting.key}, {"value", setting.value}});
  return json;
}

bool has_finding(const RunContent& content, std::string_view rule) {
  return std::any_of(content.findings.begin(), content.findings.end(),
                     [&](const Finding& finding) { return finding.rule == rule; });
}

}  // namespace

Json run_data(const RunContent& content, const PageBudget& budget) {
  const auto layers = choose_layers(content.run, content.steps, budget.layers);
  Json json;
  json["name"] = content.run.name;
  json["directory"] = content.run.directory.string();
  json["verdict"] = verdict_json(content);
  json["summary"] = content.run.summary;
  json["findings"] = Json::parse(findings_json(content.findings));
  json["yardsticks"] = yardsticks_json(content);
  json["epochs"] = epochs_json(content.run.epochs, budget);
  json["steps"] = steps_json(content.steps, budget);
  json["layers"] = {{"names", layers.names}, {"of", layers.of}};
  json["norms"] = norm_curves(content.steps, layers, budget);
  json["step_frames"] = step_frames(content.steps, layers, budget);
  json["epoch_frames"] = epoch_frames(content.run.gradients, layers, budget);
  json["forecast"] = forecast_data(content, budget);
  json["updates"] = update_curves(content.steps, layers, budget);
  if (has_finding(content, "weight-decay"))
    json["weight_norms"] = weight_norm_curves(content.steps, layers, budget);
  if (has_finding(content, "evaluation-mode") || has_finding(content, "overfitting"))
    json["evaluations"] = evaluations_json(content.steps, budget);
  json["activations"] = activation_curves(content.steps, budget);
  json["time_lags"] = time_lag_curves(content.run.time_gradients, budget);
  json["clipping"] = clipping_json(content.steps, budget);
  json["parameters"] = parameters_json(content, budget);
  json["settings"] = settings_json(content.settings);
  json["config"] = content.config_text;
  json["command"] = content.repeat_command;
  json["distributions"] = distribution_data(content.histograms, budget);
  auto notes = content.notes;
  json["weights"] = Json::array();
  try {
    // The checkpoints know the weights of two epochs: of use where nothing else is recorded.
    if (!json["distributions"].contains("weights"))
      json["weights"] = histograms_json(weight_histograms(content.run, budget.layers));
  } catch (const Error& error) {
    notes.emplace_back(error.what());
  }
  json["notes"] = notes;
  return json;
}

}  // namespace plumb
