#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "remedies.hpp"
#include "rules.hpp"
#include "settings.hpp"
#include "streak.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr std::size_t mode_gap_losses = 100;
constexpr double as_if_untrained = 0.9;  // of what was learnt, not there in evaluation mode

/// What evaluation mode makes of a network that has learnt something.
struct ModeGap {
  double training = 0;   // loss in training mode
  double evaluated = 0;  // on the same data
  double lost = 0;       // share of what the loss had come down by
};

/// What of the network does something else in evaluation mode. A loop of the library does not say:
/// the first is by far the more frequent then.
struct ModeDependence {
  ModeDependence(const RunView& run, const Thresholds& thresholds)
      : is_known(!setting_of(run.facts, "norm").empty()),
        on_batch_norm(!is_known || setting_of(run.facts, "norm") == "batch"),
        on_dropout(number_setting(run.facts, "dropout") > 0),
        left_of_the_start(left_after(run.record.step + 1, run)),
        left_at_the_end(run.facts.planned_steps ? left_after(*run.facts.planned_steps, run) : 0),
        lags_behind(left_of_the_start >= thresholds.lagging_statistics),
        will_lag_behind(left_at_the_end >= thresholds.lagging_statistics) {}

  bool is_known, on_batch_norm, on_dropout;
  double left_of_the_start, left_at_the_end;  // shares of the running statistics; 0: not known
  bool lags_behind, will_lag_behind;

 private:
  double left_after(std::int64_t steps, const RunView& run) const {
    if (!is_known || !on_batch_norm) return 0;
    return std::pow(number_setting(run.facts, "norm-momentum"), static_cast<double>(steps));
  }
};

/// Why, as the end of a sentence. With both, the statistics are those of a network whose units
/// were left out (Li et al. 2019, "Understanding the disharmony between dropout and batch
/// normalization by variance shift").
std::string reason(const ModeDependence& depends) {
  if (!depends.is_known)
    return "something in the network depends on the mode, most often batch normalization, whose "
           "running statistics are not those of its batches";
  if (depends.on_batch_norm && depends.on_dropout)
    return "batch normalization then goes by running statistics, which were gathered while dropout "
           "left out units";
  if (depends.lags_behind)
    return "batch normalization then goes by running statistics, of which " +
           percent_text(depends.left_of_the_start) + " are still those of the start" +
           (depends.left_at_the_end > 0 && depends.left_at_the_end < depends.left_of_the_start
                ? ", and " + percent_text(depends.left_at_the_end) + " will be when the run ends"
                : std::string());
  if (depends.on_batch_norm)
    return "batch normalization then goes by running statistics, which are not those of its "
           "batches";
  return "dropout then leaves out nothing, and the network has learnt what it does with the units "
         "that dropout leaves it";
}

std::vector<Remedy> advice(const ModeDependence& depends, const RunFacts& facts) {
  std::vector<Remedy> all;
  if (depends.on_dropout) all.push_back(remedies::less_dropout(facts));
  if (!depends.on_batch_norm) return all;
  const std::optional<Remedy> standardize = remedies::standardize(facts);
  const std::optional<Remedy> faster = remedies::faster_statistics(facts);
  for (auto& remedy : remedies::list(
           {depends.lags_behind ? faster : standardize, depends.lags_behind ? standardize : faster,
            remedies::layer_norm(), remedies::larger_batch(facts), remedies::fresh_statistics()}))
    all.push_back(std::move(remedy));
  return all;
}

/// Nothing where it has not learnt yet, and of evaluations and losses that cannot be compared.
std::optional<ModeGap> mode_gap(const RunView& run, const EvaluationLosses& losses,
                                const Thresholds& thresholds) {
  const ModeDependence depends(run, thresholds);
  if (!losses.training || !run.loss.has_scale()) return std::nullopt;
  if (!depends.on_batch_norm && !depends.on_dropout) return std::nullopt;
  const double baseline = run.loss.baseline();
  // One that rises, as of a network that is lost again, is no gap between the modes.
  const double training =
      std::max(run.loss.window().mean(mode_gap_losses).value_or(baseline), run.loss.level());
  if (!(1 - training / baseline > thresholds.learnt)) return std::nullopt;
  return ModeGap{training, *losses.training, (*losses.training - training) / (baseline - training)};
}

/// The network learns, and what it has learnt is gone when it is evaluated: its running statistics
/// are not those of the batches that it was trained by, or dropout made it another network.
class EvaluationMode final : public Rule {
 public:
  explicit EvaluationMode(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "evaluation-mode"; }
  bool always_finishes() const override { return true; }  // steps do not show what it finds

  std::optional<Verdict> observe(const RunView& /*run*/) override { return std::nullopt; }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& losses) override {
    ++evaluations_;
    last_ = mode_gap(run, losses, t_);
    const ModeDependence depends(run, t_);
    const bool is_wide =
        last_ && !(last_->lost < (depends.lags_behind ? t_.lagging_gap : t_.mode_gap));
    const int length = streak_.update(is_wide, run.record.step);
    if (length == 0) return std::nullopt;
    const bool lasts = run.record.step - streak_.since() >= t_.mode_gap_steps;
    return lasts || (length > 1 && depends.will_lag_behind) ? std::optional(verdict(run))
                                                            : std::nullopt;
  }

  std::optional<Verdict> finish(const RunView& run) override {
    const ModeDependence depends(run, t_);
    const bool is_certain = streak_.length() > 1 || evaluations_ == 1 || depends.lags_behind;
    if (streak_.length() == 0 || !is_certain) return std::nullopt;
    Verdict verdict = this->verdict(run);
    if (!depends.on_batch_norm) return verdict;
    const bool are_there_soon = run.record.step < t_.mode_gap_steps && !depends.lags_behind;
    verdict.remedies.insert(are_there_soon ? verdict.remedies.begin() : verdict.remedies.end(),
                            remedies::train_on());
    return verdict;
  }

 private:
  Verdict verdict(const RunView& run) const {
    const ModeDependence depends(run, t_);
    const double baseline = run.loss.baseline();
    Verdict verdict;
    verdict.severity = last_->lost < as_if_untrained ? Severity::warning : Severity::error;
    verdict.first_step = streak_.since();
    verdict.restates = true;
    verdict.evidence = {{"training_mode_loss", last_->training},
                        {"evaluation_mode_loss", last_->evaluated},
                        {"baseline_loss", baseline},
                        {"lost", last_->lost}};
    verdict.message = "in training mode the loss is " + brief(last_->training) +
                      ", in evaluation mode, on the same data, " + brief(last_->evaluated) + " (" +
                      (run.facts.baseline_loss ? "a constant prediction has " : "it began at ") +
                      brief(baseline) + "): " + reason(depends);
    verdict.remedies = advice(depends, run.facts);
    return verdict;
  }

  Thresholds t_;
  std::optional<ModeGap> last_;
  Streak streak_;
  int evaluations_ = 0;
};

}  // namespace

std::unique_ptr<Rule> evaluation_mode(const Thresholds& thresholds) {
  return std::make_unique<EvaluationMode>(thresholds);
}

}  // namespace plumb
