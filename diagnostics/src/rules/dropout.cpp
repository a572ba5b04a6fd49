#include <cmath>
#include <optional>
#include <string>

#include "loss_course.hpp"
#include "loss_names.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "settings.hpp"
#include "shortfall.hpp"
#include "standstill.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// Masks of dropout that let too little of the signal through, in a network that learns next to
/// nothing.
class Dropout final : public Rule {
 public:
  explicit Dropout(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "dropout"; }

  bool sees_non_finite() const override { return true; }

  /// Masks that leave one unit in ten make the others ten times as large.
  std::optional<Verdict> observe(const RunView& run) override {
    if (has_overflown_ || std::isfinite(run.record.loss)) return std::nullopt;
    has_overflown_ = true;
    // A first loss is that of weights and data alone.
    if (run.record.step == 0 || !remedies::lower_dropout(run.facts)) return std::nullopt;
    return masks(run, "the loss of step " + std::to_string(run.record.step) + " is not finite");
  }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& /*losses*/) override {
    if (!may_be_too_much(run)) return std::nullopt;
    return standstill_.observe(run, t_, [&](const Shortfall& behind) {
      return masks(
          run, "by step " + std::to_string(run.record.step) + " " + shortfall_text(run, behind));
    });
  }

  bool always_finishes() const override { return true; }  // a cause of what else was found

  std::optional<Verdict> finish(const RunView& run) override {
    if (!may_be_too_much(run) || run.loss.steps() < t_.ended_steps) return std::nullopt;
    const auto behind = lasting_shortfall(run, t_);
    if (!behind && !ended_without_learning(run, t_)) return std::nullopt;
    return masks(run,
                 behind ? shortfall_text(run, *behind) : std::string("next to nothing was learnt"));
  }

 private:
  /// Of a network that stays behind. A class is still the most likely one where masks make what is
  /// said of it larger or smaller; a value is missed by as much.
  static std::optional<Remedy> may_be_too_much(const RunView& run) {
    constexpr double little_power = 0.1, little_power_for_values = 0.3;
    return remedies::lower_dropout(
        run.facts, is_distance_to_targets(run.facts.loss) ? little_power_for_values : little_power);
  }

  static Verdict masks(const RunView& run, const std::string& harm) {
    const double left_out = number_setting(run.facts, "dropout");
    const double power = remedies::power_behind_dropout(run.facts);
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.evidence = {{"dropout", left_out}, {"power_left", power}};
    verdict.message = "dropout leaves out " + percent_text(left_out) +
                      " of the units of each hidden layer: of the signal's power " +
                      percent_text(power) + " is left behind the last of them, and " + harm;
    verdict.remedies = {*may_be_too_much(run)};
    return verdict;
  }

  Thresholds t_;
  Standstill standstill_;
  bool has_overflown_ = false;
};

}  // namespace

std::unique_ptr<Rule> dropout(const Thresholds& thresholds) {
  return std::make_unique<Dropout>(thresholds);
}

}  // namespace plumb
