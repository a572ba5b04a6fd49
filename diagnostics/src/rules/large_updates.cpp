#include "large_updates.hpp"

#include <algorithm>
#include <utility>

#include "layer_view.hpp"
#include "remedies.hpp"
#include "shortfall.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr int high_probes = 10;
constexpr int recovered_probes = 5;
constexpr double weights_gone = 1;  // of the weights, by each step: too much even where it learns
constexpr std::size_t usual_loss_steps = 100;
constexpr std::int64_t consequence_steps =
    30;  // steps after which a large one must have done no harm
constexpr std::int64_t first_consequence_steps = 100;
constexpr double left_of_start = 0.1;
constexpr double torn_at_first = 0.25;  // of the weights: Adagrad's first step changes a tenth

/// Steps in which a network is to learn something after it. More after the first step of all, which
/// weights that fit nothing have little to lose by.
std::int64_t patience(bool is_first) {
  return is_first ? first_consequence_steps : consequence_steps;
}

}  // namespace

std::optional<Verdict> LargeUpdates::jump(const RunView& run) {
  is_first_ = !has_begun_;
  if (is_first_) first_loss_ = run.record.loss;
  has_begun_ = true;
  if (!does_harm(run)) return std::nullopt;
  return verdict(*large_, run, "and the loss jumps");
}

std::optional<Verdict> LargeUpdates::observe(const RunView& run, const std::string& layer,
                                             double ratio) {
  note_largest({run.record.step, is_first_, ratio, {}, layer});
  replaced_ = replaced_at_first(run, layer, ratio);
  return too_high(run, layer, ratio, run.loss.best_learnt() > t_.learnt || has_come_down(run));
}

std::optional<Verdict> LargeUpdates::remark(const RunView& run, const std::string& layer,
                                            double ratio) {
  if (replaced_) return replaced_;
  const int length = still_large_.update(ratio > weights_gone, run.record.step);
  if (length < high_probes) return std::nullopt;
  Verdict result = verdict({still_large_.since(), false, ratio, {}, layer}, run,
                           "and has for " + std::to_string(length) + " probes");
  result.severity = Severity::info;
  return result;
}

std::optional<Verdict> LargeUpdates::finish(const RunView& run) const {
  if (!largest_ || run.loss.steps() < t_.ended_steps) return std::nullopt;
  const auto behind = shortfall(run, t_);
  if (!behind) return std::nullopt;
  return verdict(*largest_, run, "and by the end of the run " + shortfall_text(run, *behind));
}

/// From a first loss far above that of a constant prediction, most of the way: large steps may be
/// what it takes to give outputs near 0 the targets' size.
bool LargeUpdates::has_come_down(const RunView& run) const {
  const double baseline = run.loss.baseline();
  return first_loss_ > t_.initial_loss_info * baseline &&
         run.loss.level() - baseline < left_of_start * (first_loss_ - baseline);
}

/// Of the first step it is that of one batch, which by chance may be small.
UsualLoss LargeUpdates::loss_before(const RunView& run) const {
  UsualLoss usual = usual_loss(run, usual_loss_steps, 0);
  usual.level = is_first_ && run.loss.has_scale() ? std::max(first_loss_, run.loss.baseline())
                                                  : std::min(first_loss_, run.loss.level());
  return usual;
}

/// The losses since then are those of a network that has left its course.
bool LargeUpdates::does_harm(const RunView& run) const {
  if (!large_) return false;
  const std::int64_t since = run.record.step - large_->step;
  if (since < static_cast<std::int64_t>(jump_steps) || since > consequence_steps) return false;
  // Of a sample a step three of five may be that high by chance.
  return loss_has_jumped(run, large_->loss, t_) &&
         run.loss.window().quantile(0, jump_steps) > large_->loss.level;
}

/// From a large first step, as Adam's is in small layers: all later ones have the usual size, and
/// the loss is no higher than it was.
bool LargeUpdates::has_recovered(const RunView& run) const {
  return large_->is_first && has_been_moderate_ && run.loss.level() <= first_loss_;
}

void LargeUpdates::note_largest(const LargeStep& step) {
  const double limit = step.is_first ? torn_at_first : t_.update_ratio_high;
  if (step.ratio > std::max(limit, largest_ ? largest_->ratio : 0)) largest_ = step;
}

/// A large step does no harm in a network that learns after it: Adagrad's first one is always
/// large, and a small network may take several and be on its way down.
std::optional<Verdict> LargeUpdates::too_high(const RunView& run, const std::string& layer,
                                              double ratio, bool learns) {
  const std::int64_t step = run.record.step;
  const double limit = is_first_ ? t_.update_ratio_first : t_.update_ratio_high;
  if (large_ && learns && step > large_->step + patience(large_->is_first)) large_.reset();
  if (!large_ && ratio > limit) large_ = {step, is_first_, ratio, loss_before(run), layer};
  const auto dead = deaths_.observe(run, t_.dead_share);
  if (dead && large_) return verdict(*large_, run, "and " + run.taps[*dead].name + " dies");
  const bool usual = ratio > t_.update_ratio_low && ratio < t_.update_ratio_raised;
  const int moderate = moderate_.update(usual, step);
  has_been_moderate_ = moderate >= recovered_probes;
  const int raised = high_.update(!learns && ratio > t_.update_ratio_raised, step);
  if (learns || run.loss.falls()) return std::nullopt;
  if (large_ && step >= large_->step + patience(large_->is_first) && !has_recovered(run))
    return verdict(*large_, run, "and nothing is learned");
  if (raised < high_probes) return std::nullopt;
  return verdict({high_.since(), false, ratio, {}, layer}, run, "and nothing is learned");
}

/// How often classes come is learnt within a hundred steps whatever became of the weights.
/// Without a baseline that passes for learning.
std::optional<Verdict> LargeUpdates::replaced_at_first(const RunView& run, const std::string& layer,
                                                       double ratio) {
  if (is_first_ && ratio > weights_gone && !run.facts.baseline_loss)
    replaced_first_ = {run.record.step, true, ratio, {}, layer};
  if (!replaced_first_ ||
      run.record.step < replaced_first_->step + patience(replaced_first_->is_first))
    return std::nullopt;
  const LargeStep first = *std::exchange(replaced_first_, std::nullopt);
  if (!run.loss.has_scale() || run.loss.level() < (1 - t_.ended_learnt) * first_loss_)
    return std::nullopt;
  Verdict result = verdict(first, run,
                           "and " + std::to_string(run.record.step - first.step) +
                               " steps after it the loss stands at " +
                               percent_text(run.loss.level() / first_loss_) + " of the first");
  result.severity = Severity::info;
  return result;
}

Verdict LargeUpdates::verdict(const LargeStep& large, const RunView& run,
                              const std::string& outcome) const {
  Verdict result;
  result.severity = Severity::warning;
  result.layer = large.layer;
  result.first_step = large.step;
  result.evidence = {{"median_ratio", large.ratio}, {"threshold", t_.update_ratio_high}};
  result.message = "one step changes half of the layers by at least " + weights_text(large.ratio) +
                   ", " + outcome;
  result.remedies =
      remedies::list({remedies::rate_for_update(run.facts, large.ratio),
                      remedies::lower_momentum(run.facts), remedies::clip(run.facts)});
  return result;
}

}  // namespace plumb
