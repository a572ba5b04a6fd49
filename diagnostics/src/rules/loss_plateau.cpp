#include "layer_norms.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "streak.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr std::int64_t settled = 100;  // steps: before, even a good start may be on its way down

/// The loss stays where a constant prediction would be.
class LossPlateau final : public Rule {
 public:
  explicit LossPlateau(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "loss-plateau"; }

  std::optional<Verdict> observe(const RunView& run) override {
    const auto tap = collapsed_tap(run, t_.collapsed_spread);
    if (run.probed()) {
      collapsed_.update(tap.has_value(), run.record.step);
      only_ = remedies::only_remedy(run, t_.collapsed_spread);
      travel(run);
    }
    if (run.loss.best_learnt() > t_.nothing_learnt) return std::nullopt;
    if (run.probed() && tap && collapsed_.length() >= t_.collapsed_probes) return blind(run, *tap);
    if (run.loss.steps() >= t_.plateau_steps && is_level(run)) return stuck(run);
    if (run.loss.steps() >= settled && path_ >= t_.plateau_path && is_level(run))
      return nowhere(run);
    return std::nullopt;
  }

  std::optional<Verdict> finish(const RunView& run) override {
    if (!ended_without_learning(run, t_) || !is_level(run)) return std::nullopt;
    Verdict verdict = common(run);
    verdict.severity = Severity::warning;
    verdict.message = "the run ended after " + std::to_string(run.loss.steps()) +
                      " steps at a loss of " + brief(run.loss.level()) +
                      ", which never was below " + brief(run.loss.best()) + "; " + constant(run);
    if (run.loss.best_learnt() > t_.nothing_learnt)
      verdict.message += ": next to nothing was learnt, if there is more to learn";
    verdict.remedies.push_back(remedies::higher_rate(run.facts, 10));
    verdict.remedies.push_back(remedies::more_steps());
    return verdict;
  }

 private:
  /// Adds what half of the layers have moved by at least since the probe before, as if every step
  /// since had been as long as this one. The way to the plateau does not count.
  void travel(const RunView& run) {
    const auto steps =
        static_cast<double>(run.record.step - last_probe_.value_or(run.record.step - 1));
    path_ = is_level(run) ? path_ + median_update_ratio(run).value_or(0) * steps : 0;
    last_probe_ = run.record.step;
  }

  /// At the baseline, and not far above it: that would be no plateau.
  bool is_level(const RunView& run) const { return run.loss.learnt() > -t_.learnt; }

  static std::string constant(const RunView& run) {
    return (run.facts.baseline_loss ? "a constant prediction has " : "it began at ") +
           brief(run.loss.baseline());
  }

  static std::string above(const RunView& run) {
    return "above " + brief(run.loss.baseline()) +
           (run.facts.baseline_loss ? ", that of a constant prediction" : ", where it began");
  }

  Verdict common(const RunView& run) const {
    Verdict verdict;
    verdict.evidence = {{"loss", run.loss.level()},
                        {"baseline_loss", run.loss.baseline()},
                        {"learnt", run.loss.best_learnt()}};
    verdict.remedies = {remedies::activation(run.facts), remedies::batch_norm(),
                        remedies::residual(), remedies::lower_rate(run.facts)};
    if (only_) verdict.remedies = {*only_};
    return verdict;
  }

  Verdict blind(const RunView& run, std::size_t tap) const {
    Verdict verdict = common(run);
    verdict.severity = Severity::warning;
    verdict.layer = run.taps[tap].name;
    verdict.first_step = collapsed_.since();
    verdict.evidence.emplace_back("spread", *run.activation(tap)->spread);
    verdict.message = "the loss stands at " + brief(run.loss.level()) + ", " +
                      (is_level(run) ? "that of a constant prediction" : above(run)) +
                      ", because from " + run.taps[tap].name +
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
                      "; " + constant(run);
    return verdict;
  }

  Verdict nowhere(const RunView& run) const {
    Verdict verdict = common(run);
    verdict.severity = Severity::warning;
    verdict.first_step = 0;
    verdict.evidence.emplace_back("path", path_);
    verdict.message = "in " + std::to_string(run.loss.steps()) + " steps the weights of half of " +
                      "the layers have travelled " + brief(path_) +
                      " times their own size, and the loss is still " + brief(run.loss.level()) +
                      "; " + constant(run);
    return verdict;
  }

  Thresholds t_;
  Streak collapsed_;
  std::optional<Remedy> only_;  // by the last probe
  double path_ = 0;             // of half of the layers' weights, in parts of their size
  std::optional<std::int64_t> last_probe_;
};

}  // namespace

std::unique_ptr<Rule> loss_plateau(const Thresholds& thresholds) {
  return std::make_unique<LossPlateau>(thresholds);
}

}  // namespace plumb
