#include <optional>

#include "remedies.hpp"
#include "rules.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// The loss over the training data goes on falling, that over data which the network is not trained
/// on rises: it learns the training data by heart. Learning itself is not impaired.
class Overfitting final : public Rule {
 public:
  explicit Overfitting(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "overfitting"; }

  std::optional<Verdict> observe(const RunView& /*run*/) override { return std::nullopt; }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& losses) override {
    if (!losses.validation || !run.loss.has_scale()) return std::nullopt;
    const Point now{run.record.step, losses.training.value_or(run.loss.level()),
                    *losses.validation};
    if (!best_ || now.validation < best_->validation) {
      best_ = now;
      since_best_ = 0;
      return std::nullopt;
    }
    ++since_best_;
    const double baseline = run.loss.baseline();
    const bool has_learnt = 1 - now.training / baseline > t_.learnt;
    const bool rises = now.validation - best_->validation > t_.overfitting_rise * baseline;
    if (since_best_ < 2 || !has_learnt || !rises || !(now.training < best_->training))
      return std::nullopt;
    return verdict(run, now);
  }

 private:
  /// Losses at an evaluation.
  struct Point {
    std::int64_t step = 0;
    double training = 0;
    double validation = 0;
  };

  Verdict verdict(const RunView& run, const Point& now) const {
    Verdict verdict;
    verdict.first_step = best_->step;
    verdict.restates = true;
    verdict.evidence = {{"lowest_validation_loss", best_->validation},
                        {"validation_loss", now.validation},
                        {"training_loss", now.training},
                        {"baseline_loss", run.loss.baseline()}};
    verdict.message = "the validation loss was lowest after step " + std::to_string(best_->step) +
                      ", " + brief(best_->validation) + ", and is " + brief(now.validation) +
                      " by now, while the training loss went from " + brief(best_->training) +
                      " to " + brief(now.training) +
                      ": what was learnt since holds for the training data alone";
    verdict.remedies = remedies::list({remedies::stop_after(best_->step + 1),
                                       remedies::dropout(run.facts), remedies::more_samples()});
    return verdict;
  }

  Thresholds t_;
  std::optional<Point> best_;  // of the lowest validation loss
  int since_best_ = 0;         // evaluations
};

}  // namespace

std::unique_ptr<Rule> overfitting(const Thresholds& thresholds) {
  return std::make_unique<Overfitting>(thresholds);
}

}  // namespace plumb
