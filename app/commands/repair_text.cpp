#include "commands/repair_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "commands/standard_output.hpp"
#include "commands/table.hpp"
#include "commands/training_run.hpp"
#include "plumb/internal/number_text.hpp"
#include "plumb/internal/shell_word.hpp"
#include "repair/remedy_settings.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

std::string score_text(double score) {
  return std::isnan(score) ? "nan" : fmt::format("{:.4f}", score);
}

std::string trial_text(const TrialOutcome& outcome) {
  if (!outcome.problem.empty()) return "not possible: " + outcome.problem;
  const std::string end = outcome.complete ? "complete, " + steps_text(outcome.cost)
                                           : "stopped after " + steps_text(outcome.cost);
  const std::string score = fmt::format("{}, score {}", end, score_text(outcome.score));
  if (worst(outcome.findings) == Severity::info) return score;
  const Finding finding = by_severity(outcome.findings).front();
  return fmt::format("{}; {}: {}", score, to_string(finding.severity), finding.rule);
}

std::vector<TableRow> proof_rows(const std::vector<PairedScores>& proof) {
  std::vector<TableRow> rows{{"seed", "broken", "repaired", "gain"}};
  for (const auto& pair : proof) {
    const double gain = gain_of({pair}).mean;
    rows.push_back({std::to_string(pair.seed), score_text(pair.broken), score_text(pair.repaired),
                    fmt::format("{:+.4f}", gain)});
  }
  return rows;
}

/// What a guess is, for a person: of classes its score is above 0.
std::string guess_text(double guess) {
  return guess > 0 ? fmt::format("always guessing the most frequent class ({:.4f})", guess)
                   : "the best constant prediction";
}

/// Why the gains are not the differences of the scores beside them. Empty where they are.
std::string floor_text(const std::vector<PairedScores>& proof) {
  const bool any = std::any_of(proof.begin(), proof.end(), [](const PairedScores& pair) {
    return counted_score(pair.broken, pair.guess) != pair.broken ||
           counted_score(pair.repaired, pair.guess) != pair.repaired;
  });
  if (!any) return {};
  const double guess = proof.front().guess;
  return fmt::format("A score that is no better than {} counts as {}.\n", guess_text(guess),
                     number_text(guess));
}

std::string loss_text(double loss) {
  return std::isfinite(loss) ? short_number(loss) : "one that is not a number";
}

/// What else keeps a gain from counting.
std::string remarks(const Gain& gain) {
  std::string text;
  if (gain.chance >= gain.mean && gain.mean > 0)
    text += fmt::format("; on so few samples chance makes up to {:.4f}", gain.chance);
  if (gain.hides_in_chance())
    text += fmt::format("; the validation loss, though, is {} in place of {}",
                        short_number(gain.repaired_loss), loss_text(gain.broken_loss));
  if (gain.failed > 0)
    text += fmt::format("; repaired runs without a score: {} of {}", gain.failed, gain.seeds);
  return text;
}

std::string gain_text(const Gain& gain) {
  if (gain.seeds == 1)
    return fmt::format("{:+.4f} on one seed, which tells nothing of how much seeds differ{}",
                       gain.mean, remarks(gain));
  return fmt::format("{:+.4f}, the seeds differ by {:.4f}{}", gain.mean, gain.spread,
                     remarks(gain));
}

std::string answer_text(const RepairRecord& record, const Console& console) {
  if (!record.search.answer) {
    return fmt::format("No remedy was found {}{:.2f} x the steps of a run.\n",
                       record.interrupted() ? "until the interruption, after " : "within ",
                       record.cost());
  }
  const Attempt& answer = record.search.attempts[*record.search.answer];
  return fmt::format("Repaired by {}\nFound with {:.2f} x the steps of one run.\n",
                     bold(console, flags_text(answer.trial.remedies)), record.cost());
}

/// Of a search without an answer: the remedy whose gain accuracy alone cannot tell from chance,
/// that with the lowest loss. Empty where there is none.
std::string undecided_text(const RepairRecord& record) {
  std::optional<std::pair<std::size_t, Gain>> best;
  for (const auto& [attempt, proof] : record.proofs) {
    const Gain gain = gain_of(proof);
    if (gain.hides_in_chance() && (!best || gain.repaired_loss < best->second.repaired_loss))
      best = {attempt, gain};
  }
  if (!best || record.search.answer) return {};
  const auto& [attempt, gain] = *best;
  const PairedScores& pair = record.proofs.at(attempt).front();
  return fmt::format(
      "Accuracy on {} validation samples cannot tell whether {} helps: {} leaves {:.4f} to gain, "
      "of "
      "which chance makes up to {:.4f}. Its validation loss is {} in place of {}.\n",
      pair.samples, flags_text(record.search.attempts[attempt].trial.remedies),
      guess_text(pair.guess), 1 - pair.guess, gain.chance, short_number(gain.repaired_loss),
      loss_text(gain.broken_loss));
}

