#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plumb/diagnostics/evaluation_record.hpp"
#include "plumb/diagnostics/run_status.hpp"
#include "plumb/diagnostics/step_record.hpp"

namespace plumb {

/// One line of epochs.csv. Not-a-number where the cell is empty (row 0 has no running means) or
/// `nan`.
struct EpochRow {
  std::int64_t epoch = 0;
  double train_loss = 0;
  double train_accuracy = 0;
  double train_eval_loss = 0;
  double train_eval_accuracy = 0;
  double val_loss = 0;
  double val_accuracy = 0;
  double seconds = 0;
};

/// gradients.csv: the norm of every parameter's gradient, by epoch.
struct GradientTable {
  std::vector<std::string> parameters;  ///< in order of first appearance: input to output
  std::vector<std::int64_t> epochs;     ///< ascending
  std::vector<double> norms;            ///< epochs × parameters, row-major; NaN where missing

  double at(std::size_t epoch_index, std::size_t parameter_index) const {
    return norms[epoch_index * parameters.size() + parameter_index];
  }

  /// The largest norm of that epoch, NaN if one is; nothing where the epoch was not measured.
  std::optional<double> largest(std::int64_t epoch) const;
};

/// How much of the loss's gradient reaches the steps of a recurrent layer: one curve of
/// time_gradients.csv.
struct TimeGradient {
  std::int64_t epoch = 0;
  std::string layer;          ///< "rnn_1"; "lstm_1.cell" for the cell state of an LSTM
  std::vector<double> norms;  ///< ‖∂L/∂h_t‖ by lag T − t, from 0, the last step of the sequence
};

/// A recorded run, as read back from its directory.
struct RecordedRun {
  std::filesystem::path directory;
  std::string name;  ///< summary.json's name, or the folder's where the run was killed early
  std::vector<ParameterInfo> parameters;  ///< run.json's; empty where it has none
  std::vector<EpochRow> epochs;
  GradientTable gradients;
  std::vector<TimeGradient> time_gradients;    ///< by epoch; empty for a network without recurrence
  std::map<std::string, std::string> summary;  ///< as read_summary() returns it

  /// A value of the summary; empty where it has none.
  std::string summary_value(const std::string& key) const {
    const auto found = summary.find(key);
    return found == summary.end() ? std::string() : found->second;
  }

  /// Nothing of a run that was killed early.
  std::optional<RunStatus> status() const { return run_status(summary_value("status")); }
};

/// steps.jsonl: one row a recorded step, thinned by the writer; a loss or norm that the file has as
/// null is not-a-number. And evaluations.jsonl, what was measured between steps.
struct StepTable {
  struct Row : StepRecord {
    std::int64_t epoch = 0;
  };
  std::vector<std::string> parameters;        ///< of the records' norms and probes
  std::vector<ParameterInfo> known;           ///< run.json's, with shapes; empty where it has none
  std::vector<TapInfo> taps;                  ///< of their activations; `units` is not recorded
  std::vector<Row> rows;                      ///< by ascending step
  std::vector<EvaluationRecord> evaluations;  ///< by ascending number of steps; empty where there
                                              ///< are none, as of older runs

  /// Leaves out what is not of the first so many steps.
  void keep_until(std::int64_t step);
};

/// Reads what is there of a run directory, all but steps.jsonl and the checkpoints. A missing
/// optional file leaves its part empty; a malformed line is an Error naming file and line, except a
/// last line without its newline (a killed run), which is ignored. An epoch that comes again (a
/// resumed run) replaces the earlier one and all after it. A directory with none of a run's files
/// in it is an Error.
RecordedRun read_run(const std::filesystem::path& directory);

/// The top-level scalars of summary.json as text, nulls left out; empty where there is none. Throws
/// Error on a malformed file.
std::map<std::string, std::string> read_summary(const std::filesystem::path& directory);

/// A number of a summary, "nan" and "inf" included; nothing where there is none or another text.
std::optional<double> summary_number(const std::map<std::string, std::string>& summary,
                                     const std::string& key);

/// Reads steps.jsonl and evaluations.jsonl, by the same rules; empty where there is none.
StepTable read_steps(const std::filesystem::path& directory);

/// The checkpoint files of a run (epoch-NNNN.safetensors), by epoch.
std::map<std::int64_t, std::filesystem::path> find_checkpoints(
    const std::filesystem::path& directory);

}  // namespace plumb
