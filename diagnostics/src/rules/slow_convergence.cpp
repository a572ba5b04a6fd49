#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "largest_update.hpp"
#include "layer_view.hpp"
#include "loss_course.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "shortfall.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// The loss falls, but so slowly that the run is lost on it: after thousands of steps, or not even
/// from a bad start to where a constant prediction is.
class SlowConvergence final : public Rule {
 public:
  explicit SlowConvergence(const Thresholds& thresholds) : t_(thresholds), largest_(thresholds) {}

  std::string_view name() const override { return "slow-convergence"; }

  std::optional<Verdict> observe(const RunView& run) override {
    const Window& losses = run.loss.window();
    if (!start_ && losses.size() >= block) start_ = *losses.median(block, losses.size() - block);
    largest_.observe(run);
    if (run.loss.steps() == 1) costs_too_much_ = costs_too_much(run);
    if (has_slow_start(run)) return slow_start(run);
    if (run.loss.steps() < t_.plateau_steps || run.loss.best_learnt() > t_.learnt ||
        run.loss.best_learnt() < t_.nothing_learnt)
      return std::nullopt;
    const double rate = fall_per_hundred(run);
    if (std::abs(rate) > t_.slow_rate) return std::nullopt;  // one that rises is no slow descent
    const double mean = *run.loss.window().mean(lasting_steps);
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.evidence = {{"loss", mean},
                        {"baseline_loss", run.loss.baseline()},
                        {"learnt", mean_learnt(run)},
                        {"rate", rate}};
    verdict.message = "after " + std::to_string(run.loss.steps()) + " steps the mean loss of the " +
                      "last " + std::to_string(lasting_steps) + " is " + brief(mean) +
                      ", and a constant prediction has " + brief(run.loss.baseline()) + ": it " +
                      (rate > 0 ? "falls by " + percent_text(rate) + " of that per hundred steps"
                                : std::string("falls no more"));
    verdict.remedies = faster(run);
    return verdict;
  }

  std::optional<Verdict> finish(const RunView& run) override {
    const double learnt = run.loss.best_learnt();
    if (!run.facts.baseline_loss || run.loss.steps() < t_.ended_steps ||
        !run.loss.falls_at_the_end())
      return std::nullopt;
    if (learnt < t_.nothing_learnt && !ends_on_the_way_down(run, t_)) return std::nullopt;
    if (warms_up_to_the_end(run)) return spent_warming_up(run);
    const auto behind = shortfall(run, t_);
    if (learnt > t_.ended_learnt && !(behind && behind->is_large)) return std::nullopt;
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.evidence = {
        {"loss", run.loss.level()}, {"baseline_loss", run.loss.baseline()}, {"learnt", learnt}};
    verdict.message = "the run ended after " + std::to_string(run.loss.steps()) +
                      " steps, when the loss was still falling and " + so_far(run);
    if (behind) verdict.message += ": " + shortfall_text(run, *behind);
    verdict.remedies = faster(run);
    verdict.remedies.push_back(remedies::more_steps());
    return verdict;
  }

 private:
  static constexpr std::size_t half = 500;  // steps: of fewer batches decide how fast it falls
  static constexpr std::size_t block =
      25;                               // steps: a median of so many does not follow single batches
  static constexpr double risen = 1.5;  // times the first loss: that was no slow descent
  static constexpr double full_rate = 0.5;   // a warm-up below that explains a slow start
  static constexpr double nearly_all = 0.9;  // of the baseline's loss

  /// In parts of what can be lost of the baseline, over the last 1000 steps.
  static double fall_per_hundred(const RunView& run) {
    const Window& losses = run.loss.window();
    const double hundreds = static_cast<double>(half) / 100;
    return (run.loss.learnt_at(*losses.mean(half)) - run.loss.learnt_at(*losses.mean(half, half))) /
           hundreds;
  }

  static std::string so_far(const RunView& run) {
    const double learnt = run.loss.best_learnt();
    if (learnt > 0) return "had lost " + percent_text(learnt) + " of that of a constant prediction";
    return "was " + brief(run.loss.level()) + ": a constant prediction has " +
           brief(run.loss.baseline());
  }

