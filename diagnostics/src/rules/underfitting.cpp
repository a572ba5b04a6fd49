#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "foretold_shortfall.hpp"
#include "odd_settings.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "settings.hpp"
#include "shortfall.hpp"

namespace plumb {
namespace {

/// A run ends, and a simple model does better on the same data: there is something to learn, and
/// the network has not.
class Underfitting final : public Rule {
 public:
  explicit Underfitting(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "underfitting"; }

  std::optional<Verdict> observe(const RunView& /*run*/) override { return std::nullopt; }

  bool finishes_last() const override { return true; }  // others know more of what it is

  std::optional<Verdict> finish(const RunView& run) override {
    if (run.loss.steps() < t_.ended_steps) return std::nullopt;
    const auto behind = shortfall(run, t_);
    if (!behind) return std::nullopt;
    const bool is_explained = behind->is_large || !odd_settings(run.facts).empty();
    Verdict verdict;
    verdict.severity = is_explained ? Severity::warning : Severity::info;
    verdict.first_step = run.record.step;
    verdict.evidence = shortfall_evidence(*behind);
    verdict.message = shortfall_text(run, *behind) +
                      (is_explained ? ": the network has not learnt what is there" : "");
    verdict.remedies = advice(run);
    if (is_as_good_as_linear(run, *behind)) {
      verdict.message += "; a linear model does as well as that";
      verdict.remedies.insert(verdict.remedies.begin(), see_to_activations());
    }
    return verdict;
  }

 private:
  /// Of a network that may well be one: more than that is what it lacks.
  bool is_as_good_as_linear(const RunView& run, const Shortfall& behind) const {
    const auto linear = linear_score(run);
    return linear && behind.simple - *linear > t_.linear_margin &&
           std::abs(*linear - behind.network) < t_.linear_margin;
  }

  static Remedy see_to_activations() {
    return {"see that there is an activation between the layers, and that it bends what passes",
            {}};
  }

  /// Whether the loss of the last quarter, or 100 steps, is below that of as many before.
  static bool still_learns(const RunView& run) {
    constexpr double fallen = 0.97;
    const auto part = static_cast<std::size_t>(std::min<std::int64_t>(run.loss.steps() / 4, 100));
    const Window& losses = run.loss.window();
    const auto now = losses.mean(part), before = losses.mean(part, part);
    return now && before && *now < fallen * *before;
  }

  static std::optional<Remedy> shortcuts(const RunFacts& facts) {
    constexpr std::size_t deep = 12;
    const bool has_none = setting_of(facts, "residual") == "none";
    return has_none && layers_of(facts.parameters).size() > deep
               ? std::optional(remedies::residual())
               : std::nullopt;
  }

  static std::vector<Remedy> advice(const RunView& run) {
    return remedies::list({remedies::missing_activation(run.facts),
                           remedies::lower_dropout(run.facts),
                           still_learns(run) ? std::optional(remedies::more_steps()) : std::nullopt,
                           remedies::adaptive_optimizer(run.facts), shortcuts(run.facts),
                           remedies::batch_norm(), remedies::higher_rate(run.facts, 10)});
  }

  Thresholds t_;
};

}  // namespace

std::unique_ptr<Rule> underfitting(const Thresholds& thresholds) {
  return std::make_unique<Underfitting>(thresholds);
}

}  // namespace plumb
