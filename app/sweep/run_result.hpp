#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sweep/measures.hpp"
#include "sweep/sweep_grid.hpp"

namespace plumb {

/// The outcome of a run of a sweep: a row of results.csv.
struct RunResult {
  std::string run;                  ///< its folder
  std::vector<std::string> values;  ///< of each axis, the seed last
  std::string status;               ///< summary.json's, or "failed", or "refused"
  std::string reason;               ///< why it failed or was refused; else empty
  RunNumbers numbers;
  std::string worst_severity;  ///< of its findings; empty where there is none
  std::string worst_finding;   ///< the rule

  /// True where the numbers are those of a whole run.
  bool trained() const { return status == "completed" || status == "stopped"; }
};

/// Reads what is there of a run; its folder lies in `sweep`. A run whose files cannot be read is a
/// failed one.
RunResult read_result(const SweepRun& run, const std::filesystem::path& sweep);

/// log10(first / last): -inf where the first is 0, inf where the last is, not-a-number for 0 / 0.
double log10_ratio(double first, double last);

}  // namespace plumb
