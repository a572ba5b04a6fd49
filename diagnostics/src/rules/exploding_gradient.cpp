#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "explosion_end.hpp"
#include "huge_start.hpp"
#include "largest_update.hpp"
#include "layer_view.hpp"
#include "loss_course.hpp"
#include "promised_decrease.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr std::size_t recent_steps = 5;   // steps: one batch alone is a spike
constexpr std::size_t usual_steps = 100;  // steps that the loss is compared with

/// The gradient grows beyond all it was, and takes the loss with it; or it is huge from the start,
/// or after the first steps; or it is so large in the first one that it foretells that.
class ExplodingGradient final : public Rule {
 public:
  explicit ExplodingGradient(const Thresholds& thresholds)
      : t_(thresholds), huge_(thresholds), promised_(thresholds), largest_update_(thresholds) {}

  std::string_view name() const override { return "exploding-gradient"; }

  bool sees_non_finite() const override { return true; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (!std::isfinite(run.record.loss) || !std::isfinite(run.record.norm)) {
      if (auto awaited = huge_.give_awaited()) return awaited;
      auto end = overflow(run);
      return end ? std::optional(standing(*std::move(end))) : std::nullopt;
    }
    auto huge = huge_.observe(run, largest_update_);
    largest_update_.observe(run);  // what this gradient makes of the weights comes after it
    auto promised = promised_.observe(run);
    if (huge) promised_.give_way();
    if (huge || promised) return huge ? huge : promised;
    return growth(run);
  }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& /*losses*/) override {
    return promised_.at_an_evaluation(run);
  }

  bool always_finishes() const override { return promised_.is_suspected(); }

  std::optional<Verdict> finish(const RunView& run) override {
    if (auto awaited = huge_.give_awaited()) return awaited;
    return promised_.at_the_end(run);
  }

 private:
  /// An explosion is what the finding is about, whatever was foretold or taken back.
  Verdict standing(Verdict verdict) {
    promised_.give_way();
    verdict.restates = huge_.give_way();
    return verdict;
  }

  /// Once: later steps have no more to say.
  std::optional<Verdict> overflow(const RunView& run) {
    if (overflowed_ || run.record.skipped) return std::nullopt;
    overflowed_ = true;
    const bool grew = largest_ > 0 && run.norms.quantile(1, recent_steps).value_or(0) >
                                          t_.explosion_factor * largest_;
    return explosion_end(run, {grew, promised_.is_suspected(), largest_update_}, t_);
  }

  std::optional<Verdict> growth(const RunView& run) {
    const auto norm = run.norms.median(recent_steps);
    if (!norm) return std::nullopt;
    const bool over =
        steps_++ >= gradient_start_steps && largest_ > 0 && *norm > t_.explosion_factor * largest_;
    if (!over && *norm <= largest_) return std::nullopt;
    const bool jumped = run.loss.window().size() > recent_steps &&
                        loss_has_jumped(run, usual_loss(run, usual_steps, recent_steps), t_);
    if (over && jumped) return standing(grown(run, *norm));
    // The median lags by two steps: the growth under way does not raise its own bar at once.
    if (!jumped) largest_ = std::max(largest_, *norm);
    return std::nullopt;
  }

  Verdict grown(const RunView& run, double norm) const {
    Verdict verdict;
    verdict.severity = Severity::error;
    verdict.first_step =
        std::max<std::int64_t>(run.record.step - static_cast<std::int64_t>(recent_steps / 2), 0);
    if (const Layer* layer = largest_gradient(run)) verdict.layer = layer->name;
    verdict.evidence = {{"norm", norm},
                        {"largest_before", largest_},
                        {"factor", norm / largest_},
                        {"loss", run.record.loss}};
    verdict.message = "the gradient norm rose to " + brief(norm) + ", " + brief(norm / largest_) +
                      " times the largest before, and the loss to " + brief(run.record.loss);
    verdict.remedies = remedies::list({remedies::clip(run.facts), remedies::roll_back(),
                                       remedies::lower_rate(run.facts), remedies::batch_norm()});
    return verdict;
  }

  Thresholds t_;
  HugeStart huge_;
  PromisedDecrease promised_;
  LargestUpdate largest_update_;
  double largest_ = 0;
  std::int64_t steps_ = 0;
  bool overflowed_ = false;
};

}  // namespace

std::unique_ptr<Rule> exploding_gradient(const Thresholds& thresholds) {
  return std::make_unique<ExplodingGradient>(thresholds);
}

}  // namespace plumb
