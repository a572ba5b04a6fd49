#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

#include "first_losses.hpp"
#include "loss_course.hpp"
#include "loss_names.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "streak.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr std::size_t level_steps = 5;  // steps
constexpr int steps_in_a_row = 10;      // a run that is clipped may come back within fewer
constexpr double certain_factor = 100;
constexpr std::size_t lowest_steps = 50;  // that a level must have been held to count as lowest
constexpr std::size_t mean_steps = 100;   // less at the mercy of single batches
constexpr std::size_t short_steps = 20;
constexpr std::size_t comparison_interval = 10;  // steps
constexpr double doubled = 2;
constexpr double more_than_rounding = 0.01;  // of the baseline, or of 1 where none is told
constexpr std::size_t passed_steps = 100;
constexpr double far_below = 0.25;  // of the start, or the baseline
constexpr double slightly = 3;
constexpr std::size_t range_lag = 20;       // steps: more than steps_in_a_row and level_steps
constexpr std::int64_t range_settled = 50;  // steps: a drift has a range by then

/// What the medians of five losses have been up to twenty steps ago. A loss that drifts takes it
/// along; one that rises for good is certain before it does.
class LossRange {
 public:
  void observe(const Window& losses) {
    if (losses.size() < level_steps + range_lag) return;
    const double median = *losses.median(level_steps, range_lag);
    lowest_ = std::min(lowest_, median);
    highest_ = std::max(highest_, median);
  }

  double lowest() const { return lowest_; }
  double size() const { return highest_ - lowest_; }

 private:
  double lowest_ = std::numeric_limits<double>::infinity();
  double highest_ = -std::numeric_limits<double>::infinity();
};

/// The loss is far above where it began, or was on its way down and has come up again; or it goes
/// below where it can be.
class Divergence final : public Rule {
 public:
  explicit Divergence(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "divergence"; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (auto verdict = wrong_sign(run)) return verdict;
    if (run.probed()) stands_ = no_weight_moves(run);
    auto verdict = judge(run);
    if (stands_) return std::nullopt;  // no step of this network's took the loss there
    if (!verdict) return passed(run);
    verdict->remedies =
        remedies::list({remedies::lower_rate(run.facts), remedies::lower_momentum(run.facts),
                        remedies::clip(run.facts), remedies::batch_norm()});
    return remembered(run, *verdict);
  }

 private:
  static std::optional<Verdict> wrong_sign(const RunView& run) {
    const std::string title(nonnegative_loss(run.facts.loss));
    const auto& baseline = run.facts.baseline_loss;
    // Of a GAN's generator it may be meant so.
    const bool is_meant = !baseline && !run.facts.loss_has_course;
    if (run.loss.has_scale() || title.empty() || is_meant || run.loss.window().size() < level_steps)
      return std::nullopt;
    const auto level = run.loss.window().median(level_steps);
    if (!(*level < -more_than_rounding * baseline.value_or(1))) return std::nullopt;
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.first_step = run.record.step - static_cast<std::int64_t>(level_steps) + 1;
    verdict.evidence = {{"loss", *level}};
    if (baseline) verdict.evidence.emplace_back("baseline_loss", *baseline);
    verdict.message = "the loss is " + brief(*level) + ", and a " + title +
                      " cannot be negative: is its sign right?";
    verdict.remedies = {{"minimize the " + title + ", not its negative", {}}};
    if (takes_logarithms(run.facts.loss))
      verdict.remedies.push_back(
          {"where it asks for logarithms of probabilities, as nll_loss and kl_div do, give it "
           "those "
           "of log_softmax",
           {}});
    return verdict;
  }

  /// Of weights whose updates are recorded.
  static bool no_weight_moves(const RunView& run) {
    const auto& probes = run.record.probes;
    return std::any_of(probes.begin(), probes.end(), [](const auto& p) { return p.weight > 0; }) &&
           std::all_of(probes.begin(), probes.end(), [](const auto& p) { return p.update == 0; });
  }

