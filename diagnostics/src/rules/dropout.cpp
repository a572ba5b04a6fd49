#include <optional>
#include <string>

#include "loss_course.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "settings.hpp"
#include "shortfall.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// Masks of dropout that let too little of the signal through, in a network that learns next to
/// nothing.
class Dropout final : public Rule {
 public:
  explicit Dropout(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "dropout"; }

  std::optional<Verdict> observe(const RunView& /*run*/) override { return std::nullopt; }

  bool always_finishes() const override { return true; }  // a cause of what else was found

  std::optional<Verdict> finish(const RunView& run) override {
    const auto fewer = remedies::lower_dropout(run.facts);
    if (!fewer || run.loss.steps() < t_.ended_steps) return std::nullopt;
    const auto behind = lasting_shortfall(run, t_);
    if (!behind && !ended_without_learning(run, t_)) return std::nullopt;
    const double left_out = number_setting(run.facts, "dropout");
    const double power = remedies::power_behind_dropout(run.facts);
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.evidence = {{"dropout", left_out}, {"power_left", power}};
    verdict.message = "dropout leaves out " + percent_text(left_out) +
                      " of the units of each hidden layer: of the signal's power " +
                      percent_text(power) + " is left behind the last of them, " +
                      (behind ? "and " + shortfall_text(run, *behind)
                              : std::string("and next to nothing was learnt"));
    verdict.remedies = {*fewer};
    return verdict;
  }

 private:
  Thresholds t_;
};

}  // namespace

std::unique_ptr<Rule> dropout(const Thresholds& thresholds) {
  return std::make_unique<Dropout>(thresholds);
}

}  // namespace plumb
