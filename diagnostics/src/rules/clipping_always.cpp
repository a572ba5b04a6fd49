#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "layer_view.hpp"
#include "recurrent_remedies.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "shortfall.hpp"
#include "text.hpp"
#include "usual_update.hpp"

namespace plumb {
namespace {

/// Recurrent networks are clipped for the few steps whose gradient explodes, which a threshold
/// above the usual norm lets pass: of them to the customary one at most, though most steps are
/// clipped.
double threshold_above(const RunFacts& facts, double norm) {
  const double above = 2 * norm;
  const bool bounded =
      has_recurrence(facts.parameters) && facts.clip.threshold < remedies::clip_threshold;
  return bounded ? std::min(above, remedies::clip_threshold) : above;
}

constexpr double customary_share = 0.01;  // Brock et al. 2021, "High-performance large-scale image
                                          // recognition without normalization"

Remedy raised_threshold(const RunFacts& facts, double norm) {
  const Clip& clip = facts.clip;
  if (clip.kind == Clip::Kind::agc)
    return {"raise the share of a unit's weights that its gradient may have",
            {{"clip", "agc:" + brief(std::max(4 * clip.threshold, customary_share))}},
            RemedyKind::online};
  return {clip.kind == Clip::Kind::norm
              ? "raise the threshold to a norm that most steps stay below"
              : "clip by the total norm, with a threshold that most steps stay below",
          {{"clip", "norm:" + brief(threshold_above(facts, norm))}},
          RemedyKind::online};
}

std::string what_was_clipped(const Clip& clip, const std::string& steps) {
  const std::string threshold = brief(clip.threshold);
  switch (clip.kind) {
    case Clip::Kind::value:
      return "in " + steps + " gradient entries were clipped: the threshold of " + threshold +
             " for each entry";
    case Clip::Kind::tensor:
      return "in " + steps + " the gradient of a tensor was clipped: the threshold of " +
             threshold + " for the norm of each";
    case Clip::Kind::agc:
      return "in " + steps + " the gradient of a unit was clipped: the threshold of " + threshold +
             " times its weights' norm";
    default:
      return steps + " were clipped: the threshold of " + threshold;
  }
}

/// Whether a step is as much longer as its gradient is. Of an optimizer that is not known it may
/// be.
bool follows_the_norm(const std::string& optimizer) {
  return optimizer.empty() || optimizer == "sgd";
}

/// Adam and its kin divide by the usual size of the gradient, whatever it is.
std::string what_it_does(const std::string& optimizer) {
  return follows_the_norm(optimizer)
             ? " acts as a lower learning rate"
             : " makes all steps count alike, however large their gradients are";
}

/// Nearly every step is clipped: the threshold, not the gradient, decides the step's length. A
/// threshold that follows the norms is meant to cut the share that it cuts.
class ClippingAlways final : public Rule {
 public:
  explicit ClippingAlways(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "clipping-always"; }

  std::optional<Verdict> observe(const RunView& run) override {
    const Clip& clip = run.facts.clip;
    if (clip.kind == Clip::Kind::none || clip.has_history()) return std::nullopt;
    if (run.probed()) look_at_updates(run);
    recent_.push_back(run.record.clipped ? 1 : 0);
    clipped_ += recent_.back();
    if (steps() > t_.clipping_steps) {
      clipped_ -= recent_.front();
      recent_.pop_front();
    }
    if (has_diverged(run)) return std::nullopt;
    const bool learnt_nothing = run.loss.best_learnt() < t_.nothing_learnt;
    const bool stands_still = learnt_nothing && hardly_moves_;
    if (steps() < (stands_still ? t_.clipping_still_steps : t_.clipping_steps) ||
        share() < t_.clipping_always)
      return std::nullopt;
    const bool stands = stands_still || (learnt_nothing && run.loss.steps() >= t_.plateau_steps);
    Verdict verdict = describe(run);
    if (stands || usual_.is_slow(run.loss.best_learnt(), t_)) verdict.severity = Severity::warning;
    verdict.restates = run.record.step % restated == 0;  // norms change as the network learns
    return verdict;
  }

  bool always_finishes() const override { return steps() > 0; }  // a cause of what else was found

