#include "tensorboard/run_metrics.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/internal/json_number.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::int64_t every_step_until = 10000;

bool is_of_epoch(const Json& line) {
  return std::any_of(line.items().begin(), line.items().end(), [](const auto& entry) {
    return entry.key().starts_with("epoch/") || entry.key().starts_with("epoch_gradient_norm/");
  });
}

/// The epochs that the run has, which is rewound already; none where it has recorded nothing.
std::set<std::int64_t> recorded_epochs(const fs::path& directory) {
  std::set<std::int64_t> epochs;
  if (!holds_run(directory)) return epochs;
  for (const auto& row : read_run(directory).epochs) epochs.insert(row.epoch);
  return epochs;
}

/// The lines before that step, and those of the epoch that it ended, which is not measured again; a
/// last line that a killed run left half is dropped too.
std::string lines_until(const fs::path& file, std::int64_t step) {
  const auto epochs = recorded_epochs(file.parent_path());
  std::ifstream stream(file, std::ios::binary);
  std::string kept, of_epoch, line;
  bool is_recorded = false;
  while (std::getline(stream, line)) {
    const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) continue;
    const std::int64_t at = json.value("step", step + 1);
    if (at < step) kept += line + '\n';
    if (at != step || !is_of_epoch(json)) continue;
    of_epoch += line + '\n';
    is_recorded |= json.contains("epoch/epoch") && json["epoch/epoch"].is_number() &&
                   epochs.contains(json["epoch/epoch"].get<std::int64_t>());
  }
  return is_recorded ? kept + of_epoch : kept;
}

fs::path rewound(const fs::path& file, std::int64_t step) {
  write_file_atomically(file, step > 0 ? lines_until(file, step) : std::string());
  return file;
}

void add_parameter(std::vector<Scalar>& scalars, const char* group, const std::string& name,
                   double value) {
  scalars.push_back({std::string(group) + '/' + name, value});
}

std::vector<Scalar> scalars_of(const StepRecord& record,
                               const std::vector<ParameterInfo>& parameters,
                               const std::vector<TapInfo>& taps) {
  std::vector<Scalar> scalars{{"step/loss", record.loss},
                              {"step/gradient_norm", record.norm},
                              {"step/gradient_norm_after_clipping", record.norm_after}};
  if (record.learning_rate) scalars.push_back({"step/learning_rate", *record.learning_rate});
  for (std::size_t i = 0; i < record.norms.size() && i < parameters.size(); ++i) {
    if (record.norms[i])
      add_parameter(scalars, "gradient_norm", parameters[i].name, *record.norms[i]);
  }
  for (std::size_t i = 0; i < record.probes.size() && i < parameters.size(); ++i) {
    const ParameterProbe& probe = record.probes[i];
    add_parameter(scalars, "weight_norm", parameters[i].name, probe.weight);
    if (probe.weight > 0)
      add_parameter(scalars, "update_ratio", parameters[i].name, probe.update / probe.weight);
  }
  for (std::size_t i = 0; i < record.activations.size() && i < taps.size(); ++i) {
    if (!record.activations[i]) continue;
    const ActivationProbe& probe = *record.activations[i];
    add_parameter(scalars, "activation_mean", taps[i].name, probe.mean);
    add_parameter(scalars, "activation_deviation", taps[i].name, probe.deviation);
    add_parameter(scalars, "activation_zeros", taps[i].name, probe.zeros);
    if (probe.saturated)
      add_parameter(scalars, "activation_saturated", taps[i].name, *probe.saturated);
  }
  return scalars;
}

/// Gradients are counted by their size in decades: the name says so.
std::string group_of(HistogramKind kind) {
  if (kind == HistogramKind::gradients) return "gradients_log10";
  return std::string(to_string(kind));
}

