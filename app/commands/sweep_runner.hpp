#pragma once

#include <filesystem>

#include "commands/sweep_progress.hpp"
#include "sweep/allotment.hpp"
#include "sweep/results_file.hpp"

namespace plumb {

/// What a sweep has when it ends or is interrupted.
struct SweepOutcome {
  std::filesystem::path directory;
  SweepResults results;
  std::size_t planned = 0;  ///< runs of the sweep
  std::size_t kept = 0;     ///< that were there before
  std::size_t failed = 0;   ///< failed or refused, now or before
  bool interrupted = false;
  double seconds = 0;          ///< by the clock
  double busy_share = 0;       ///< of the jobs' time in which a run was under way, 0 to 1
  double processor_share = 0;  ///< of the time of the cores in use, spent on runs
  Allotment allotment;

  bool all_failed() const { return planned > 0 && failed == planned; }
};

/// Trains what the sweep's folder does not have yet, several runs at a time, each in a process of
/// its own, and writes sweep.toml, results.csv, results.jsonl and marginals.csv. A run that fails
/// is recorded and ends nothing. An interrupt ends the runs under way, their state saved. Throws
/// Error where another sweep is at work in the folder, the data cannot be had, or are others than
/// its runs began with.
SweepOutcome run_sweep(const SweepSpec& spec, const std::filesystem::path& directory,
                       SweepProgress& progress);

}  // namespace plumb
