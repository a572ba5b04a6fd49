#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/run_config.hpp"
#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/histograms.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "tensorboard/run_metrics.hpp"
#include "training/summary_tally.hpp"

namespace plumb {

/// Where a run was when something was measured.
struct RunPosition {
  std::int64_t epoch = 0;  ///< completed
  std::int64_t step = 0;   ///< completed
};

/// What a run leaves behind: the files of its directory but for the checkpoints, and the summary.
class RunRecorder {
 public:
  explicit RunRecorder(std::filesystem::path directory);

  SummaryTally& tally() { return tally_; }
  RunSummary& summary() { return tally_.summary(); }

  /// Opens the files of steps, epochs and histograms, to be appended to.
  void open(const std::vector<ParameterInfo>& parameters);

  /// From here on every number goes to TensorBoard's event file and to metrics.jsonl too. `step`:
  /// where the run goes on.
  void open_metrics(const RunConfig& config, const std::vector<ParameterInfo>& parameters,
                    std::int64_t step);

  /// `taps`: the monitor's at the time.
  void add(const StepRecord& record, const std::vector<TapInfo>& taps, std::int64_t epoch);

  /// `step`: the run's at that epoch's end, for TensorBoard. `largest_norm`: as add_gradients()
  /// returned it for that epoch; nothing where gradients were not measured.
  void add(const EpochRow& row, std::int64_t step, std::optional<double> largest_norm);

  void add(const EvaluationRecord& evaluation);

  /// `all`: the findings so far, this one among them; they are what findings.json then holds.
  void add(const Finding& finding, const std::vector<Finding>& all);

  /// Whether the histograms of an epoch, or of the last one, are to be measured and added.
  bool wants_histograms(std::int64_t epoch, bool last) const;
  void add(const std::vector<EpochHistograms>& histograms, std::int64_t step, bool last);

  /// An epoch's rows of gradients.csv. Returns the largest norm.
  double add_gradients(const RunPosition& position,
                       const std::vector<std::pair<std::string, double>>& norms);

  /// An epoch's rows of time_gradients.csv.
  void add(std::int64_t epoch, const std::vector<TimeGradient>& gradients);

  /// The depth profile and the heat map as they stand after an epoch, for TensorBoard's slider: at
  /// epoch 0 and at 1, 2, 4, 8, …, so that a run of any length draws few.
  void add_epoch_figures(const RunPosition& position);

  /// findings.json and summary.json as things stand.
  void write_summary(const std::vector<Finding>& findings);

  /// Brings the steps that still wait for their bucket to steps.jsonl.
  void flush_steps();

  /// No more comes. Of a run that came to its end, TensorBoard gets the figures, where gnuplot is
  /// installed, and else is told why not.
  void close();

 private:
  /// `only`: their names; empty: all.
  void add_figures(const std::vector<std::string>& only, std::int64_t step);

  std::filesystem::path directory_;
  SummaryTally tally_;
  std::optional<StepWriter> steps_;
  std::optional<EpochWriter> epochs_;
  std::optional<HistogramWriter> histograms_;
  std::optional<RunMetrics> metrics_;
  std::map<std::string, std::optional<std::int64_t>> drawn_at_;  ///< by figure: at which step
  bool figures_failed_ = false;                                  ///< TensorBoard was told why, once
};

}  // namespace plumb
