#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>

#include "largest_update.hpp"
#include "layer_norms.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// The loss or a gradient is inf or NaN.
class NonFinite final : public Rule {
 public:
  explicit NonFinite(const Thresholds&) {}

  std::string_view name() const override { return "non-finite"; }

  bool sees_non_finite() const override { return true; }

  std::optional<Verdict> observe(const RunView& run) override {
    largest_update_.observe(run);
    const bool loss = !std::isfinite(run.record.loss);
    if (!loss && std::isfinite(run.record.norm)) return std::nullopt;
    if (first_ < 0) first_ = run.record.step;
    // A loss scaler provokes such steps, and leaves their update out.
    const bool harmless = !loss && run.record.skipped;
    Verdict verdict;
    verdict.severity = harmless ? Severity::info : Severity::error;
    verdict.first_step = first_;
    const Place seen = first_seen(run);
    verdict.layer = run.record.origin ? run.record.origin->layer : seen.name;
    verdict.evidence = {{"loss", run.record.loss}, {"norm", run.record.norm}};
    verdict.message =
        std::string(loss ? "the loss is " : "the loss is finite, but a gradient is ") +
        "not finite" + (run.record.origin ? traced(*run.record.origin) : where(seen)) +
        (run.record.skipped ? "; the update was left out" : "");
    verdict.remedies = advice(run);
    return verdict;
  }

 private:
  std::vector<Remedy> advice(const RunView& run) const {
    using Pass = NonFiniteOrigin::Pass;
    const auto pass = run.record.origin ? run.record.origin->pass : Pass::unknown;
    if (pass == Pass::input) return {{"repair the samples that hold it, or leave them out", {}}};
    std::vector<Remedy> all{remedies::rate_for_update(run.facts, largest_update_.ratio()),
                            remedies::clip(), remedies::fitting_weights(run.facts)};
    const bool of_predictions =
        std::any_of(run.taps.begin(), run.taps.end(),
                    [](const TapInfo& tap) { return tap.name == prediction_tap; });
    if (pass == Pass::loss && of_predictions)
      all.insert(all.begin(), remedies::no_output_activation());
    if (run.record.origin && has_point_without_slope(run.record.origin->operation))
      all.insert(all.begin(), away_from_that_point(run.record.origin->operation));
    else if (is_overflow_under_scale(run))
      all.insert(all.begin() + (run.record.skipped ? 0 : 1), lower_scale());
    return all;
  }

  /// Operations that only add up products overflow; others are NaN where they have no slope.
  static bool has_point_without_slope(std::string_view operation) {
    constexpr std::array<std::string_view, 6> products{"Mm",    "Addmm",       "Bmm",
                                                       "Addmv", "Convolution", "Baddbmm"};
    return !operation.empty() &&
           std::none_of(products.begin(), products.end(),
                        [&](std::string_view name) { return operation.starts_with(name); });
  }

  static Remedy away_from_that_point(const std::string& operation) {
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

  /// Where it was seen: in the outputs of a tap, or in the gradient of a layer.
  struct Place {
    std::string name;  // empty where it was not
    bool outputs = false;
  };

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

  static std::string traced(const NonFiniteOrigin& origin) {
    using Pass = NonFiniteOrigin::Pass;
    std::string text;
    switch (origin.pass) {
      case Pass::input:
        text = "; the inputs were not to begin with";
        break;
      case Pass::weight:
        text = "; " + origin.layer + " was not to begin with: the update before overflowed";
        break;
      case Pass::forward:
        text = "; the forward pass produced it in " + origin.layer;
        break;
      case Pass::loss:
        text = "; all activations are, the loss itself produced it";
        break;
      case Pass::backward:
        text = "; the forward pass is, the backward pass produced it" +
               (origin.layer.empty() ? std::string() : " before " + origin.layer);
        break;
      case Pass::unknown:
        return "; it did not come again when the step was repeated";
    }
    return origin.operation.empty() ? text : text + " (" + origin.operation + ")";
  }

  static std::string where(const Place& seen) {
    if (seen.name.empty()) return {};
    return "; " + seen.name +
           (seen.outputs ? " is the first whose outputs are not"
                         : " is the first from the output whose gradient is not");
  }

  std::int64_t first_ = -1;
  LargestUpdate largest_update_;
};

}  // namespace

std::unique_ptr<Rule> non_finite(const Thresholds& thresholds) {
  return std::make_unique<NonFinite>(thresholds);
}

}  // namespace plumb
