#include "remedies.hpp"
#include "rules.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr std::size_t half = 100;  // steps

/// The loss falls, but so slowly that the run is lost on it.
class SlowConvergence final : public Rule {
 public:
  explicit SlowConvergence(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "slow-convergence"; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (run.loss.steps() < t_.plateau_steps || run.loss.best_learnt() > t_.learnt ||
        run.loss.best_learnt() < t_.nothing_learnt)
      return std::nullopt;
    const auto now = run.loss.window().median(half);
    const auto before = run.loss.window().median(half, half);
    const double rate = (*before - *now) / run.loss.baseline();
    if (rate > t_.slow_rate) return std::nullopt;
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.evidence = {{"loss", run.loss.level()},
                        {"baseline_loss", run.loss.baseline()},
                        {"learnt", run.loss.best_learnt()},
                        {"rate", rate}};
    verdict.message = "after " + std::to_string(run.loss.steps()) + " steps the loss has lost " +
                      percent_text(run.loss.best_learnt()) + " of that of a constant prediction, " +
                      "and goes on by " + percent_text(rate) + " per hundred steps";
    verdict.remedies = {remedies::higher_rate(run.facts, 10), remedies::adam(),
                        remedies::batch_norm()};
    return verdict;
  }

 private:
  Thresholds t_;
};

}  // namespace

std::unique_ptr<Rule> slow_convergence(const Thresholds& thresholds) {
  return std::make_unique<SlowConvergence>(thresholds);
}

}  // namespace plumb
