#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/run_config.hpp"
#include "data/dataset.hpp"
#include "plumb/diagnostics/repair.hpp"
#include "training/trainer.hpp"

namespace plumb {

/// A run of the proof.
enum class ProofRun { broken, repaired };

/// Follows a repair. Called on the training thread.
class RepairObserver {
 public:
  virtual ~RepairObserver() = default;
  /// `goes_on_from`: the step of the checkpoint that it does go on from.
  virtual void on_trial(const Trial&) {}
  virtual void on_outcome(const Trial&, const TrialOutcome&) {}
  /// Before a run of the trial's proof.
  virtual void on_proof(const Trial&, std::uint64_t /*seed*/, ProofRun) {}
  /// After all of them.
  virtual void on_gain(const Trial&, const Gain&) {}
};

/// A configuration of `plumb train` to be repaired: every trial is a run in a folder of its own.
class TrainingSubject : public RepairSubject {
 public:
  struct Options {
    RunConfig config;                  ///< the broken one
    std::filesystem::path directory;   ///< of the runs' folders
    std::vector<std::uint64_t> seeds;  ///< of the proof; none: an answer is taken as it is
    const std::atomic<bool>* interrupted = nullptr;
  };

  /// Loads the data. Throws Error on a configuration that cannot be met.
  TrainingSubject(Options options, RepairObserver& observer);

  TrialOutcome train(const Trial& trial, const TrialWatch& watch) override;
  bool applies(const std::vector<Remedy>& remedies) const override;
  std::string identity(const std::vector<Remedy>& remedies) const override;
  bool confirms(const Trial& trial) override;
  bool interrupted() const override;

  std::int64_t steps() const;  ///< of one whole run
  RunFacts facts() const;      ///< of the broken configuration

  /// The configuration with the remedies, every default filled in.
  RunConfig resolved(const std::vector<Remedy>& remedies) const;

  /// What was put to the proof, and the broken run beside it. Empty for a trial that was not.
  std::vector<PairedScores> proof_of(const Trial& trial) const;
  std::int64_t proof_cost() const { return proof_cost_; }  ///< steps

 private:
  struct Interrupted {};  // thrown within a proof

  struct Result {
    RunSummary summary;
    double score = 0;
    std::int64_t cost = 0;  ///< steps

    /// On the validation data; NaN where it was not measured.
    double loss() const;
  };

  RunRequest request_for(const Trial& trial, const TrialWatch& watch);
  std::optional<RunRequest::Start> start_from(const std::filesystem::path& directory,
                                              std::int64_t step) const;
  void keep_folder(const Trial& trial, const RunRequest& request);
  Result run(const RunRequest& request);
  bool gains_on_seeds(const Trial& trial);
  Result whole_run(const std::string& folder, RunConfig config, std::uint64_t seed);
  Dataset data_for(const RunConfig& config) const;

  Options options_;
  RepairObserver& observer_;
  Dataset dataset_;
  RunConfig broken_config_;  // resolved
  double guess_ = 0;         // as TrialOutcome has it
  int trials_ = 0;
  std::map<std::string, std::filesystem::path> folders_;       // by the flags of the trial
  std::map<std::filesystem::path, RunRequest::Start> starts_;  // by folder: where it went on from
  std::map<std::uint64_t, Result> broken_;                     // whole runs, by seed
  std::map<std::string, std::vector<PairedScores>> proofs_;    // by the flags of the trial
  std::int64_t proof_cost_ = 0;
};

}  // namespace plumb
