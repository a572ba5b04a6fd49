#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_facts.hpp"

namespace plumb {

/// What a network is trained with, to see whether it helps.
struct Trial {
  std::vector<Remedy> remedies;  ///< on top of the broken run's settings; none: the broken run
  std::int64_t steps = 0;        ///< that the run has when it is complete

  /// Of a last remedy that needs no restart: training goes on from the state that the trial of the
  /// other remedies had at this step, or at the last one before it that was kept.
  std::optional<std::int64_t> goes_on_from;
};

/// What a trial showed.
struct TrialOutcome {
  std::int64_t cost = 0;        ///< steps that were made for it
  std::int64_t first_step = 0;  ///< > 0 where it went on from the state of another one then
  std::int64_t step = 0;        ///< that the run reached
  bool complete = false;        ///< it reached Trial::steps

  /// On data that was not trained on, higher is better: accuracy, or for values 1 - loss / loss of
  /// the best constant. What it counts as: counted_score().
  double score = 0;

  /// The score of the best prediction that ignores the inputs: accuracy of always guessing the most
  /// frequent class, 0 for values.
  double guess = 0;
  std::vector<Finding> findings;
  std::string problem;  ///< why it could not be trained at all; the score is NaN then
};

/// What a score counts as beside others: no less than a guess. Below it a network knows nothing of
/// the inputs, and how far is left to chance. The same goes for a score that is not finite.
double counted_score(double score, double guess);

/// Whether the network knows more of the data than a guess does.
bool beats_guess(const TrialOutcome& outcome);

/// Decides when a trial has shown enough: at an error, or at a warning that nothing has come of
/// within a grace.
class TrialWatch {
 public:
  /// grace: steps. Watches nothing by default: every trial is complete.
  explicit TrialWatch(std::optional<std::int64_t> grace = std::nullopt) : grace_(grace) {}

  bool ends(std::int64_t step, const std::vector<Finding>& findings) const;

 private:
  std::optional<std::int64_t> grace_;
};

/// What is to be repaired. `plumb repair` has one that trains its networks; a program with a
/// training loop of its own writes one.
class RepairSubject {
 public:
  virtual ~RepairSubject() = default;

  /// Trains, and asks the watch after every step whether to go on. Called with no remedies first.
  virtual TrialOutcome train(const Trial& trial, const TrialWatch& watch) = 0;

  /// False where the last of the remedies changes nothing, or this network cannot bear it.
  virtual bool applies(const std::vector<Remedy>& remedies) const = 0;

  /// The same for remedies that come to the same settings, of which one is tried. By default their
  /// flags.
  virtual std::string identity(const std::vector<Remedy>& remedies) const;

  /// A complete trial without a warning is about to be the answer: whether it holds on other seeds.
  virtual bool confirms(const Trial&) { return true; }

  /// True once the search is to end with what it has; asked after each training and each proof.
  virtual bool interrupted() const { return false; }
};

struct RepairOptions {
  std::int64_t steps = 0;  ///< of one run, > 0
  double budget = 5;       ///< of the search, in runs, > 0; it ends when it is spent
  double grace = 0.05;     ///< of the watch, in runs, >= 0; more than one run is one
  /// Of the score over the broken run's, for a trial to be an answer, in parts of what a guess
  /// leaves to gain, 1 - guess: 0.02 of accuracy for ten balanced classes, 0.0006 where one class
  /// has 97.5 %. Finite.
  double least_gain = 0.022;
  std::size_t most_together = 2;  ///< remedies at once, >= 1
  bool watch = true;    ///< false: the broken run and every trial are trained to their end
  bool anyway = false;  ///< search also where nothing is wrong with the run
};

/// A trial with its outcome.
struct Attempt {
  Trial trial;
  TrialOutcome outcome;
};

struct RepairResult {
  std::vector<Attempt> attempts;      ///< in order; the first is the broken run
  std::optional<std::size_t> answer;  ///< the attempt that repairs it, if one does
  std::int64_t cost = 0;              ///< steps of all attempts
  std::vector<std::size_t> refuted;   ///< attempts that the subject did not confirm, in order
  bool interrupted = false;           ///< the subject was, during the last attempt or its proof
  bool healthy = false;               ///< nothing is wrong with the run: it is complete without a
                                      ///< warning and beats a guess
};

/// Finds remedies for a run: watches it until the rules know what is wrong, then tries what the
/// findings advise, the most severe first, among them causes before symptoms; each trial ends as
/// soon as the rules object to it. A complete trial that they do not object to, that scores above
/// the broken run and that the subject confirms is the answer. Otherwise come, in this order: the
/// rest of remedy_catalog(); the best trial that only warnings stand against, trained to its end;
/// the advice on the trials, on top of them; and when the budget is spent the best of all. A run
/// that is complete without a warning and beats a guess is not searched for remedies unless the
/// options say so.
/// Throws Error on options out of range.
RepairResult repair(RepairSubject& subject, const RunFacts& facts, const RepairOptions& options);

/// The baseline: remedies of remedy_catalog() in random order, each trained to its end, for as many
/// steps as the budget has, one at least. The answer is the best of them, if it scores above
/// `broken`. Throws Error on options out of range.
RepairResult repair_at_random(RepairSubject& subject, const RunFacts& facts,
                              const RepairOptions& options, double broken, std::uint64_t seed);

/// What the broken and the repaired configuration score with the same seed.
struct PairedScores {
  std::uint64_t seed = 0;
  double broken = 0;
  double repaired = 0;
  std::int64_t samples = 0;  ///< that both are shares of, as accuracies are; 0: they are no shares
  double guess = 0;          ///< as TrialOutcome has it

  /// On the same data, lower is better. NaN: not known, or not a number.
  double broken_loss = std::numeric_limits<double>::quiet_NaN();
  double repaired_loss = std::numeric_limits<double>::quiet_NaN();
};

/// What a remedy is worth. It counts only if it gains more than the seeds differ, and than shares
/// of so many samples do by chance, and has a score on all of the seeds.
struct Gain {
  double mean = 0;    ///< of repaired - broken, as counted_score() has them
  double spread = 0;  ///< root of the mean of both variances over the seeds; 0 for one seed, which
                      ///< tells nothing of it
  std::size_t seeds = 0;   ///< that both are of
  std::size_t failed = 0;  ///< of these, on which the repaired score is not finite
  double chance = 0;       ///< twice the standard error of the difference of two shares of as many
                      ///< samples, which all seeds have in common; 0 of scores that are no shares
  double broken_loss = 0;  ///< median over the seeds, one that is not a number the largest there is
  double repaired_loss = 0;  ///< the same
  bool counts() const { return failed == 0 && mean > 0 && mean > spread && mean > chance; }

  /// Chance alone keeps it from counting, while the loss is a tenth or less: on so few samples
  /// accuracy cannot tell, as where one class is nearly all of them.
  bool hides_in_chance() const;
};
Gain gain_of(const std::vector<PairedScores>& scores);

/// Everything that rules advise, for a network of that kind. The numbers in them come from the
/// facts.
std::vector<Remedy> remedy_catalog(const RunFacts& facts);

/// Remedies of the findings that are warnings or errors, each once: of what was wrong before the
/// first step, then the most severe finding first, among them causes before symptoms. Inputs and
/// values to predict that are far from 1 count as wrong even where they are only noted.
std::vector<Remedy> remedies_of(const std::vector<Finding>& findings);

}  // namespace plumb
