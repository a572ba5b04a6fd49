#include "training/run_recorder.hpp"

#include <bit>
#include <exception>

#include "config/keys.hpp"
#include "plot/catalog.hpp"
#include "plot/gnuplot.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/internal/larger_norm.hpp"

namespace plumb {
namespace {

HyperParameters hyper_parameters(const RunConfig& config) {
  HyperParameters parameters;
  for (const auto& key : config_keys()) {
    const std::string text = key.get(config);
    const bool numeric =
        key.type == ConfigKey::Type::integer || key.type == ConfigKey::Type::number;
    if (text.empty() || key.name == "name") continue;
    if (numeric)
      parameters.numbers[key.name] = std::stod(text);
    else
      parameters.texts[key.name] = text;
  }
  return parameters;
}

/// Those that change over a run and show where the gradient dies.
const std::vector<std::string>& epoch_figures() {
  static const std::vector<std::string> names{"depth-profile", "heat-map"};
  return names;
}

}  // namespace

RunRecorder::RunRecorder(std::filesystem::path directory) : directory_(std::move(directory)) {}

void RunRecorder::open(const std::vector<ParameterInfo>& parameters) {
  steps_.emplace(directory_ / "steps.jsonl", parameters);
  epochs_.emplace(directory_);
  histograms_.emplace(directory_);
}

void RunRecorder::add(const StepRecord& record, const std::vector<TapInfo>& taps,
                      std::int64_t epoch) {
  steps_->write(record, taps, epoch);
  tally_.add(record);
  if (metrics_) metrics_->add(record, taps);
}

void RunRecorder::add(const EpochRow& row, std::int64_t step, std::optional<double> largest_norm) {
  epochs_->write(row);
  tally_.add(row, largest_norm);
  if (metrics_) metrics_->add(row, step);
}

void RunRecorder::add(const EvaluationRecord& evaluation) {
  append_evaluation(directory_, evaluation);
}

void RunRecorder::open_metrics(const RunConfig& config,
                               const std::vector<ParameterInfo>& parameters, std::int64_t step) {
  metrics_.emplace(directory_, parameters, step);
  metrics_->configuration(config.name, hyper_parameters(config));
}

void RunRecorder::add(const Finding& finding, const std::vector<Finding>& all) {
  write_file_atomically(directory_ / "findings.json", findings_json(all));
  if (metrics_) metrics_->add(finding);
}

bool RunRecorder::wants_histograms(std::int64_t epoch, bool last) const {
  return last || metrics_ || histograms_->wants(epoch);
}

void RunRecorder::add(const std::vector<EpochHistograms>& histograms, std::int64_t step,
                      bool last) {
  if (histograms.empty()) return;
  if (last || histograms_->wants(histograms.front().epoch)) histograms_->write(histograms);
  if (!metrics_) return;
  for (const auto& row : histograms) metrics_->add(row, step);
}

void RunRecorder::add_epoch_figures(const RunPosition& position) {
  const auto [epoch, step] = position;
  const bool doubled = epoch == 0 || std::has_single_bit(static_cast<std::uint64_t>(epoch));
  if (metrics_ && doubled) add_figures(epoch_figures(), step);
}

double RunRecorder::add_gradients(const RunPosition& position,
                                  const std::vector<std::pair<std::string, double>>& norms) {
  epochs_->write_gradients(position.epoch, norms);
  if (metrics_) metrics_->add_gradients(norms, position.step);
  double largest = 0;
  for (const auto& [name, norm] : norms) largest = larger_norm(largest, norm);
  return largest;
}

void RunRecorder::add(std::int64_t epoch, const std::vector<TimeGradient>& gradients) {
  append_time_gradients(directory_, epoch, gradients);
}

void RunRecorder::write_summary(const std::vector<Finding>& findings) {
  summary().findings = findings;
  write_file_atomically(directory_ / "findings.json", findings_json(findings));
  write_file_atomically(directory_ / "summary.json", to_json(summary()));
}

void RunRecorder::flush_steps() {
  steps_->flush();
}

void RunRecorder::close() {
  if (!metrics_) return;
  const bool ended = has_ended(summary().status);
  if (ended) add_figures({}, summary().steps);
  metrics_->finish(ended);
}

/// About a tenth of a second each, and never a reason for a run to fail.
void RunRecorder::add_figures(const std::vector<std::string>& only, std::int64_t step) {
  if (figures_failed_) return;
  try {
    const RecordedRun run = read_run(directory_);
    for (const auto& figure : figures_of(run, only)) {
      auto& drawn_at = drawn_at_[figure.stem];
      if (drawn_at == step) continue;
      metrics_->add_figure(figure.stem, draw(figure, "png", "gnuplot"), step);
      drawn_at = step;
    }
  } catch (const std::exception& error) {
    figures_failed_ = true;
    metrics_->note_no_figures(error.what(), step);
  }
}

}  // namespace plumb
