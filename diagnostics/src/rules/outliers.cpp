#include <limits>
#include <string>

#include "data_scale.hpp"
#include "foretold_shortfall.hpp"
#include "heavy_tails.hpp"
#include "layer_view.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "settings.hpp"
#include "start_notice.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr double normal_quartiles = 1.349;  // their distance, in deviations

std::string middle_half(double width) {
  return " spans " + brief(normal_quartiles * width) +
         " standard deviations, where that of a normal distribution spans " +
         brief(normal_quartiles);
}

/// Less the mean and by the deviation, which a few values make, the others become one number.
bool is_rounded_away(const RunFacts& facts, const HeavyTails& tails) {
  return setting_of(facts, "standardize") == "on" &&
         tails.width < static_cast<double>(std::numeric_limits<float>::epsilon());
}

/// Inputs, or values to predict, of which a few outweigh all others. Needs RunFacts::input_widths
/// or targets.
class Outliers final : public Rule {
 public:
  explicit Outliers(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "outliers"; }

  bool sees_non_finite() const override { return true; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (run.record.step != 0) return noticed_.harm(run, t_);
    Verdict verdict;
    verdict.severity = Severity::info;
    const HeavyTails tails = heavy_tails(run.facts, t_);
    if (tails.count > 0) tell_inputs(run, tails, verdict);
    const auto& targets = run.facts.targets;
    const bool of_targets = targets && targets->width < t_.heavy_tail;
    if (of_targets) tell_targets(targets->width, verdict);
    if (verdict.message.empty()) return std::nullopt;
    if (!is_rounded_away(run.facts, tails)) keep_in_mind(run, of_targets, verdict);
    return verdict;
  }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& /*losses*/) override {
    return noticed_.at_an_evaluation(run, t_);
  }

  bool always_finishes() const override { return true; }

  std::optional<Verdict> finish(const RunView& run) override {
    return noticed_.at_the_end(run, t_);
  }

 private:
  void keep_in_mind(const RunView& run, bool of_targets, const Verdict& verdict) {
    if (verdict.severity == Severity::warning)
      noticed_.foretell(verdict);
    else if (of_targets || !are_seen(run))
      noticed_.keep(run, verdict);
  }

  /// All columns, by a model of the data: not these are what a network fails by. That large inputs
  /// make its steps too long no such model tells.
  bool are_seen(const RunView& run) const {
    const ActivationProbe* inputs = probe_of(run, input_tap);
    return inputs != nullptr && !InputSize(*inputs).is_far(t_) && shows_all_columns(run);
  }

  /// As a warning where the data tell that a network will not see the others, or cannot.
  void tell_inputs(const RunView& run, const HeavyTails& tails, Verdict& verdict) const {
    const RunFacts& facts = run.facts;
    const std::size_t columns = facts.input_widths.size();
    verdict.layer = input_tap;
    verdict.evidence = {{"heavy_tailed", static_cast<double>(tails.count)},
                        {"columns", static_cast<double>(columns)},
                        {"heaviest", static_cast<double>(tails.heaviest + 1)},
                        {"width", tails.width}};
    verdict.message =
        "in " + std::to_string(tails.count) + " of " + std::to_string(columns) +
        " columns of the inputs a few values outweigh all others: the middle half of column " +
        std::to_string(tails.heaviest + 1) + middle_half(tails.width);
    verdict.remedies = {remedies::standardize(facts),
                        {"look at the data: what stands for a missing value, or is a slip?", {}}};
    if (!is_rounded_away(facts, tails)) {
      warn_of_hidden_columns(run, t_, verdict);
      return;
    }
    verdict.severity = Severity::warning;
    verdict.message +=
        ". Standardized, it is one number: float32 rounds away what tells its values apart";
  }

  /// Another loss has another unit, in which no search could compare the run to this one: hence
  /// without a setting.
  static void tell_targets(double width, Verdict& verdict) {
    verdict.evidence.emplace_back("target_width", width);
    verdict.message +=
        (verdict.message.empty() ? "a" : ". A") +
        std::string(" few of the values to predict outweigh all others: their middle half") +
        middle_half(width);
    verdict.remedies.push_back(
        {"predict their logarithm, or minimize the absolute error (--loss mae), in which the few "
         "count for less",
         {}});
  }

  Thresholds t_;
  StartNotice noticed_;
};

}  // namespace

std::unique_ptr<Rule> outliers(const Thresholds& thresholds) {
  return std::make_unique<Outliers>(thresholds);
}

}  // namespace plumb
