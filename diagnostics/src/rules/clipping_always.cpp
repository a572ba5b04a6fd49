#include <algorithm>
#include <deque>

#include "layer_norms.hpp"
#include "rules.hpp"
#include "text.hpp"
#include "usual_update.hpp"

namespace plumb {
namespace {

Remedy raised_threshold(const Clip& clip, double norm) {
  if (clip.kind == Clip::Kind::agc)
    return {"raise the share of a unit's weights that its gradient may have",
            {{"clip", "agc:" + brief(4 * clip.threshold)}},
            RemedyKind::online};
  if (clip.kind == Clip::Kind::norm) {
    return {"raise the threshold to a norm that most steps stay below",
            {{"clip", "norm:" + brief(2 * norm)}},
            RemedyKind::online};
  }
  return {"clip by the total norm, with a threshold that most steps stay below",
          {{"clip", "norm:" + brief(2 * norm)}},
          RemedyKind::online};
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
    if (static_cast<std::int64_t>(recent_.size()) > t_.clipping_steps) {
      clipped_ -= recent_.front();
      recent_.pop_front();
    }
    if (run.loss.has_scale() &&
        run.loss.level() > t_.divergence_factor * std::max(run.loss.initial(), run.loss.baseline()))
      return std::nullopt;  // a diverged run's norms are nothing to set a threshold by
    const bool learnt_nothing = run.loss.best_learnt() < t_.nothing_learnt;
    const bool stands_still = learnt_nothing && hardly_moves_;
    if (static_cast<std::int64_t>(recent_.size()) <
        (stands_still ? t_.clipping_still_steps : t_.clipping_steps))
      return std::nullopt;
    const double share = static_cast<double>(clipped_) / static_cast<double>(recent_.size());
    if (share < t_.clipping_always) return std::nullopt;
    const bool stands = stands_still || (learnt_nothing && run.loss.steps() >= t_.plateau_steps);
    Verdict verdict;
    verdict.severity =
        stands || usual_.is_slow(run.loss.best_learnt(), t_) ? Severity::warning : Severity::info;
    verdict.first_step = run.record.step - static_cast<std::int64_t>(recent_.size()) + 1;
    verdict.evidence = {{"clipped_share", share},
                        {"norm", run.norms.median(recent_.size()).value_or(0)},
                        {"threshold", clip.threshold}};
    verdict.message = percent_text(share) + " of the last " + std::to_string(recent_.size()) +
                      " steps were clipped: the threshold of " + brief(clip.threshold) +
                      " acts as a lower learning rate";
    verdict.remedies = {raised_threshold(clip, verdict.evidence[1].second)};
    return verdict;
  }

 private:
  void look_at_updates(const RunView& run) {
    hardly_moves_ = largest_update(run) < t_.update_ratio_low;
    usual_.add(median_update_ratio(run).value_or(0));
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
  std::deque<int> recent_;
  std::int64_t clipped_ = 0;
};

}  // namespace

std::unique_ptr<Rule> clipping_always(const Thresholds& thresholds) {
  return std::make_unique<ClippingAlways>(thresholds);
}

}  // namespace plumb
