#include "layer_norms.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "streak.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// The loss stays where a constant prediction would be.
class LossPlateau final : public Rule {
 public:
  explicit LossPlateau(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "loss-plateau"; }

  std::optional<Verdict> observe(const RunView& run) override {
    const auto tap = collapsed_tap(run, t_.collapsed_spread);
    if (run.probed()) collapsed_.update(tap.has_value(), run.record.step);
    if (run.loss.best_learnt() > t_.nothing_learnt) return std::nullopt;
    if (run.probed() && tap && collapsed_.length() >= t_.collapsed_probes) return blind(run, *tap);
    if (run.loss.steps() < t_.plateau_steps) return std::nullopt;
    return stuck(run);
  }

 private:
  Verdict common(const RunView& run) const {
    Verdict verdict;
    verdict.evidence = {{"loss", run.loss.level()},
                        {"baseline_loss", run.loss.baseline()},
                        {"learnt", run.loss.best_learnt()}};
    verdict.remedies = {remedies::activation(run.facts), remedies::batch_norm(),
                        remedies::residual(), remedies::lower_rate(run.facts)};
    return verdict;
  }

  Verdict blind(const RunView& run, std::size_t tap) const {
    Verdict verdict = common(run);
    verdict.severity = Severity::warning;
    verdict.layer = run.taps[tap].name;
    verdict.first_step = collapsed_.since();
    verdict.evidence.emplace_back("spread", *run.activation(tap)->spread);
    verdict.message = "the loss stands at " + brief(run.loss.level()) + ", that of a constant " +
                      "prediction, because from " + run.taps[tap].name +
                      " on all samples look alike: they differ by " +
                      brief(*run.activation(tap)->spread) + " of the values' size";
    return verdict;
  }

  Verdict stuck(const RunView& run) const {
    Verdict verdict = common(run);
    verdict.severity = Severity::error;
    verdict.first_step = 0;
    verdict.message = "after " + std::to_string(run.loss.steps()) + " steps the loss is " +
                      brief(run.loss.level()) + " and never was below " + brief(run.loss.best()) +
                      "; a constant prediction has " + brief(run.loss.baseline());
    return verdict;
  }

  Thresholds t_;
  Streak collapsed_;
};

}  // namespace

std::unique_ptr<Rule> loss_plateau(const Thresholds& thresholds) {
  return std::make_unique<LossPlateau>(thresholds);
}

}  // namespace plumb
