#include <cmath>
#include <string>

#include "layer_view.hpp"
#include "non_finite_advice.hpp"
#include "overflow.hpp"
#include "rules.hpp"
#include "taps.hpp"

namespace plumb {
namespace {

// In a row. A loss scale is halved at each of them: from 2^24 it is down to 1 by half as many.
constexpr int skipped_for_good = 50;

/// The loss or a gradient is inf or NaN.
class NonFinite final : public Rule {
 public:
  explicit NonFinite(const Thresholds& thresholds) : advice_(thresholds) {}

  std::string_view name() const override { return "non-finite"; }

  bool sees_non_finite() const override { return true; }

  std::optional<Verdict> observe(const RunView& run) override {
    const bool loss = !std::isfinite(run.record.loss);
    const bool finite = !loss && std::isfinite(run.record.norm);
    skipped_in_a_row_ = !finite && run.record.skipped ? skipped_in_a_row_ + 1 : 0;
    ++steps_seen_;
    if (finite) {
      advice_.observe(run);  // what other steps make of the weights comes after it
      return std::nullopt;
    }
    if (first_ < 0) {
      first_ = run.record.step;
      steps_seen_ = 1;
    }
    ++count_;
    // A loss scaler provokes such steps, and leaves their update out.
    const bool harmless = !loss && run.record.skipped && skipped_in_a_row_ < skipped_for_good;
    Verdict verdict;
    verdict.severity = harmless ? Severity::info : Severity::error;
    verdict.first_step = first_;
    const NonFinitePlace seen = first_seen(run);
    const auto origin = origin_of(run, seen);
    verdict.layer = !origin ? seen.name : origin->pass == Pass::loss ? "" : origin->layer;
    verdict.evidence = {{"loss", run.record.loss}, {"norm", run.record.norm}};
    // Later steps extend the finding: that the loss was finite holds of this one.
    verdict.message = (loss ? "the loss is not finite"
                            : "in step " + std::to_string(run.record.step) +
                                  " a gradient is not finite, though the loss still is") +
                      (origin ? told(*origin, run) : where(seen, run)) + left_out(run);
    verdict.remedies = advice_.of(run, origin, seen);
    if (said_ && verdict.severity <= said_->severity) return counted();
    said_ = verdict;
    return verdict;
  }

 private:
  using Pass = NonFiniteOrigin::Pass;

  /// What was said of the first such step, and how many there have been since.
  Verdict counted() const {
    Verdict verdict = *said_;
    verdict.restates = true;
    verdict.evidence.emplace_back("steps", static_cast<double>(count_));
    if (count_ < steps_seen_)
      verdict.message += "; it was so in " + std::to_string(count_) + " of " +
                         std::to_string(steps_seen_) + " steps";
    return verdict;
  }

  std::string left_out(const RunView& run) const {
    if (!run.record.skipped) return {};
    if (skipped_in_a_row_ < skipped_for_good) return "; the update was left out";
    return "; the updates of " + std::to_string(skipped_in_a_row_) +
           " steps in a row were left out";
  }

  /// Of the trace. Without one, what lies in a batch that was probed is known all the same.
  static std::optional<NonFiniteOrigin> origin_of(const RunView& run, const NonFinitePlace& seen) {
    if (run.record.origin) return run.record.origin;
    if (seen.outputs && seen.name == input_tap) return NonFiniteOrigin{Pass::input, seen.name, {}};
    return std::nullopt;
  }

  /// The first tap that shows it, the loss where all of them are finite, else the layer nearest to
  /// the output whose gradient does: backward, it spreads from there to the input.
  static NonFinitePlace first_seen(const RunView& run) {
    for (std::size_t i = 0; i < run.taps.size(); ++i) {
      if (run.activation(i) != nullptr && run.activation(i)->non_finite > 0)
        return {run.taps[i].name, true};
    }
    const NonFinitePlace loss{.loss = true};
    bool is_the_loss = !std::isfinite(run.record.loss) &&
                       (probe_of(run, output_tap) || probe_of(run, prediction_tap));
    for (auto layer = run.layers.rbegin(); layer != run.layers.rend(); ++layer) {
      const auto& norm = run.record.norms[layer->parameter];
      if (norm && !std::isfinite(*norm)) return is_the_loss ? loss : NonFinitePlace{layer->name};
      if (norm) is_the_loss = false;  // its gradient would show here
    }
    return is_the_loss ? loss : NonFinitePlace{};
  }

  static std::string told(const NonFiniteOrigin& origin, const RunView& run) {
    std::string text;
    switch (origin.pass) {
      case Pass::input:
        text = "; the inputs already held inf or NaN";
        break;
      case Pass::weight:
        text = "; " + origin.layer + " already held inf or NaN";
        if (run.record.step > 0) text += ", by the update before";
        break;
      case Pass::forward:
        text = "; the forward pass produced it in " + origin.layer;
        break;
      case Pass::loss:
        text = behind_the_taps(origin, run);
        break;
      case Pass::backward:
        text = "; the backward pass produced it" +
               (origin.layer.empty() ? std::string() : " on its way to " + origin.layer);
        break;
      case Pass::unseen:
        return "; no tap showed where it came from: show activations by plumb::tap, and trace "
               "again";
      case Pass::unknown:
        return "; it did not come again when the step was repeated";
    }
    return origin.operation.empty() ? text : text + " (" + origin.operation + ")";
  }

  /// Only where the network's outputs were looked at can nothing but the loss have produced it. A
  /// record of before taps were named has no layer.
  static std::string behind_the_taps(const NonFiniteOrigin& origin, const RunView& run) {
    if (overflow_of(run))
      return "; all activations are finite, but so large that the loss of them overflowed";
    const std::string& last = origin.layer;
    const bool outputs =
        last.empty() ? has_tap(run, output_tap) || has_tap(run, prediction_tap) : is_output(last);
    if (outputs) return "; all activations are finite, the loss itself produced it";
    if (last.empty()) return "; the loss, or layers without a tap, produced it";
    return "; all taps up to " + last +
           " are finite: layers behind it that have no tap, or the loss, produced it";
  }

  static std::string where(const NonFinitePlace& seen, const RunView& run) {
    if (seen.loss) return behind_the_taps(of_the_loss(), run);
    if (seen.name.empty()) return {};
    return "; " + seen.name +
           (seen.outputs ? " is the first whose outputs are not finite"
                         : " is the first from the output whose gradient is not finite");
  }

  NonFiniteAdvice advice_;
  std::int64_t first_ = -1;
  int skipped_in_a_row_ = 0;
  std::int64_t count_ = 0,
               steps_seen_ = 0;  // not finite; and all of them, from the first of these on
  std::optional<Verdict> said_;
};

}  // namespace

std::unique_ptr<Rule> non_finite(const Thresholds& thresholds) {
  return std::make_unique<NonFinite>(thresholds);
}

}  // namespace plumb
