#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "commands/training_run.hpp"
#include "config/run_config.hpp"

namespace plumb {

/// One run of a comparison, before it is trained.
struct PlannedRun {
  std::string label;   ///< "clip=norm:1"
  std::string folder;  ///< "clip-norm-1"
  RunConfig config;
};

/// Every combination of "KEY=A,B,…" texts, the first key varying slowest. Throws Error on a key or
/// value that is wrong, before anything runs.
std::vector<PlannedRun> plan_runs(const RunConfig& base,
                                  const std::vector<std::string>& variations);

/// Trains the runs one after another, each in its folder below `directory`, prints the table or the
/// JSON document, writes it to comparison.json, and draws each run and all of them together (a
/// missing gnuplot fails no run). Returns the exit code.
int compare_runs(const std::vector<PlannedRun>& runs, const std::filesystem::path& directory,
                 Output output);

/// loss_score() of a run's last losses. NaN: not known.
struct LossScores {
  double train = 0;
  double validation = 0;
};

/// What a person compares at a glance, one line a run, or a block in a terminal too narrow for
/// that. With scores, one each run, these stand in the place of the losses.
std::string comparison_table(const std::vector<RunSummary>& summaries, const Console& console,
                             const std::vector<LossScores>& scores = {});

/// The summaries as a JSON array.
std::string comparison_json(const std::vector<RunSummary>& summaries);

}  // namespace plumb
