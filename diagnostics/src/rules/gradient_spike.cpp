#include <cmath>

#include "layer_norms.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "streak.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr std::size_t steps_before = 100;
constexpr std::size_t enough = 50;
constexpr double few = 3;                 // times the usual norm: what a clip lets through
constexpr double nearly_all = 0.98;       // of the losses before: what batches alone make of it
constexpr std::int64_t consequence = 10;  // steps within which a spike shows in the loss

/// Single steps with a gradient far above the usual. Without consequence for the loss that is an
/// observation: a hard batch in a network that has converged does it.
class GradientSpike final : public Rule {
 public:
  explicit GradientSpike(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "gradient-spike"; }

  std::optional<Verdict> observe(const RunView& run) override {
    const auto usual = run.norms.median(steps_before, 1);
    // One of inf is non-finite's: there is no telling how many times the usual it is, nor where.
    const bool spike = std::isfinite(run.record.norm) && run.norms.size() > enough && usual &&
                       *usual > 0 && run.record.norm > t_.spike_factor * *usual;
    if (spike) {
      ++count_;
      last_ = run.record.step;
      if (run.record.norm > largest_) {
        largest_ = run.record.norm;
        usual_at_largest_ = *usual;
        if (const Layer* layer = largest_gradient(run)) layer_ = layer->name;
      }
      if (first_ < 0) first_ = last_;
      if (jumped_.length() == 0) remember_loss(run);
    }
    if (last_ < 0) return std::nullopt;
    const bool hurt = has_hurt(run);
    if (!spike && !hurt) return std::nullopt;
    return verdict(run, hurt ? Severity::warning : Severity::info);
  }

 private:
  void remember_loss(const RunView& run) {
    spike_ = run.record.step;
    loss_before_ = usual_loss(run, steps_before, 1);
    highest_before_ = run.loss.window().quantile(nearly_all, steps_before, 1).value_or(0);
  }

  /// The loss left its course soon after a spike, and has not come back.
  bool has_hurt(const RunView& run) {
    const bool in_time = jumped_.length() > 0 || run.record.step <= spike_ + consequence;
    const bool jumped = in_time && loss_has_jumped(run, loss_before_, t_) &&
                        *run.loss.window().median(jump_steps) > highest_before_;
    return jumped_.update(jumped, run.record.step) >= t_.spike_harm_steps;
  }

  Verdict verdict(const RunView& run, Severity severity) const {
    Verdict verdict;
    verdict.severity = severity;
    verdict.layer = layer_;
    verdict.first_step = severity == Severity::info ? first_ : spike_;
    verdict.evidence = {{"norm", largest_},
                        {"usual_norm", usual_at_largest_},
                        {"spikes", static_cast<double>(count_)}};
    verdict.message = "the gradient norm of single steps reached " + brief(largest_) + ", " +
                      brief(largest_ / usual_at_largest_) + " times the usual";
    verdict.message += severity == Severity::info ? ", without lasting consequence for the loss"
                                                  : ", and the loss rose after it";
    verdict.remedies = {remedies::clip(std::min(remedies::clip_threshold, few * usual_at_largest_)),
                        remedies::skip_spikes(), remedies::roll_back(),
                        remedies::lower_rate(run.facts, 3)};
    return verdict;
  }

  Thresholds t_;
  std::int64_t first_ = -1, last_ = -1;
  std::int64_t spike_ = -1;  // after which the loss is watched
  Streak jumped_;
  std::int64_t count_ = 0;
  double largest_ = 0, usual_at_largest_ = 1, highest_before_ = 0;
  UsualLoss loss_before_;
  std::string layer_;
};

}  // namespace

std::unique_ptr<Rule> gradient_spike(const Thresholds& thresholds) {
  return std::make_unique<GradientSpike>(thresholds);
}

}  // namespace plumb
