#include <cmath>
#include <utility>

#include "activation_traits.hpp"
#include "data_scale.hpp"
#include "layer_view.hpp"
#include "loss_course.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "settings.hpp"
#include "start_notice.hpp"
#include "streak.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// Values to regress on far from the size that outputs begin with. Needs RunFacts::targets.
class TargetScale final : public Rule {
 public:
  explicit TargetScale(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "target-scale"; }

  bool sees_non_finite() const override { return true; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (run.record.step == 0) noticed_in(run);
    if (!notice_.suspected()) return std::nullopt;
    if (run.record.step == 0) return notice_.suspected();
    if (!std::isfinite(run.record.loss)) return overflow();
    is_down_ = is_down_ || loss_is_down(run, t_);
    if (auto verdict = out_of_reach(run)) return verdict;
    auto harm = notice_.harm(run, t_);
    if (harm) {
      harm->evidence.emplace_back("loss", run.loss.level());
      harm->evidence.emplace_back("baseline_loss", run.loss.baseline());
      harm->message += ". After " + std::to_string(run.loss.steps()) + " steps the loss is " +
                       brief(run.loss.level()) + ", and that of a constant prediction " +
                       brief(run.loss.baseline());
    }
    return harm;
  }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& /*losses*/) override {
    return notice_.at_an_evaluation(run, t_);
  }

  bool always_finishes() const override { return true; }

  std::optional<Verdict> finish(const RunView& run) override { return notice_.at_the_end(run, t_); }

 private:
  void noticed_in(const RunView& run) {
    const auto& targets = run.facts.targets;
    // What an activation with ends can give, other rules judge.
    if (!targets || !reaches_both_sides(run.facts) || !are_off(*targets, t_)) return;
    is_large_ = std::hypot(targets->mean, targets->deviation) > t_.target_high;
    may_overflow_ = is_large_ && std::isfinite(run.record.loss);
    notice_.keep(run, describe(run, *targets));
  }

  /// A loss no higher than that of a constant prediction, as of values around 0, and so large that
  /// it hardly depends on the last layer, nor on any.
  std::optional<Verdict> out_of_reach(const RunView& run) {
    if (!is_large_ || !run.probed()) return std::nullopt;
    const auto all = sensitivities(run);
    const bool is_far = !all.empty() && all.back().value < t_.vanishing_sensitivity &&
                        run.loss.best_learnt() <= t_.learnt &&
                        run.loss.level() <= t_.initial_loss_info * run.loss.baseline();
    if (far_.update(is_far, run.record.step) < t_.vanished_probes) return std::nullopt;
    Verdict verdict = *notice_.suspected();
    verdict.severity = Severity::warning;
    verdict.evidence.emplace_back("sensitivity", all.back().value);
    verdict.message += ". Changing all of " + all.back().layer->name +
                       " by 1 % changes the loss by at most " +
                       percent_text(0.01 * all.back().value) + ", and in " +
                       std::to_string(run.loss.steps()) + " steps next to nothing was learnt";
    return verdict;
  }

  /// A step towards targets that large may be too large for the weights.
  std::optional<Verdict> overflow() {
    if (!may_overflow_ || is_down_ || std::exchange(overflowed_, true)) return std::nullopt;
    Verdict verdict = *notice_.suspected();
    verdict.severity = Severity::error;
    verdict.message += ": the first steps were as large as that distance, and overflowed";
    return verdict;
  }

  static bool reaches_both_sides(const RunFacts& facts) {
    const std::string activation = setting_of(facts, "output-activation");
    return has_plain_outputs(facts) || traits_of(activation).is_below_0;
  }

  Verdict describe(const RunView& run, const TargetFacts& targets) const {
    Verdict verdict;
    verdict.severity = Severity::info;
    verdict.evidence = {{"mean", targets.mean}, {"deviation", targets.deviation}};
    verdict.message = "the values to predict lie around " + brief(targets.mean) +
                      " with a deviation of " + brief(targets.deviation) +
                      ", and a network's outputs begin at a size of 1 or less";
    if (are_far_from_zero(targets, t_))
      verdict.message +=
          ", about " + brief(std::abs(targets.mean) / targets.deviation) + " deviations away";
    verdict.remedies = with_both(run, t_, {remedies::reachable_targets(run.facts)});
    return verdict;
  }

  Thresholds t_;
  StartNotice notice_;
  bool is_large_ = false;
  Streak far_;
  bool may_overflow_ = false;  // large targets, and a loss that was finite before the first step
  bool is_down_ = false;       // the loss: what overflows later has another cause
  bool overflowed_ = false;
};

}  // namespace

std::unique_ptr<Rule> target_scale(const Thresholds& thresholds) {
  return std::make_unique<TargetScale>(thresholds);
}

}  // namespace plumb
