#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "largest_update.hpp"

#include "overflow.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb {
namespace {

// In a row. A loss scale is halved at each of them: from 2^24 it is down to 1 by half as many.
constexpr int skipped_for_good = 50;

/// The loss or a gradient is inf or NaN.
class NonFinite final : public Rule {
 public:
  explicit NonFinite(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "non-finite"; }

  bool sees_non_finite() const override { return true; }

  std::optional<Verdict> observe(const RunView& run) override {
    const bool loss = !std::isfinite(run.record.loss);
    const bool finite = !loss && std::isfinite(run.record.norm);
    skipped_in_a_row_ = !finite && run.record.skipped ? skipped_in_a_row_ + 1 : 0;
    ++steps_seen_;
    if (finite) {
      largest_update_.observe(run);  // what other steps make of the weights comes after it
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
    const Place seen = first_seen(run);
    const auto origin = origin_of(run, seen);
    verdict.layer = !origin ? seen.name : origin->pass == Pass::loss ? "" : origin->layer;
    verdict.evidence = {{"loss", run.record.loss}, {"norm", run.record.norm}};
    // Later steps extend the finding: that the loss was finite holds of this one.
    verdict.message = (loss ? "the loss is not finite"
                            : "in step " + std::to_string(run.record.step) +
                                  " a gradient is not finite, though the loss still is") +
                      (origin ? told(*origin, run) : where(seen)) + left_out(run);
    verdict.remedies = advice(run, origin.value_or(as_if_traced(seen)));
    if (!origin && run.facts.settings.empty()) add_search(run, seen, verdict.remedies);
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

  /// Where it was seen: in the outputs of a tap, or in the gradient of a layer.
  struct Place {
    std::string name;  // empty where it was not
    bool outputs = false;
  };

  std::string left_out(const RunView& run) const {
    if (!run.record.skipped) return {};
    if (skipped_in_a_row_ < skipped_for_good) return "; the update was left out";
    return "; the updates of " + std::to_string(skipped_in_a_row_) +
           " steps in a row were left out";
  }

  /// Of the trace. Without one, what lies in a batch that was probed is known all the same.
  static std::optional<NonFiniteOrigin> origin_of(const RunView& run, const Place& seen) {
    if (run.record.origin) return run.record.origin;
    if (seen.outputs && seen.name == input_tap) return NonFiniteOrigin{Pass::input, seen.name, {}};
    return std::nullopt;
  }

  /// Where to look is the same, traced or seen.
  static NonFiniteOrigin as_if_traced(const Place& seen) {
    return seen.outputs ? NonFiniteOrigin{Pass::forward, seen.name, {}} : NonFiniteOrigin();
  }

  std::vector<Remedy> advice(const RunView& run, const NonFiniteOrigin& origin) const {
    if (origin.pass == Pass::input)
      return {{"repair the samples that hold it, or leave them out", {}}};
    std::vector<Remedy> all;
    // An operation at a point without slope is the cause, where nothing has made its values large.
    if (!has_a_point_without_slope(origin.operation) || has_grown_or_moved_far(run))
      all = run.record.step == 0 ? at_the_start(run) : after_updates(run);
    if (const auto place = place_to_look_at(origin)) {
      // A batch is sooner looked through than a rate is tried that nothing speaks against.
      const bool first = origin.pass == Pass::unseen && run.record.step > 0 && !was_large();
      all.insert(all.begin() + (first || all.empty() ? 0 : 1), *place);
    }
    if (origin.pass == Pass::loss && has_tap(run, prediction_tap))
      all.insert(all.begin(), remedies::no_output_activation());
    if (is_no_product(origin.operation))
      all.insert(all.begin(), bounded_argument(origin.operation));
    else if (is_overflow_under_scale(run))
      all.insert(all.begin() + (run.record.skipped ? 0 : 1), lower_scale());
    return all;
  }

  /// In a loop of one's own, of a step that was not traced: where nothing had grown, neither rate
  /// nor weights made it, and what did is to be looked for; else that comes last.
  void add_search(const RunView& run, const Place& seen, std::vector<Remedy>& advised) const {
    std::vector<Remedy> search;
    if (seen.outputs) {
      search.push_back(*place_to_look_at(as_if_traced(seen)));
      if (has_attention(run.facts.parameters)) search.push_back(masked_row());
    } else if (std::isfinite(run.record.loss)) {
      search.push_back(
          {"look for an operation without a slope where it was: sqrt and norm of 0", {}});
    } else {
      search.push_back({"look for inf and NaN in the batch of step " +
                            std::to_string(run.record.step) +
                            ", targets included, and for log of 0 and division by 0 in the loss",
                        {}});
    }
    search.push_back(
        {"repeat such a step by Monitor::trace_non_finite, which tells where it came "
         "from",
         {}});
    if (is_overflow_under_scale(run))
      search.insert(search.begin() + (run.record.skipped ? 0 : 1), lower_scale());
    if (has_grown_or_moved_far(run)) {
      advised.push_back(search.back());
      return;
    }
    // Of a first step without the outputs' sizes, weights may be at fault all the same.
    if (run.record.step == 0 && !outputs_are_usual(run))
      search.insert(search.end(), advised.begin(), advised.end());
    advised = std::move(search);
  }

  bool was_large() const { return largest_update_.ratio() > t_.update_ratio_high; }

  bool has_grown_or_moved_far(const RunView& run) const {
    return was_large() || has_grown(run, t_) || overflow_of(run).has_value();
  }

  /// No update has been made that a rate or a clip could have kept small.
  static std::vector<Remedy> at_the_start(const RunView& run) {
    std::vector<Remedy> all{remedies::fitting_weights(run.facts)};
    for (auto& remedy : remedies::fit_inputs(run)) all.push_back(std::move(remedy));
    all.push_back(remedies::batch_norm());
    return all;
  }

  std::vector<Remedy> after_updates(const RunView& run) const {
    return remedies::list({remedies::rate_for_update(run.facts, largest_update_.ratio()),
                           remedies::clip(run.facts), remedies::fitting_weights(run.facts)});
  }

  static std::optional<Remedy> place_to_look_at(const NonFiniteOrigin& origin) {
    constexpr const char* suspects = ": exp above 88, log of 0, division by 0";
    if (origin.pass == Pass::loss)
      return Remedy{std::string("look at the terms of the loss") + suspects, {}};
    if (origin.pass == Pass::forward)
      return Remedy{"look at the operations before " + origin.layer + suspects, {}};
    if (origin.pass == Pass::unseen) return Remedy{"look for inf and NaN in the batch", {}};
    return std::nullopt;
  }

  static bool has_tap(const RunView& run, std::string_view name) {
    return std::any_of(run.taps.begin(), run.taps.end(),
                       [&](const TapInfo& tap) { return tap.name == name; });
  }

  /// Operations that only add up products overflow; others are NaN where they have no slope, or
  /// where what they give is inf.
  static bool is_no_product(std::string_view operation) {
    constexpr std::array<std::string_view, 6> products{"Mm",    "Addmm",       "Bmm",
                                                       "Addmv", "Convolution", "Baddbmm"};
    return !operation.empty() &&
           std::none_of(products.begin(), products.end(),
                        [&](std::string_view name) { return operation.starts_with(name); });
  }

  /// At a value that no growth is needed for.
  static bool has_a_point_without_slope(std::string_view operation) {
    constexpr std::array<std::string_view, 11> names{
        "SqrtBackward", "RsqrtBackward",           "LogBackward",
        "Log2Backward", "Log10Backward",           "PowBackward",
        "DivBackward",  "ReciprocalBackward",      "MulBackward",
        "NormBackward", "LinalgVectorNormBackward"};
    return std::any_of(names.begin(), names.end(),
                       [&](std::string_view name) { return operation.starts_with(name); });
  }

  /// By the customary names of its projections.
  static bool has_attention(const std::vector<ParameterInfo>& parameters) {
    constexpr std::array<std::string_view, 7> names{"attn",    "attention", "qkv", "query",
                                                    "in_proj", "q_proj",    "to_q"};
    return std::any_of(parameters.begin(), parameters.end(), [&](const ParameterInfo& parameter) {
      return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
        return parameter.name.find(name) != std::string::npos;
      });
    });
  }

