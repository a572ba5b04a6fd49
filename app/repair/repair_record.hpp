#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/run_config.hpp"
#include "plumb/diagnostics/repair.hpp"

namespace plumb {

/// Everything a repair found.
struct RepairRecord {
  RunConfig broken;
  RunConfig repaired;      ///< where the search has an answer
  std::int64_t steps = 0;  ///< of one run
  RepairResult search;
  std::map<std::size_t, std::vector<PairedScores>> proofs;  ///< by attempt, refuted ones too
  std::int64_t proof_cost = 0;                              ///< steps

  std::optional<RepairResult> random;  ///< the baseline, with the search's budget

  bool interrupted() const { return search.interrupted || (random && random->interrupted); }

  /// Nothing was tried: the run is complete without a warning and beats a guess.
  bool found_nothing_wrong() const { return search.healthy && search.attempts.size() == 1; }

  /// Of the answer; empty without one or without a proof.
  const std::vector<PairedScores>& proof() const;

  /// The search's cost in runs.
  double cost() const { return static_cast<double>(search.cost) / static_cast<double>(steps); }
};

/// Score of an answer; of the broken run where there is none.
double answer_score(const RepairResult& result, double broken);

/// repair.json (docs/run-directory.md).
std::string repair_json(const RepairRecord& record);

/// attempts.csv (docs/run-directory.md).
std::string attempts_csv(const RepairRecord& record);

/// repair.json, attempts.csv and, where there is an answer, repaired.toml. Throws Error if they
/// cannot be written.
void write_repair(const std::filesystem::path& directory, const RepairRecord& record);

}  // namespace plumb
