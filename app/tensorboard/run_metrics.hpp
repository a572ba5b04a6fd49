#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/histograms.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/step_record.hpp"
#include "tensorboard/event_file.hpp"

namespace plumb {

/// Every how many steps numbers are written: every step at first, and half as often with every
/// doubling from 10,000 steps on, so that a run of any length writes some 10,000 a doubling.
std::int64_t metrics_stride(std::int64_t step);

/// A run's numbers as flat, named series: an event file for TensorBoard, which sees them while the
/// run goes on, and metrics.jsonl, one object a line, which `pandas.read_json(lines=True)` reads.
class RunMetrics {
 public:
  /// `step`: where the run goes on; of an earlier part what came from it on is dropped. Throws
  /// Error if the files cannot be written.
  RunMetrics(std::filesystem::path directory, std::vector<ParameterInfo> parameters,
             std::int64_t step);

  /// What the hyper-parameter plugin compares runs by.
  void configuration(const std::string& run, HyperParameters parameters);

  /// `taps`: the monitor's at the time.
  void add(const StepRecord& record, const std::vector<TapInfo>& taps);
  /// After `step` steps.
  void add(const EpochRow& row, std::int64_t step);
  void add_gradients(const std::vector<std::pair<std::string, double>>& norms, std::int64_t step);
  void add(const Finding& finding);
  /// A layer whose values are all the same, or none finite, is left out: TensorBoard cannot draw
  /// it.
  void add(const EpochHistograms& histograms, std::int64_t step);
  /// A figure as it stands after `step` steps. `png`: the file's bytes.
  void add_figure(const std::string& name, std::string_view png, std::int64_t step);
  /// Why there are none.
  void note_no_figures(const std::string& reason, std::int64_t step);
  void finish(bool success);

 private:
  void write(std::int64_t step, const std::vector<Scalar>& scalars);

  std::vector<ParameterInfo> parameters_;
  EventFile events_;
  std::filesystem::path file_;
  std::ofstream lines_;
};

}  // namespace plumb