  /// The few layers that move, as those that a threshold spares, may learn something.
  std::optional<Verdict> finish(const RunView& run) override {
    if (steps() < t_.ended_steps || share() < t_.clipping_always || has_diverged(run) ||
        !usual_.is_below(t_.update_ratio_behind, t_))
      return std::nullopt;
    const auto behind = shortfall(run, t_);
    if (!behind) return std::nullopt;
    Verdict verdict = describe(run);
    verdict.severity = Severity::warning;
    verdict.restates = true;
    verdict.message +=
        "; a step changes half of the layers by no more than " + percent_text(usual_.ratio()) +
        " of their weights on average, and by the end of the run " + shortfall_text(run, *behind);
    return verdict;
  }

 private:
  static constexpr std::size_t recent_probes = 20;
  static constexpr std::int64_t restated = 10;  // steps
  static constexpr double all_of_them = 1;      // of the weights: a step that replaces them

  /// Of the last ones.
  std::int64_t steps() const { return static_cast<std::int64_t>(recent_.size()); }
  double share() const { return static_cast<double>(clipped_) / static_cast<double>(steps()); }

  /// Its norms are nothing to set a threshold by.
  bool has_diverged(const RunView& run) const {
    return run.loss.has_scale() &&
           run.loss.level() >
               t_.divergence_factor * std::max(run.loss.initial(), run.loss.baseline());
  }

  Verdict describe(const RunView& run) const {
    const Clip& clip = run.facts.clip;
    Verdict verdict;
    verdict.severity = Severity::info;
    verdict.first_step = run.record.step - steps() + 1;
    verdict.evidence = {{"clipped_share", share()},
                        {"norm", run.norms.median(recent_.size()).value_or(0)},
                        {"threshold", clip.threshold}};
    verdict.message = what_was_clipped(clip, percent_text(share()) + " of the last " +
                                                 std::to_string(steps()) + " steps") +
                      what_it_does(run.facts.optimizer);
    verdict.remedies = {raised_threshold(run.facts, verdict.evidence[1].second)};
    const double whole = whole_.median(recent_probes).value_or(0);
    if (whole > all_of_them && follows_the_norm(run.facts.optimizer)) {
      verdict.evidence.emplace_back("unclipped_update", whole);
      verdict.message +=
          "; whole, a gradient as large as these would change half of the layers "
          "by at least " +
          weights_text(whole) + " in a step";
      verdict.remedies = smaller_gradient(run);
    }
    return verdict;
  }

  void look_at_updates(const RunView& run) {
    hardly_moves_ = largest_update(run) < t_.update_ratio_low;
    const double ratio = median_update_ratio(run).value_or(0);
    usual_.add(ratio);
    if (run.record.norm_after > 0) whole_.add(ratio * run.record.norm / run.record.norm_after);
    fit_inputs_ = remedies::fit_inputs(run);
  }

  /// Where no threshold that lets it pass would do.
  std::vector<Remedy> smaller_gradient(const RunView& run) const {
    std::vector<Remedy> advised;
    const auto& targets = run.facts.targets;
    if (targets && std::hypot(targets->mean, targets->deviation) > t_.target_high)
      advised.push_back(remedies::standardize_targets());
    advised.insert(advised.end(), fit_inputs_.begin(), fit_inputs_.end());
    if (!run.facts.optimizer.empty()) advised.push_back(remedies::adam());
    return advised;
  }

  static double largest_update(const RunView& run) {
    double largest = 0;
    for (const auto& layer : run.layers)
      largest = std::max(largest, run.update_ratio(layer).value_or(0));
    return largest;
  }

  Thresholds t_;
  bool hardly_moves_ = false;
  UsualUpdate usual_;
  Window whole_{recent_probes};     // what half of the layers would move by, were nothing clipped
  std::vector<Remedy> fit_inputs_;  // by the last probe
  std::deque<int> recent_;
  std::int64_t clipped_ = 0;
};

}  // namespace

std::unique_ptr<Rule> clipping_always(const Thresholds& thresholds) {
  return std::make_unique<ClippingAlways>(thresholds);
}

}  // namespace plumb