  /// Whether the first outputs are so small that no cross-entropy over as many classes costs what
  /// the loss is. Of `plumb train` it cannot be.
  static bool costs_too_much(const RunView& run) {
    constexpr double small = 0.5, excess = 1;
    const ActivationProbe* outputs = probe_of(run, output_tap);
    if (outputs == nullptr || run.facts.loss != "cross-entropy" || !run.facts.settings.empty())
      return false;
    const auto tap = std::find_if(run.taps.begin(), run.taps.end(),
                                  [](const TapInfo& info) { return info.name == output_tap; });
    return tap->units > 1 && std::hypot(outputs->mean, outputs->deviation) < small &&
           run.record.loss > std::log(static_cast<double>(tap->units)) + excess;
  }

  static Remedy right_dimension() {
    return {
        "see that the softmax is over the classes, not over the batch or the positions, and that "
        "the loss is a mean: outputs as small as the first cost less in a cross-entropy",
        {}};
  }

  /// A rate that has torn the weights at some step is not to be raised.
  std::vector<Remedy> faster(const RunView& run) const {
    const auto lower = largest_.lower_rate(run.facts);
    return remedies::list({remedies::missing_activation(run.facts),
                           remedies::lower_dropout(run.facts),
                           lower ? lower : remedies::higher_rate(run.facts, 10),
                           remedies::adaptive_optimizer(run.facts), remedies::batch_norm()});
  }

  static bool warms_up_to_the_end(const RunView& run) {
    return 2 * run.warm_up > run.loss.steps() && run.loss.best_learnt() < nearly_all;
  }

  static Verdict spent_warming_up(const RunView& run) {
    const double learnt = run.loss.best_learnt();
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.evidence = {{"loss", run.loss.level()},
                        {"baseline_loss", run.loss.baseline()},
                        {"learnt", learnt},
                        {"warm_up", static_cast<double>(run.warm_up)}};
    verdict.message = "the learning rate was on its way up in " + std::to_string(run.warm_up) +
                      " of the run's " + std::to_string(run.loss.steps()) +
                      " steps; the loss was still falling at the end and " + so_far(run);
    verdict.remedies = {remedies::shorter_warm_up(run.loss.steps()), remedies::more_steps()};
    return verdict;
  }

  /// Since the first steps: what falls for a while may have risen before.
  bool has_fallen(const RunView& run) const {
    return start_ && *run.loss.window().median(block) < *start_;
  }

  bool has_slow_start(const RunView& run) const {
    if (!run.facts.baseline_loss ||
        run.loss.steps() < std::min(t_.early_start_steps, t_.slow_start_steps) ||
        run.rate_share() < full_rate || run.loss.best_learnt() > t_.nothing_learnt ||
        run.loss.initial() <= (1 + t_.slow_start_excess) * run.loss.baseline() ||
        run.loss.worst() > risen * run.loss.initial() || run.loss.comes_down() || !has_fallen(run))
      return false;
    const bool early = stays_up(run, run.loss.initial(), t_) && run.loss.falls_steadily(block / 2);
    return early || has_much_left(run);
  }

  bool has_much_left(const RunView& run) const {
    return run.loss.steps() >= t_.slow_start_steps &&
           excess_left(run, run.loss.initial()) > t_.slow_start_left &&
           run.loss.falls_steadily(block);
  }

  Verdict slow_start(const RunView& run) const {
    const double now = *run.loss.window().median(block);
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.evidence = {{"initial_loss", *start_},
                        {"loss", now},
                        {"baseline_loss", run.loss.baseline()},
                        {"left", excess_left(run, *start_)}};
    verdict.message = "the loss falls steadily from " + brief(*start_) + ", but after " +
                      std::to_string(run.loss.steps()) + " steps it is still " + brief(now) +
                      ": a constant prediction, which is what a network learns first, has " +
                      brief(run.loss.baseline());
    verdict.remedies = faster(run);
    if (costs_too_much_) verdict.remedies.insert(verdict.remedies.begin(), right_dimension());
    return verdict;
  }

  Thresholds t_;
  bool costs_too_much_ = false;  // the first loss
  std::optional<double> start_;  // median of the first block
  LargestUpdate largest_;
};

}  // namespace

std::unique_ptr<Rule> slow_convergence(const Thresholds& thresholds) {
  return std::make_unique<SlowConvergence>(thresholds);
}

}  // namespace plumb
