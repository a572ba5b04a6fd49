#include "plumb/diagnostics/repair.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <random>
#include <string>
#include <utility>

#include "advice.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

using Remedies = std::vector<Remedy>;

/// Of a run: before that share of it, starting anew costs less than it is worth to go on.
constexpr double worth_keeping = 0.1;

void check(const RepairOptions& options) {
  if (options.steps < 1)
    throw Error("a repair needs runs of at least 1 step, not " + std::to_string(options.steps));
  if (!(options.budget > 0))
    throw Error("a repair's budget is above 0 runs, not " + std::to_string(options.budget));
  if (!(options.grace >= 0))
    throw Error("a repair's grace is at least 0 runs, not " + std::to_string(options.grace));
  if (!std::isfinite(options.least_gain))
    throw Error("a repair's least gain is a finite number, not " +
                std::to_string(options.least_gain));
  if (options.most_together < 1) throw Error("a repair tries at least 1 remedy at once, not 0");
}

bool objected(const TrialOutcome& outcome) {
  return worst(outcome.findings) != Severity::info;
}

bool is_healthy(const TrialOutcome& outcome) {
  return outcome.complete && !objected(outcome);
}

/// The first step of the most severe finding that advises it.
std::int64_t advised_at(const std::vector<Finding>& findings, const Remedy& remedy) {
  for (const auto& finding : by_severity(findings)) {
    for (const auto& other : finding.remedies) {
      if (other.settings == remedy.settings) return finding.first_step;
    }
  }
  return 0;
}

class Search {
 public:
  Search(RepairSubject& subject, const RunFacts& facts, const RepairOptions& options)
      : subject_(subject), facts_(facts), options_(options), watch_(grace()) {}

  RepairResult operator()() {
    attempt({{}, options_.steps, std::nullopt});
    result_.healthy = is_healthy(broken()) && beats_guess(broken());
    if (result_.healthy && !options_.anyway) return std::move(result_);
    advise(result_.attempts.front());
    while (!ended()) {
      if (waiting_.empty() && !widen()) break;
      if (ended()) break;
      const Trial trial = waiting_.front();
      waiting_.pop_front();
      if (!affordable()) break;
      attempt(trial);
      const std::size_t newest = result_.attempts.size() - 1;
      if (answers(newest))
        result_.answer = newest;
      else
        objections_.push_back(newest);
    }
    if (!ended()) finish_the_best(Severity::error);
    return std::move(result_);
  }

 private:
  std::optional<std::int64_t> grace() const {
    if (!options_.watch) return std::nullopt;
    const double runs = std::min(options_.grace, 1.0);
    return std::max<std::int64_t>(1, std::llround(runs * static_cast<double>(options_.steps)));
  }

  bool affordable() const {
    return static_cast<double>(result_.cost) <
           options_.budget * static_cast<double>(options_.steps);
  }

  bool ended() const { return result_.answer || result_.interrupted; }

  void attempt(const Trial& trial) {
    Attempt made{trial, subject_.train(trial, watch_)};
    result_.cost += made.outcome.cost;
    result_.attempts.push_back(std::move(made));
    result_.interrupted = subject_.interrupted();
  }

  const TrialOutcome& broken() const { return result_.attempts.front().outcome; }

  double counted(const Attempt& attempt) const {
    return counted_score(attempt.outcome.score, broken().guess);
  }

  bool gains(const Attempt& attempt) const {
    const double least = options_.least_gain * (1 - broken().guess);
    return counted(attempt) > counted(result_.attempts.front()) + least;
  }

  bool is_refuted(std::size_t attempt) const {
    return std::find(result_.refuted.begin(), result_.refuted.end(), attempt) !=
           result_.refuted.end();
  }

  /// Nothing is put to the proof twice.
  bool is_proved(std::size_t attempt) {
    if (result_.interrupted || is_refuted(attempt)) return false;
    const bool confirmed = subject_.confirms(result_.attempts[attempt].trial);
    result_.interrupted = subject_.interrupted();
    if (!confirmed && !result_.interrupted) result_.refuted.push_back(attempt);
    return confirmed;
  }

  bool answers(std::size_t index) {
    const Attempt& attempt = result_.attempts[index];
    return is_healthy(attempt.outcome) && gains(attempt) && is_proved(index);
  }

  /// Puts the advice of an attempt's findings on top of its remedies. Where the run got far, what
  /// needs no restart comes first of what the steps show, and goes on from before the finding.
  void advise(const Attempt& attempt) {
    const bool kept = static_cast<double>(attempt.outcome.step) >
                      worth_keeping * static_cast<double>(options_.steps);
    auto [remedies, others] = advice_of(attempt.outcome.findings);
    const auto goes_on = [&](const Remedy& r) { return kept && r.kind == RemedyKind::online; };
    std::stable_partition(others.begin(), others.end(), goes_on);
    remedies.insert(remedies.end(), others.begin(), others.end());
    for (const auto& remedy : remedies) {
      Trial trial{attempt.trial.remedies, options_.steps, std::nullopt};
      trial.remedies.push_back(remedy);
      if (goes_on(remedy)) trial.goes_on_from = advised_at(attempt.outcome.findings, remedy);
      consider(std::move(trial));
    }
  }

