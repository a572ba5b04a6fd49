#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "large_updates.hpp"
#include "layer_view.hpp"
#include "left_out_weights.hpp"
#include "momentum_reach.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "shortfall.hpp"
#include "standing_weights.hpp"
#include "streak.hpp"
#include "text.hpp"
#include "unreached_weights.hpp"
#include "usual_update.hpp"

namespace plumb {
namespace {

constexpr int low_probes = 3;
constexpr int steps_without_rate = 40;
constexpr double somewhat = 10;  // times the rate
constexpr double fallen = 0.01;  // of the highest rate: no schedule spends half of a run below it

/// What the layers have in common: the upper median, which no layer decides alone. Of two that
/// would be the larger one, as of a small layer behind an embedding that hardly moves: of these the
/// geometric mean.
double common_ratio(const std::vector<double>& ratios) {
  return ratios.size() == 2 ? std::sqrt(ratios[0] * ratios[1]) : upper_median(ratios);
}

/// The optimizer changes the weights by too much, by next to nothing, or not at all in a step.
class UpdateRatio final : public Rule {
 public:
  explicit UpdateRatio(const Thresholds& thresholds)
      : t_(thresholds),
        large_(thresholds),
        momentum_(thresholds),
        left_out_(thresholds),
        unreached_(thresholds) {}

  std::string_view name() const override { return "update-ratio"; }

  std::optional<Verdict> observe(const RunView& run) override {
    auto momentum = run.probed() ? momentum_.observe(run) : std::nullopt;
    auto verdict = observe_steps(run);
    if (verdict && verdict->severity != Severity::info) momentum_.give_way();
    return verdict ? verdict : momentum;
  }

  std::optional<Verdict> finish(const RunView& run) override {
    if (auto unreached = unreached_.finish(run)) return unreached;
    if (auto large = large_.finish(run)) return large;
    return slow_to_the_end(run);
  }

 private:
  std::optional<Verdict> observe_steps(const RunView& run) {
    follow_rate(run);
    auto left_out = left_out_.observe(run);
    auto unreached = unreached_.observe(run);
    if (auto verdict = large_.jump(run)) return verdict;
    if (auto verdict = without_rate(run)) return verdict;
    if (auto verdict = standing_.observe(run)) return verdict;
    if (!run.probed()) return std::nullopt;
    if (large_.is_first_step()) note_zeros(run);
    if (auto verdict = by_ratios(run)) return verdict;
    if (unreached && (!left_out || unreached->severity > left_out->severity)) return unreached;
    return left_out;
  }

  std::optional<Verdict> by_ratios(const RunView& run) {
    std::vector<double> ratios;
    const Layer* largest = nullptr;
    for (const auto& layer : run.layers) {
      const auto ratio = run.update_ratio(layer);
      if (!ratio || began_at_zero_.contains(layer.parameter)) continue;
      if (ratios.empty() || *ratio > *std::max_element(ratios.begin(), ratios.end()))
        largest = &layer;
      ratios.push_back(*ratio);
    }
    if (ratios.empty()) return std::nullopt;
    const double median = upper_median(ratios), common = common_ratio(ratios);
    const double most = *std::max_element(ratios.begin(), ratios.end());
    const bool learns = run.loss.best_learnt() > t_.learnt;
    if (auto verdict = large_.observe(run, largest->name, common)) return verdict;
    if (auto verdict = rate_fell(run, most, learns)) return verdict;
    if (auto verdict = too_low(run, median, most, learns)) return verdict;
    return large_.remark(run, largest->name, common);
  }

  /// Of a rate that is told, and was 0 in every step so far.
  std::optional<Verdict> without_rate(const RunView& run) {
    const auto rate = run.learning_rate();
    had_rate_ = had_rate_ || !rate || *rate != 0;
    if (had_rate_ || run.loss.steps() < steps_without_rate) return std::nullopt;
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.evidence = {{"learning_rate", 0}};
    verdict.message = "the learning rate has been 0 in all of " + std::to_string(run.loss.steps()) +
                      " steps: no step changes anything";
    verdict.remedies = {remedies::higher_rate(run.facts)};
    return verdict;
  }

  /// A rate that a schedule takes away: the last tenths of a cosine are no harm, and half of a run
  /// is.
  void follow_rate(const RunView& run) {
    const auto& rate = run.record.learning_rate;
    has_fallen_ = rate && run.highest_rate && *rate < fallen * *run.highest_rate;
    if (has_fallen_ && steps_fallen_++ == 0) fell_at_ = run.record.step;
  }

  /// Before anything was learnt. What a step changes then is that of the rate that is left.
  std::optional<Verdict> rate_fell(const RunView& run, double most, bool learns) {
    const bool still = !learns && most < t_.update_ratio_low;
    const int length = fallen_.update(has_fallen_ && still, run.record.step);
    if (length < low_probes || 2 * steps_fallen_ < run.loss.steps()) return std::nullopt;
    const double rate = *run.record.learning_rate;
    Verdict verdict;
    verdict.severity = run.facts.baseline_loss ? Severity::warning : Severity::info;
    verdict.first_step = fell_at_;
    verdict.evidence = {{"learning_rate", rate},
                        {"highest_learning_rate", *run.highest_rate},
                        {"largest_ratio", most},
                        {"threshold", t_.update_ratio_low}};
    verdict.message = "the learning rate fell from " + brief(*run.highest_rate) + " to " +
                      brief(rate) + decades(*run.highest_rate, rate) +
                      " before anything was learnt: a step changes no layer by more than " +
                      percent_text(most) + " of its weights";
    verdict.remedies = {remedies::lasting_rate()};
    return verdict;
  }

