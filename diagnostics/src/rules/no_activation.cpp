#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "foretold_shortfall.hpp"
#include "loss_course.hpp"
#include "recurrent_remedies.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "shortfall.hpp"
#include "standstill.hpp"

namespace plumb {
namespace {

/// Layers with nothing between them are together one linear map, and the data ask for more.
class NoActivation final : public Rule {
 public:
  explicit NoActivation(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "no-activation"; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (run.record.step != 0 || !remedies::missing_activation(run.facts)) return std::nullopt;
    const auto behind = linear_shortfall(run, t_);
    if (!behind) return std::nullopt;
    Verdict verdict = described(run, *behind, linear_shortfall_text(run, *behind));
    standstill_.foretell(verdict);
    return verdict;
  }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& /*losses*/) override {
    if (!remedies::missing_activation(run.facts)) return std::nullopt;
    const auto better = best_simple_model(run);
    if (standstill_.is_told() ? !beats_linear(run) : better && !is_bent(run, *better))
      return std::nullopt;
    return standstill_.observe(run, t_, [&](const Shortfall& behind) {
      return described(run, behind, shortfall_text(run, behind));
    });
  }

  bool always_finishes() const override { return true; }  // a cause of what else was found

  std::optional<Verdict> finish(const RunView& run) override {
    // What an explosion has ended does not show what the data ask for.
    if (!remedies::missing_activation(run.facts) || run.loss.steps() < t_.ended_steps ||
        !std::isfinite(run.record.loss))
      return std::nullopt;
    const auto better = better_model(run);
    if (!better || !is_bent(run, *better)) return std::nullopt;
    return described(run, *better, shortfall_text(run, *better));
  }

 private:
  static Verdict described(const RunView& run, const Shortfall& behind, const std::string& scores) {
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.evidence = shortfall_evidence(behind);
    verdict.message =
        std::string(has_recurrence(run.facts.parameters)
                        ? "there is no activation in the recurrence, which is a linear map of the "
                          "sequence"
                        : "there is no activation between the layers, which are together one "
                          "linear map") +
        ", and no linear model fits these data: " + scores;
    verdict.remedies = {*remedies::missing_activation(run.facts)};
    return verdict;
  }

  /// Of a network that has learnt nothing the best one will do, by chance or not: that it is better
  /// than a linear one says what is missing.
  std::optional<Shortfall> better_model(const RunView& run) const {
    auto behind = shortfall(run, t_);
    if (!behind && ended_without_learning(run, t_)) behind = best_simple_model(run);
    const bool is_cause = behind && behind->model != nullptr && !was_ever_close(run, *behind, t_);
    return is_cause ? behind : std::nullopt;
  }

  /// What was told is taken back by no less: on few samples linear models may be close.
  bool beats_linear(const RunView& run) const {
    const auto network = network_score(run), linear = linear_score(run);
    return network && (!linear || *network > *linear + t_.linear_margin);
  }

  /// Whether linear models stay behind, too.
  bool is_bent(const RunView& run, const Shortfall& behind) const {
    const auto linear = linear_score(run);
    return !linear || behind.simple - *linear > t_.linear_margin;
  }

  Thresholds t_;
  Standstill standstill_;
};

}  // namespace

std::unique_ptr<Rule> no_activation(const Thresholds& thresholds) {
  return std::make_unique<NoActivation>(thresholds);
}

}  // namespace plumb
