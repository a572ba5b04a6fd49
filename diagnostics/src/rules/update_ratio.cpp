#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "layer_deaths.hpp"
#include "layer_view.hpp"
#include "left_out_weights.hpp"
#include "loss_course.hpp"
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
constexpr int high_probes = 10;
constexpr int recovered_probes = 5;
constexpr double weights_gone = 1;  // of the weights, by each step: too much even where it learns
constexpr std::size_t usual_loss_steps = 100;
constexpr std::int64_t consequence_steps =
    30;  // steps after which a large one must have done no harm
constexpr std::int64_t first_consequence_steps = 100;
constexpr double left_of_start = 0.1;
constexpr double torn_at_first = 0.25;  // of the weights: Adagrad's first step changes a tenth
constexpr int steps_without_rate = 40;
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
      : t_(thresholds), left_out_(thresholds), unreached_(thresholds) {}

  std::string_view name() const override { return "update-ratio"; }

  std::optional<Verdict> observe(const RunView& run) override {
    is_first_ = !has_begun_;
    if (is_first_) first_loss_ = run.record.loss;
    has_begun_ = true;
    follow_rate(run);
    auto left_out = left_out_.observe(run);
    auto unreached = unreached_.observe(run);
    if (does_harm(run)) return high_verdict(*large_, run, "and the loss jumps");
    if (auto verdict = without_rate(run)) return verdict;
    if (auto verdict = standing_.observe(run)) return verdict;
    if (!run.probed()) return std::nullopt;
    if (auto verdict = by_ratios(run)) return verdict;
    if (unreached && (!left_out || unreached->severity > left_out->severity)) return unreached;
    return left_out;
  }

  std::optional<Verdict> finish(const RunView& run) override {
    if (auto unreached = unreached_.finish(run)) return unreached;
    return has_torn(run);
  }

 private:
  std::optional<Verdict> by_ratios(const RunView& run) {
    std::vector<double> ratios;
    const Layer* largest = nullptr;
    if (is_first_) note_zeros(run);
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
    note_largest({run.record.step, is_first_, common, {}, largest->name});
    const auto replaced = replaced_at_first(run, largest->name, common);
    if (auto verdict = too_high(run, *largest, common, learns || has_come_down(run)))
      return verdict;
    if (auto verdict = rate_fell(run, most, learns)) return verdict;
    if (auto verdict = too_low(run, median, most, learns)) return verdict;
    if (replaced) return replaced;
    return large_for_long(run, *largest, common);
  }

  /// Of a rate that is told, and was 0 in every step so far.
  std::optional<Verdict> without_rate(const RunView& run) {
    const auto rate = run.record.learning_rate ? run.record.learning_rate : run.facts.learning_rate;
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

  /// From a first loss far above that of a constant prediction, most of the way: large steps may be
  /// what it takes to give outputs near 0 the targets' size.
  bool has_come_down(const RunView& run) const {
    const double baseline = run.loss.baseline();
    return first_loss_ > t_.initial_loss_info * baseline &&
           run.loss.level() - baseline < left_of_start * (first_loss_ - baseline);
  }

  /// Where the gradient itself has vanished, the rate is not to blame.
  bool has_gradient(const RunView& run) const {
    const auto all = sensitivities(run);
    return std::all_of(all.begin(), all.end(), [&](const LayerSensitivity& s) {
      return s.value > t_.vanishing_sensitivity;
    });
  }

  /// A step that changed the weights by much.
  struct LargeStep {
    std::int64_t step = 0;
    bool is_first = false;
    double median = 0;  // ratio over the layers
    UsualLoss loss;     // before it
    std::string layer;  // with the largest ratio
  };

  /// Of the first step it is that of one batch, which by chance may be small.
  UsualLoss loss_before(const RunView& run) const {
    UsualLoss usual = usual_loss(run, usual_loss_steps, 0);
    usual.level = is_first_ && run.loss.has_scale() ? std::max(first_loss_, run.loss.baseline())
                                                    : std::min(first_loss_, run.loss.level());
    return usual;
  }

  /// Steps in which a network is to learn something after it. More after the first step of all,
  /// which weights that fit nothing have little to lose by.
  static std::int64_t patience(const LargeStep& large) {
    return large.is_first ? first_consequence_steps : consequence_steps;
  }

  /// The losses since then are those of a network that has left its course.
  bool does_harm(const RunView& run) const {
    if (!large_) return false;
    const std::int64_t since = run.record.step - large_->step;
    return since >= static_cast<std::int64_t>(jump_steps) && since <= consequence_steps &&
           loss_has_jumped(run, large_->loss, t_);
  }

  /// From a large first step, as Adam's is in small layers: all later ones have the usual size, and
  /// the loss is no higher than it was.
  bool has_recovered(const RunView& run) const {
    return large_->is_first && has_been_moderate_ && run.loss.level() <= first_loss_;
  }

  /// A large step does no harm in a network that learns after it: Adagrad's first one is always
  /// large, and a small network may take several and be on its way down.
  std::optional<Verdict> too_high(const RunView& run, const Layer& largest, double median,
                                  bool learns) {
    const std::int64_t step = run.record.step;
    const double limit = is_first_ ? t_.update_ratio_first : t_.update_ratio_high;
    if (large_ && learns && step > large_->step + patience(*large_)) large_.reset();
    if (!large_ && median > limit)
      large_ = {step, is_first_, median, loss_before(run), largest.name};
    const auto dead = deaths_.observe(run, t_.dead_share);
    if (dead && large_) return high_verdict(*large_, run, "and " + run.taps[*dead].name + " dies");
    const bool usual = median > t_.update_ratio_low && median < t_.update_ratio_raised;
    const int moderate = moderate_.update(usual, step);
    has_been_moderate_ = moderate >= recovered_probes;
    const int raised = high_.update(!learns && median > t_.update_ratio_raised, step);
    if (learns || run.loss.falls()) return std::nullopt;
    if (large_ && step >= large_->step + patience(*large_) && !has_recovered(run))
      return high_verdict(*large_, run, "and nothing is learned");
    if (raised < high_probes) return std::nullopt;
    return high_verdict({high_.since(), false, median, {}, largest.name}, run,
                        "and nothing is learned");
  }

  /// How often classes come is learnt within a hundred steps whatever became of the weights.
  /// Without a baseline that passes for learning.
  std::optional<Verdict> replaced_at_first(const RunView& run, const std::string& layer,
                                           double median) {
    if (is_first_ && median > weights_gone && !run.facts.baseline_loss)
      replaced_first_ = {run.record.step, true, median, {}, layer};
    if (!replaced_first_ || run.record.step < replaced_first_->step + patience(*replaced_first_))
      return std::nullopt;
    const LargeStep first = *std::exchange(replaced_first_, std::nullopt);
    if (!run.loss.has_scale() || run.loss.level() < (1 - t_.ended_learnt) * first_loss_)
      return std::nullopt;
    Verdict verdict =
        high_verdict(first, run,
                     "and " + std::to_string(run.record.step - first.step) +
                         " steps after it the loss stands at " +
                         percent_text(run.loss.level() / first_loss_) + " of the first");
    verdict.severity = Severity::info;
    return verdict;
  }

  /// Of a network that learns all the same.
  std::optional<Verdict> large_for_long(const RunView& run, const Layer& largest, double median) {
    const int length = still_large_.update(median > weights_gone, run.record.step);
    if (length < high_probes) return std::nullopt;
    Verdict verdict = high_verdict({still_large_.since(), false, median, {}, largest.name}, run,
                                   "and has for " + std::to_string(length) + " probes");
    verdict.severity = Severity::info;
    return verdict;
  }

  Verdict high_verdict(const LargeStep& large, const RunView& run,
                       const std::string& outcome) const {
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.layer = large.layer;
    verdict.first_step = large.step;
    verdict.evidence = {{"median_ratio", large.median}, {"threshold", t_.update_ratio_high}};
    verdict.message = "one step changes half of the layers by at least " +
                      weights_text(large.median) + ", " + outcome;
    verdict.remedies =
        remedies::list({remedies::rate_for_update(run.facts, large.median),
                        remedies::lower_momentum(run.facts), remedies::clip(run.facts)});
    return verdict;
  }

  /// A step that the network has never made good again: it learns, and less than a simple model.
  std::optional<Verdict> has_torn(const RunView& run) const {
    if (!largest_ || run.loss.steps() < t_.ended_steps) return std::nullopt;
    const auto behind = shortfall(run, t_);
    if (!behind) return std::nullopt;
    return high_verdict(*largest_, run,
                        "and by the end of the run " + shortfall_text(run, *behind));
  }

  void note_largest(const LargeStep& step) {
    const double limit = step.is_first ? torn_at_first : t_.update_ratio_high;
    if (step.median > std::max(limit, largest_ ? largest_->median : 0)) largest_ = step;
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
    const bool matters = !learns && has_gradient(run);
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
  Streak all_low_, half_low_, high_, moderate_, still_large_, fallen_;
  bool has_begun_ = false, is_first_ = false;  // of the steps that it sees, which may be later ones
  bool has_been_moderate_ = false, had_rate_ = false, has_fallen_ = false;
  std::int64_t steps_fallen_ = 0, fell_at_ = 0;
  StandingWeights standing_;
  LeftOutWeights left_out_;
  UnreachedWeights unreached_;
  UsualUpdate usual_;  // at the full rate
  std::optional<LargeStep> large_, replaced_first_, largest_;
  LayerDeaths deaths_;
  double first_loss_ = 0;
};

}  // namespace

std::unique_ptr<Rule> update_ratio(const Thresholds& thresholds) {
  return std::make_unique<UpdateRatio>(thresholds);
}

}  // namespace plumb
