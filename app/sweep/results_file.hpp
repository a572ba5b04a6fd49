#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sweep/run_result.hpp"

namespace plumb {

/// What a sweep has so far: its axes with their values in order, the seed last, and a row for each
/// run that has an outcome.
struct SweepResults {
  struct Axis {
    std::string name;
    std::vector<std::string> values;
  };
  std::vector<Axis> axes;
  std::vector<RunResult> rows;
  bool share_loss_unit = true;  ///< losses of all runs can be compared: loss_unit()
};

/// The axes of a sweep, no rows yet.
SweepResults empty_results(const SweepSpec& spec);

/// results.csv: the run, its axes' values, its status and numbers. A missing number is an empty
/// cell, one that is not finite `nan`, `inf` or `-inf`.
std::string results_csv(const SweepResults& results);

/// A row as a JSON object: `null` for a missing number, a string for one that is not finite.
std::string result_json(const SweepResults& results, const RunResult& row);

/// results.jsonl: a row a line.
std::string results_jsonl(const SweepResults& results);

/// Reads sweep.toml and results.jsonl of a sweep's folder. Throws Error where they are missing or
/// malformed.
SweepResults read_results(const std::filesystem::path& directory);

/// True for a folder that a sweep wrote.
bool holds_sweep(const std::filesystem::path& directory);

}  // namespace plumb