  static Remedy masked_row() {
    return {
        "see that no row of a softmax is -inf throughout, as that of a query whose keys are all "
        "masked",
        {}};
  }

  static Remedy bounded_argument(const std::string& operation) {
    if (operation.starts_with("Softmax") || operation.starts_with("ScaledDotProduct"))
      return masked_row();
    if (operation.starts_with("Exp")) {
      return {
          "bound the argument of " + operation + "'s operation: exp overflows a float32 above 88",
          {}};
    }
    // What multiplies makes NaN of an inf that came from behind it.
    if (operation.starts_with("Mul"))
      return {"keep what is computed from " + operation +
                  "'s product away from a point without slope: log and sqrt at 0, division by 0",
              {}};
    if (operation.starts_with("Pow"))
      return {
          "keep what is computed from " + operation +
              "'s power away from a point without slope: log and sqrt at 0, division by 0; of a "
              "power below 1 its own argument",
          {}};
    return {"keep the argument of " + operation +
                "'s operation away from the point without slope: log and sqrt at 0, division by 0",
            {}};
  }

  /// As in mixed precision. `plumb train`, whose settings are known, has no such scale.
  static bool is_overflow_under_scale(const RunView& run) {
    return run.facts.settings.empty() && std::isfinite(run.record.loss) &&
           (std::isinf(run.record.norm) || run.record.skipped);
  }

  static Remedy lower_scale() {
    return {"lower the loss scale, where the loop multiplies the loss by one", {}};
  }

  /// The first tap that shows it, else the layer nearest to the output whose gradient does:
  /// backward, it spreads from there to the input.
  static Place first_seen(const RunView& run) {
    for (std::size_t i = 0; i < run.taps.size(); ++i) {
      if (run.activation(i) != nullptr && run.activation(i)->non_finite > 0)
        return {run.taps[i].name, true};
    }
    for (auto layer = run.layers.rbegin(); layer != run.layers.rend(); ++layer) {
      const auto& norm = run.record.norms[layer->parameter];
      if (norm && !std::isfinite(*norm)) return {layer->name, false};
    }
    return {};
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

  static std::string where(const Place& seen) {
    if (seen.name.empty()) return {};
    return "; " + seen.name +
           (seen.outputs ? " is the first whose outputs are not finite"
                         : " is the first from the output whose gradient is not finite");
  }

  Thresholds t_;
  std::int64_t first_ = -1;
  int skipped_in_a_row_ = 0;
  std::int64_t count_ = 0,
               steps_seen_ = 0;  // not finite; and all of them, from the first of these on
  std::optional<Verdict> said_;
  LargestUpdate largest_update_;
};

}  // namespace

std::unique_ptr<Rule> non_finite(const Thresholds& thresholds) {
  return std::make_unique<NonFinite>(thresholds);
}

}  // namespace plumb
