#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/evaluation_record.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/step_record.hpp"

namespace plumb {

/// Writes steps.jsonl, one StepRecord a line, bounded: past `limit` lines, neighbouring steps are
/// merged in buckets, each keeping two: the step of the largest gradient norm, so that spikes
/// survive thinning, and a probed one, or without such that of the smallest norm. One that tells
/// what is told once, as where an inf came from, comes before either.
class StepWriter {
 public:
  /// Appends to an existing file. `flush_interval`: how long a line may wait in memory before
  /// others can read it, as long as steps go on. Throws Error if the file cannot be opened.
  StepWriter(std::filesystem::path file, std::vector<ParameterInfo> parameters,
             std::int64_t limit = 20'000,
             std::chrono::milliseconds flush_interval = std::chrono::milliseconds(250));
  ~StepWriter();
  StepWriter(StepWriter&&) noexcept;
  StepWriter& operator=(StepWriter&&) noexcept;

  /// `taps`: the monitor's at the time.
  void write(const StepRecord& record, const std::vector<TapInfo>& taps, std::int64_t epoch);

  /// Writes the bucket under way and flushes.
  void flush();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Appends a line to epochs.csv (with its header first) and gradients.csv.
class EpochWriter {
 public:
  explicit EpochWriter(const std::filesystem::path& directory);

  void write(const EpochRow& row);
  void write_gradients(std::int64_t epoch,
                       const std::vector<std::pair<std::string, double>>& norms);

 private:
  std::filesystem::path directory_;
  std::ofstream epochs_;
  std::ofstream gradients_;
};

/// Appends to time_gradients.csv (with its header first). Throws Error if it cannot be written.
void append_time_gradients(const std::filesystem::path& directory, std::int64_t epoch,
                           const std::vector<TimeGradient>& gradients);

/// Appends to evaluations.jsonl. Throws Error if it cannot be written.
void append_evaluation(const std::filesystem::path& directory, const EvaluationRecord& evaluation);

/// Drops what a run recorded after a checkpoint, before it is resumed there: rows of later epochs,
/// steps from `step` on, evaluations after it, and a last line that a killed run left half-written.
void rewind_run(const std::filesystem::path& directory, std::int64_t epoch, std::int64_t step);

/// The Error of a file or folder that cannot be written, with the system's reason: `code` is errno
/// as the failed call left it, 0 where there is none. Error::Kind::bad_input where no file can have
/// that path, Error::Kind::failure for all else: a full disk, a missing permission.
Error write_error(const std::filesystem::path& file, int code);

/// Writes a text file whole: beside the target, then renamed over it. Throws write_error, and then
/// leaves the target as it was and nothing beside it. A symbolic link stays, and what it leads to
/// is replaced; a pipe or a device is written to as it is.
void write_file_atomically(const std::filesystem::path& file, const std::string& content);

/// Creates a folder and those above it, unless they are there. Throws write_error.
void make_directories(const std::filesystem::path& directory);

/// Creates a run directory. Throws Error if there is a run in it already or it cannot be written.
void create_run_directory(const std::filesystem::path& directory);

/// True if the folder holds a run: any file of the run-directory contract.
bool holds_run(const std::filesystem::path& directory);

/// PARENT/NAME-N with the smallest N >= 1 that is free. Throws write_error where no folder can have
/// that name, as a very long one.
std::filesystem::path next_free_directory(const std::filesystem::path& parent,
                                          const std::string& name);

}  // namespace plumb