  void consider(Trial trial) {
    if (trial.remedies.size() > options_.most_together) return;
    if (!subject_.applies(trial.remedies)) return;
    std::string identity = subject_.identity(trial.remedies);
    if (std::find(seen_.begin(), seen_.end(), identity) != seen_.end()) return;
    seen_.push_back(std::move(identity));
    waiting_.push_back(std::move(trial));
  }

  /// Once what the broken run's findings advise has been tried: whatever else there is; then the
  /// best of all that, if only warnings stand against it; then the advice on those trials on top of
  /// them, the best first. False when there is nothing left.
  bool widen() {
    if (stage_ == 0) {
      stage_ = 1;
      for (const auto& remedy : remedy_catalog(facts_)) consider({{remedy}, options_.steps, {}});
      if (!waiting_.empty()) return true;
    }
    if (stage_ == 1) {
      stage_ = 2;
      finish_the_best(Severity::warning);
      if (ended()) return true;
      std::stable_sort(objections_.begin(), objections_.end(), [&](std::size_t x, std::size_t y) {
        return counted(result_.attempts[x]) > counted(result_.attempts[y]);
      });
      for (const std::size_t i : objections_) advise(Attempt(result_.attempts[i]));
    }
    return !waiting_.empty();
  }

  /// None is without objection: of those that gain and have nothing worse against them, the best,
  /// trained to its end.
  void finish_the_best(Severity worst_objection) {
    std::optional<std::size_t> best;
    for (const std::size_t i : objections_) {
      const Attempt& attempt = result_.attempts[i];
      if (!gains(attempt) || worst(attempt.outcome.findings) > worst_objection) continue;
      if (is_refuted(i)) continue;
      if (!best || counted(attempt) > counted(result_.attempts[*best])) best = i;
    }
    if (!best) return;
    if (!result_.attempts[*best].outcome.complete) {
      std::erase(objections_, *best);
      const TrialWatch watch = std::exchange(watch_, TrialWatch());
      attempt(Trial(result_.attempts[*best].trial));
      watch_ = watch;
      best = result_.attempts.size() - 1;
      objections_.push_back(*best);
    }
    if (gains(result_.attempts[*best]) && is_proved(*best)) result_.answer = best;
  }

  RepairSubject& subject_;
  const RunFacts& facts_;
  RepairOptions options_;
  TrialWatch watch_;
  RepairResult result_;
  std::deque<Trial> waiting_;
  std::vector<std::size_t> objections_;  // attempts that are no answer
  std::vector<std::string> seen_;        // identities of remedies
  int stage_ = 0;
};

}  // namespace

std::string RepairSubject::identity(const std::vector<Remedy>& remedies) const {
  std::string flags;
  for (const auto& remedy : remedies) flags += remedy.flag() + ' ';
  return flags;
}

bool TrialWatch::ends(std::int64_t step, const std::vector<Finding>& findings) const {
  if (!grace_) return false;
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    if (finding.severity == Severity::error) return true;
    return finding.severity == Severity::warning && step >= finding.reported_step + *grace_;
  });
}

RepairResult repair(RepairSubject& subject, const RunFacts& facts, const RepairOptions& options) {
  check(options);
  return Search(subject, facts, options)();
}

RepairResult repair_at_random(RepairSubject& subject, const RunFacts& facts,
                              const RepairOptions& options, double broken, std::uint64_t seed) {
  check(options);
  auto remedies = remedy_catalog(facts);
  std::mt19937_64 random(seed);
  std::shuffle(remedies.begin(), remedies.end(), random);
  RepairResult result;
  const double budget = options.budget * static_cast<double>(options.steps);
  for (const auto& remedy : remedies) {
    const bool another = static_cast<double>(result.cost + options.steps) <= budget;
    if (!result.attempts.empty() && !another) break;
    if (!subject.applies({remedy})) continue;
    Attempt attempt{{{remedy}, options.steps, std::nullopt}, {}};
    attempt.outcome = subject.train(attempt.trial, TrialWatch());
    result.cost += attempt.outcome.cost;
    result.attempts.push_back(std::move(attempt));
    result.interrupted = subject.interrupted();
    if (result.interrupted) break;
    const TrialOutcome& outcome = result.attempts.back().outcome;
    const double best = result.answer ? result.attempts[*result.answer].outcome.score : broken;
    if (counted_score(outcome.score, outcome.guess) > counted_score(best, outcome.guess))
      result.answer = result.attempts.size() - 1;
  }
  return result;
}

}  // namespace plumb