std::string random_text(const RepairResult& random, double broken) {
  const double best = answer_score(random, broken);
  const std::string what = random.answer
                               ? flags_text(random.attempts[*random.answer].trial.remedies)
                               : "none of them gains";
  return fmt::format("Random remedies, {} steps: {} ({})\n", random.cost, score_text(best), what);
}

std::string healthy_text(const RepairRecord& record) {
  return fmt::format(
      "Nothing is wrong with this run: it is complete, without a warning, with score {}.\n"
      "If that is less than it should reach, --anyway tries remedies all the same.\n",
      score_text(record.search.attempts.front().outcome.score));
}

}  // namespace

std::string proof_heading(const Trial& trial) {
  return fmt::format("proof of {}: broken and repaired, seed by seed", flags_text(trial.remedies));
}

std::string ignorance_text(const TrialOutcome& outcome) {
  const bool objected = worst(outcome.findings) != Severity::info;
  if (!outcome.complete || objected || beats_guess(outcome)) return {};
  return fmt::format(
      "no rule finds anything wrong, but this is no better than {}: remedies are tried",
      guess_text(outcome.guess));
}

std::string refutation_text(const Trial& trial, const Gain& gain) {
  return fmt::format("{} is refuted: gain {}", flags_text(trial.remedies), gain_text(gain));
}

void RepairProgress::on_trial(const Trial& trial) {
  if (output_ != Output::full) return;
  proving_.clear();
  const std::string name = trial.remedies.empty() ? "as it is" : flags_text(trial.remedies);
  const std::string from =
      trial.goes_on_from ? fmt::format(", going on from step {}", *trial.goes_on_from) : "";
  print_out("{}\n", paragraph(bold(console_, name) + from, console_));
  flush_out();
}

void RepairProgress::on_outcome(const Trial& trial, const TrialOutcome& outcome) {
  if (output_ != Output::full) return;
  print_out("{}\n", paragraph(trial_text(outcome), console_, 2));
  const std::string lost = trial.remedies.empty() ? ignorance_text(outcome) : "";
  if (!lost.empty()) print_out("{}\n", paragraph(lost, console_, 2));
}

void RepairProgress::on_proof(const Trial& trial, std::uint64_t seed, ProofRun which) {
  if (output_ != Output::full) return;
  const std::string remedies = flags_text(trial.remedies);
  if (std::exchange(proving_, remedies) != remedies)
    print_out("{}\n", paragraph(proof_heading(trial), console_, 2));
  const char* run = which == ProofRun::broken ? "broken" : "repaired";
  print_out("{}\n", dim(console_, fmt::format("    seed {}, {}", seed, run)));
  flush_out();
}

void RepairProgress::on_gain(const Trial& trial, const Gain& gain) {
  if (output_ == Output::full && !gain.counts())
    print_out("{}\n", paragraph(refutation_text(trial, gain), console_, 2));
}

void RepairProgress::on_baseline() {
  if (output_ == Output::full)
    print_out("\n{}\n",
              paragraph("The same number of steps on remedies drawn at random", console_));
}

std::string repair_text(const RepairRecord& record, const std::filesystem::path& directory,
                        const Console& console) {
  if (record.found_nothing_wrong()) return '\n' + prose(healthy_text(record), console);
  std::string text = '\n' + prose(answer_text(record, console), console);
  text += prose(undecided_text(record), console);
  if (!record.proof().empty()) {
    text += '\n' + format_table(proof_rows(record.proof()), console);
    text += paragraph(fmt::format("Gain {}.", gain_text(gain_of(record.proof()))), console) + '\n';
    text += prose(floor_text(record.proof()), console);
  }
  if (record.random) {
    const double broken = record.search.attempts.front().outcome.score;
    text += '\n' + prose(random_text(*record.random, broken), console);
  }
  if (record.search.answer)
    text += '\n' +
            dim(console, fmt::format("Train it: plumb train --config {}",
                                     shell_word((directory / "repaired.toml").string()))) +
            '\n';
  if (record.interrupted())
    text += '\n' + prose(fmt::format("Interrupted: what was tried until then is in {}.\n",
                                     (directory / "attempts.csv").string()),
                         console);
  return text;
}

}  // namespace plumb