  static std::string decades(double from, double to) {
    return to > 0 ? ", by " + brief(std::log10(from / to)) + " decades," : "";
  }

  /// Of weights that grow from 0, as Fixup's do, every first step is large.
  void note_zeros(const RunView& run) {
    for (const auto& layer : run.layers) {
      if (run.record.probes[layer.parameter].weight == 0) began_at_zero_.insert(layer.parameter);
    }
  }

  /// A small rate that a schedule asks for is no mistake: what counts is the ratio at the full one.
  /// Where next to nothing is left of it, a float's rounding is all that the ratio shows.
  std::optional<Verdict> too_low(const RunView& run, double median, double most, bool learns) {
    const double share = run.rate_share();
    const auto low = [&](double ratio) {
      return !has_fallen_ && share > 0 && ratio > 0 && ratio / share < t_.update_ratio_low;
    };
    if (share > 0) usual_.add(median / share);
    if (creeps(run)) return creeping(run);
    const bool matters = !learns && has_gradient_everywhere(run, t_.vanishing_sensitivity);
    const int all = all_low_.update(matters && low(most), run.record.step);
    const int half = half_low_.update(matters && low(median), run.record.step);
    if (all >= low_probes) return all_low(run, most / share);
    if (half >= t_.update_low_probes) return half_low(run, median / share);
    return std::nullopt;
  }

  /// Something is learned, and so slowly because the weights have hardly moved since the start.
  bool creeps(const RunView& run) const {
    const double learnt = run.loss.best_learnt();
    return learnt > t_.learnt && usual_.is_slow(learnt, t_) && usual_.ratio() > 0;
  }

  /// What it would take to catch up with a simple model, it has not moved.
  std::optional<Verdict> slow_to_the_end(const RunView& run) const {
    if (run.loss.steps() < t_.ended_steps || !usual_.is_below(t_.update_ratio_behind, t_) ||
        !(usual_.ratio() > 0))
      return std::nullopt;
    const auto behind = shortfall(run, t_);
    if (!behind) return std::nullopt;
    Verdict verdict = creeping(run);
    verdict.message += ", and by the end of the run " + shortfall_text(run, *behind);
    verdict.remedies = remedies::list(
        {remedies::higher_rate(run.facts, somewhat), remedies::adaptive_optimizer(run.facts)});
    return verdict;
  }

  Verdict creeping(const RunView& run) const {
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.evidence = {{"mean_ratio", usual_.ratio()},
                        {"threshold", t_.update_ratio_slow},
                        {"learnt", run.loss.best_learnt()}};
    verdict.message =
        "the loss falls slowly: since the start a step has changed half of the layers by no more "
        "than " +
        percent_text(usual_.ratio()) + " of their weights on average, at which it takes " +
        brief(1 / usual_.ratio()) + " steps to replace them";
    verdict.remedies =
        remedies::list({remedies::higher_rate(run.facts), remedies::adaptive_optimizer(run.facts)});
    return verdict;
  }

  Verdict all_low(const RunView& run, double most) const {
    Verdict verdict = low_verdict(run, all_low_);
    verdict.evidence = {{"largest_ratio", most}, {"threshold", t_.update_ratio_low}};
    verdict.message = "a step changes no layer by more than " + percent_text(most) +
                      " of its weights: at this rate it takes " + brief(1 / most) +
                      " steps to replace them";
    return verdict;
  }

  /// The last layers alone move, and follow single batches.
  Verdict half_low(const RunView& run, double median) const {
    Verdict verdict = low_verdict(run, half_low_);
    verdict.evidence = {{"median_ratio", median}, {"threshold", t_.update_ratio_low}};
    verdict.message = "nothing is learned, and a step changes half of the layers by no more than " +
                      percent_text(median) + " of their weights: at this rate it takes " +
                      brief(1 / median) + " steps to replace them";
    return verdict;
  }

  static Verdict low_verdict(const RunView& run, const Streak& low) {
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.first_step = low.since();
    verdict.remedies =
        remedies::list({remedies::higher_rate(run.facts), remedies::adaptive_optimizer(run.facts)});
    return verdict;
  }

  Thresholds t_;
  std::set<std::size_t> began_at_zero_;  // parameters
  Streak all_low_, half_low_, fallen_;
  bool had_rate_ = false, has_fallen_ = false;
  std::int64_t steps_fallen_ = 0, fell_at_ = 0;
  LargeUpdates large_;
  MomentumReach momentum_;
  StandingWeights standing_;
  LeftOutWeights left_out_;
  UnreachedWeights unreached_;
  UsualUpdate usual_;  // at the full rate
};

}  // namespace

std::unique_ptr<Rule> update_ratio(const Thresholds& thresholds) {
  return std::make_unique<UpdateRatio>(thresholds);
}

}  // namespace plumb