Histogram histogram_of(const ValueHistogram& values, HistogramKind kind) {
  Histogram histogram;
  const auto bins = values.counts.size();
  const double width = (values.high - values.low) / static_cast<double>(bins);
  double count = 0, middles = 0, squares = 0;
  for (std::size_t i = 0; i <= bins; ++i)
    histogram.edges.push_back(values.low + width * static_cast<double>(i));
  for (std::size_t i = 0; i < bins; ++i) {
    const auto in_bin = static_cast<double>(values.counts[i]);
    const double middle = values.low + width * (static_cast<double>(i) + 0.5);
    histogram.counts.push_back(in_bin);
    count += in_bin;
    middles += in_bin * middle;
    squares += in_bin * middle * middle;
  }
  // Of log10|g| no exact mean is recorded: the middles of the bins stand for it.
  const bool exact = kind != HistogramKind::gradients;
  histogram.sum = exact ? values.mean * count : middles;
  histogram.sum_of_squares =
      exact ? (values.deviation * values.deviation + values.mean * values.mean) * count : squares;
  return histogram;
}

std::string markdown(const Finding& finding) {
  std::string text = "**" + std::string(to_string(finding.severity)) + ": " + finding.rule + "**";
  if (!finding.layer.empty()) text += " at " + finding.layer;
  text += "\n\n" + finding.message + "\n";
  for (const auto& remedy : finding.remedies) {
    text += "\n- " + remedy.text;
    if (!remedy.settings.empty()) text += " (`" + remedy.flag() + "`)";
  }
  return text;
}

}  // namespace

std::int64_t metrics_stride(std::int64_t step) {
  const auto doublings = static_cast<std::uint64_t>(step / every_step_until);
  return static_cast<std::int64_t>(std::max<std::uint64_t>(1, std::bit_floor(2 * doublings)));
}

RunMetrics::RunMetrics(fs::path directory, std::vector<ParameterInfo> parameters, std::int64_t step)
    : parameters_(std::move(parameters)),
      events_(directory),
      file_(directory / "metrics.jsonl"),
      lines_(rewound(file_, step), std::ios::binary | std::ios::app) {
  if (!lines_) throw write_error(file_, errno);
}

void RunMetrics::configuration(const std::string& run, HyperParameters parameters) {
  parameters.metrics = {"epoch/validation_accuracy", "epoch/validation_loss"};
  events_.hyper_parameters(run, parameters);
}

void RunMetrics::add(const StepRecord& record, const std::vector<TapInfo>& taps) {
  if (record.step % metrics_stride(record.step) != 0) return;
  write(record.step, scalars_of(record, parameters_, taps));
}

void RunMetrics::add(const EpochRow& row, std::int64_t step) {
  std::vector<Scalar> scalars{{"epoch/train_loss", row.train_eval_loss},
                              {"epoch/validation_loss", row.val_loss}};
  if (!std::isnan(row.val_accuracy)) {
    scalars.push_back({"epoch/train_accuracy", row.train_eval_accuracy});
    scalars.push_back({"epoch/validation_accuracy", row.val_accuracy});
  }
  scalars.push_back({"epoch/epoch", static_cast<double>(row.epoch)});
  write(step, scalars);
}

void RunMetrics::add_gradients(const std::vector<std::pair<std::string, double>>& norms,
                               std::int64_t step) {
  std::vector<Scalar> scalars;
  for (const auto& [name, norm] : norms) add_parameter(scalars, "epoch_gradient_norm", name, norm);
  write(step, scalars);
}

void RunMetrics::add(const Finding& finding) {
  events_.text(finding.reported_step, "findings/" + finding.rule, markdown(finding));
}

void RunMetrics::add(const EpochHistograms& histograms, std::int64_t step) {
  for (const auto& [layer, values] : histograms.layers) {
    if (values.low < values.high)
      events_.histogram(step, group_of(histograms.kind) + '/' + layer,
                        histogram_of(values, histograms.kind));
  }
}

void RunMetrics::add_figure(const std::string& name, std::string_view png, std::int64_t step) {
  events_.image(step, "figures/" + name, png);
}

void RunMetrics::note_no_figures(const std::string& reason, std::int64_t step) {
  events_.text(step, "figures/none", "No figures: " + reason);
}

void RunMetrics::finish(bool success) {
  events_.session_end(success);
}

void RunMetrics::write(std::int64_t step, const std::vector<Scalar>& scalars) {
  events_.scalars(step, scalars);
  Json line{{"step", step}};
  for (const auto& scalar : scalars) line[scalar.tag] = json_number(scalar.value);
  lines_ << line.dump() + '\n' << std::flush;
  if (!lines_) throw write_error(file_, errno);
}

}  // namespace plumb
