#include <cmath>

#include "heavy_tails.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "start_notice.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr double normal_quartiles = 1.349;  // their distance, in deviations

/// Inputs of which a few outweigh all others. Needs RunFacts::input_widths.
class InputOutliers final : public Rule {
 public:
  explicit InputOutliers(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "input-outliers"; }

  bool sees_non_finite() const override { return true; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (run.record.step != 0) return noticed_.harm(run, t_);
    const HeavyTails tails = heavy_tails(run.facts, t_);
    if (tails.count == 0) return std::nullopt;
    const Verdict verdict = describe(run.facts, tails);
    noticed_.keep(run, verdict);
    return verdict;
  }

  bool always_finishes() const override { return true; }

  std::optional<Verdict> finish(const RunView& run) override {
    return noticed_.at_the_end(run, t_);
  }

 private:
  static Verdict describe(const RunFacts& facts, const HeavyTails& tails) {
    const std::size_t columns = facts.input_widths.size();
    const auto number = static_cast<double>(tails.heaviest + 1);
    Verdict verdict;
    verdict.severity = Severity::info;
    verdict.layer = input_tap;
    verdict.evidence = {{"heavy_tailed", static_cast<double>(tails.count)},
                        {"columns", static_cast<double>(columns)},
                        {"heaviest", number},
                        {"width", tails.width}};
    verdict.message =
        "in " + std::to_string(tails.count) + " of " + std::to_string(columns) +
        " columns of the inputs a few values outweigh all others: the middle half of column " +
        std::to_string(tails.heaviest + 1) + " spans " + brief(normal_quartiles * tails.width) +
        " standard deviations, where that of a normal distribution spans " +
        brief(normal_quartiles);
    verdict.remedies = {remedies::standardize(facts),
                        {"look at the data: what stands for a missing value, or is a slip?", {}}};
    return verdict;
  }

  Thresholds t_;
  StartNotice noticed_;
};

}  // namespace

std::unique_ptr<Rule> input_outliers(const Thresholds& thresholds) {
  return std::make_unique<InputOutliers>(thresholds);
}

}  // namespace plumb