  /// One that comes after the loss had come down again takes back that it had.
  Verdict remembered(const RunView& run, Verdict verdict) {
    if (has_passed_) {
      verdict.severity = Severity::error;
      verdict.restates = true;
    }
    if (verdict.severity == Severity::error) {
      if (!risen_ || has_passed_) risen_ = verdict;
      has_passed_ = false;
      last_above_ = run.record.step;
    }
    return verdict;
  }

  /// An error that the run has left behind, since its loss has come down far below the start and
  /// stays: a tenth of the rate is not what it lacks. Below a constant prediction's, too: a first
  /// loss that is huge says nothing of what was learnt.
  std::optional<Verdict> passed(const RunView& run) {
    const auto steps = static_cast<std::int64_t>(passed_steps);
    if (!risen_ || run.record.step < last_above_ + steps || !run.loss.has_scale() ||
        run.record.step % static_cast<std::int64_t>(comparison_interval) != 0)
      return std::nullopt;
    const double level = *run.loss.window().median(passed_steps);
    if (!(level < far_below * std::min(start_.level(), run.loss.baseline()))) return std::nullopt;
    has_passed_ = true;
    Verdict verdict = *risen_;
    verdict.restates = true;
    verdict.last_step = last_above_;
    verdict.evidence.emplace_back("loss_since", level);
    verdict.message.resize(verdict.message.rfind(": "));
    verdict.message += ", and has come down again, to " + brief(level) + " by step " +
                       std::to_string(run.record.step);
    verdict.remedies =
        remedies::list({remedies::clip(run.facts), remedies::lower_momentum(run.facts),
                        remedies::lower_rate(run.facts, slightly), remedies::batch_norm()});
    return verdict;
  }

  std::optional<Verdict> judge(const RunView& run) {
    start_.observe(run.record.loss, run.loss.baseline());
    range_.observe(run.loss.window());
    const auto level = run.loss.window().median(level_steps);
    if (!level || run.loss.window().size() < level_steps) return std::nullopt;
    const double start = std::max(start_.level(), run.loss.baseline());
    if (!run.loss.has_scale() || start <= 0) return out_of_range(run, *level, start);
    const int length = streak_.update(*level > t_.divergence_factor * start, run.record.step);
    const bool certain = *level > certain_factor * start && start_.are_certain(run.loss.baseline());
    if (length >= steps_in_a_row || certain) return far_above(*level, start);
    return climb_back(run);
  }

  /// The same of losses that may be negative or begin at 0, by how far the loss is above its
  /// lowest: in parts of how far it ever was, and of the start. What of it had been learnt, that
  /// could be lost again, they do not tell.
  std::optional<Verdict> out_of_range(const RunView& run, double level, double start) {
    const double size = range_.size() + std::abs(start);
    if (run.loss.steps() < range_settled || !(size > 0)) return std::nullopt;
    const double rise = level - range_.lowest();
    const int length = above_range_.update(rise > t_.divergence_factor * size, run.record.step);
    if (length < steps_in_a_row && !(rise > certain_factor * size)) return std::nullopt;
    Verdict verdict = too_large(above_range_);
    verdict.evidence = {{"loss", level}, {"start", start}, {"lowest", range_.lowest()}};
    verdict.message = "the loss rose from " + brief(range_.lowest()) + " to " + brief(level) +
                      ": the steps are too large";
    return verdict;
  }

  static Verdict too_large(const Streak& streak) {
    Verdict verdict;
    verdict.severity = Severity::error;
    verdict.first_step =
        std::max<std::int64_t>(streak.since() - static_cast<std::int64_t>(level_steps / 2), 0);
    return verdict;
  }

  Verdict far_above(double level, double start) const {
    Verdict verdict = too_large(streak_);
    verdict.evidence = {{"loss", level}, {"start", start}, {"factor", level / start}};
    verdict.message = "the loss rose to " + brief(level) + ", " + brief(level / start) +
                      (start > start_.level() ? " times that of a constant prediction"
                                              : " times that of the start") +
                      ": the steps are too large";
    return verdict;
  }

