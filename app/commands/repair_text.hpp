#pragma once

#include <filesystem>
#include <string>

#include "commands/output_options.hpp"
#include "repair/repair_record.hpp"
#include "repair/training_subject.hpp"
#include "terminal/console.hpp"

namespace plumb {

/// Says what a repair does: a line a trial.
class RepairProgress : public RepairObserver {
 public:
  RepairProgress(const Console& console, Output output) : console_(console), output_(output) {}

  void on_trial(const Trial& trial) override;
  void on_outcome(const Trial& trial, const TrialOutcome& outcome) override;
  void on_proof(const Trial& trial, std::uint64_t seed, ProofRun which) override;
  void on_gain(const Trial& trial, const Gain& gain) override;
  void on_baseline();

 private:
  Console console_;
  Output output_;
  std::string proving_;  ///< the remedies whose proof the lines are of; empty: of none
};

/// What stands above the lines of a proof, which need not follow the line of its trial.
std::string proof_heading(const Trial& trial);

/// Why remedies are tried on a run that is complete without a warning: it does not beat a guess.
/// Empty for any other.
std::string ignorance_text(const TrialOutcome& outcome);

/// What a proof came to that does not count.
std::string refutation_text(const Trial& trial, const Gain& gain);

/// The answer with its proof and its baseline, for people.
std::string repair_text(const RepairRecord& record, const std::filesystem::path& directory,
                        const Console& console);

}  // namespace plumb