  /// The smallest of the medians of twenty steps within the last `steps`.
  static double lowest_since(const Window& losses, std::size_t steps) {
    double lowest = *losses.median(short_steps);
    for (std::size_t skip = comparison_interval; skip + short_steps <= steps;
         skip += comparison_interval)
      lowest = std::min(lowest, *losses.median(short_steps, skip));
    return lowest;
  }

  struct Lowest {
    std::int64_t step = 0;
    double loss = std::numeric_limits<double>::infinity();            // median of fifty steps
    double mean = 0;                                                  // of the same
    MeanLoss hundred = {std::numeric_limits<double>::infinity(), 0};  // the lowest of that many
  };

  std::optional<Verdict> climb_back(const RunView& run) {
    if (run.loss.steps() % static_cast<std::int64_t>(comparison_interval) != 0) return std::nullopt;
    const double baseline = run.loss.baseline();
    const auto far_above = [&](double lowest) {
      const double lost = t_.divergence_lost * baseline;
      return lowest < baseline - lost ? std::max(lowest + lost, doubled * lowest)
                                      : std::numeric_limits<double>::infinity();
    };
    auto verdict = climbed(run, lost_, t_.divergence_lost_steps, far_above);
    if (!verdict) {
      verdict = climbed(run, worse_, t_.divergence_worse_steps, [&](double lowest) {
        return std::max(far_above(lowest), t_.divergence_worse * baseline);
      });
    }
    if (!verdict) {
      verdict = climbed(run, lost_, t_.divergence_lost_steps, [&](double lowest) {
        return lowest < (1 - t_.nothing_learnt) * baseline
                   ? std::max(lowest + t_.learnt * baseline, t_.divergence_back * baseline)
                   : std::numeric_limits<double>::infinity();
      });
    }
    return verdict;
  }

  /// Whether the loss has been above `floor`, which goes by its lowest, in all of the last `steps`.
  /// By medians, and by the means of the same steps, which have to have risen by more than chance
  /// makes of them: where half of the batches have a sample that costs much, a median goes by
  /// whether it is a little more or less than half. `lowest`: up to where these steps begin.
  template <class Floor>
  std::optional<Verdict> climbed(const RunView& run, Lowest& lowest, std::int64_t steps,
                                 const Floor& floor) const {
    const auto length = static_cast<std::size_t>(steps);
    const Window& losses = run.loss.window();
    if (losses.size() < length + lowest_steps) return std::nullopt;
    const double before = *losses.median(lowest_steps, length);
    if (before < lowest.loss)
      lowest = {run.record.step - steps, before, *losses.mean(lowest_steps, length),
                lowest.hundred};
    const MeanLoss hundred = mean_loss(losses, mean_steps, length);
    if (hundred.value < lowest.hundred.value) lowest.hundred = hundred;
    const double since = lowest_since(losses, length);
    if (since < floor(lowest.loss)) return std::nullopt;
    const MeanLoss mean = mean_loss(losses, length);
    if (mean.value < floor(lowest.mean) || !is_above(mean, lowest.hundred, t_.divergence_noise))
      return std::nullopt;
    return climb(run, lowest, since);
  }

  static Verdict climb(const RunView& run, const Lowest& lowest, double since) {
    Verdict verdict;
    verdict.severity = Severity::warning;
    verdict.first_step = lowest.step;
    verdict.evidence = {{"loss", run.loss.level()},
                        {"lowest", lowest.loss},
                        {"lost", (since - lowest.loss) / run.loss.baseline()}};
    verdict.message = "the loss had come down to " + brief(lowest.loss) + " by step " +
                      std::to_string(lowest.step) + " and has climbed back to " +
                      brief(run.loss.level()) + ": the steps are too large for what was learnt";
    return verdict;
  }

  Thresholds t_;
  FirstLosses start_;
  bool stands_ = false;  // by the last probe
  Streak streak_, above_range_;
  LossRange range_;
  Lowest lost_, worse_;
  std::optional<Verdict> risen_;  // the error as it was told
  std::int64_t last_above_ = -1;  // the last step that showed it
  bool has_passed_ = false;
};

}  // namespace

std::unique_ptr<Rule> divergence(const Thresholds& thresholds) {
  return std::make_unique<Divergence>(thresholds);
}

}  // namespace plumb
