#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>

#include "layer_view.hpp"
#include "loss_course.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "streak.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr std::size_t steps_before = 100;
constexpr std::size_t enough = 50;
constexpr double few = 3;  // times the usual norm: what a clip lets through
constexpr double nearly_all_steps = 0.995;
constexpr double nearly_all = 0.98;       // of the losses before: what batches alone make of it
constexpr std::int64_t consequence = 10;  // steps within which a spike shows in the loss

/// A step with a gradient far above the usual, and what the loss was before it.
struct Spike {
  std::int64_t step = -1;
  double norm = 0, norm_after = 0, usual = 1;  // norm_after: what a clip has let through
  std::string layer;
  UsualLoss before;
  double highest_before = 0;
};

/// Whether the loss is above all that batches alone had made of it, and many times what it was.
/// That can still be little: the rule asks for more before it warns.
bool is_above(const RunView& run, const Spike& spike, const Thresholds& thresholds) {
  const auto level = run.loss.window().median(jump_steps);
  if (!level || !(*level > spike.highest_before)) return false;
  return run.loss.has_scale() ? *level > thresholds.loss_jump * spike.before.level
                              : loss_has_jumped(run, spike.before, thresholds);
}

/// Whether a loss that may be negative has fallen by as much since, as one does that has no lowest
/// value.
bool has_run_down(const RunView& run, const Spike& spike, const Thresholds& thresholds) {
  const auto level = run.loss.window().median(jump_steps);
  return level && !run.loss.has_scale() &&
         spike.before.level - *level >
             thresholds.loss_jump * (std::abs(spike.before.level) + spike.before.spread);
}

/// What became of the loss after a spike, and those that followed it meanwhile: the largest one of
/// them is told of, unless the loss had risen before it.
class Aftermath {
 public:
  Aftermath(Spike spike, const Thresholds& thresholds)
      : t_(thresholds), spike_(std::move(spike)), last_spike_(spike_.step), step_(spike_.step) {}

  void another(const Spike& spike) {
    last_spike_ = spike.step;
    if (above_ > 0 || spike.norm <= spike_.norm) return;
    const Spike first = std::exchange(spike_, spike);
    spike_.before = first.before;
    spike_.highest_before = first.highest_before;
  }

  void observe(const RunView& run) {
    step_ = run.record.step;
    ++seen_;
    const bool in_time = above_ > 0 || step_ <= last_spike_ + consequence;
    if (in_time && is_above(run, spike_, t_)) {
      ++above_;
      last_above_ = step_;
      share_ = static_cast<double>(above_) / static_cast<double>(seen_);
    }
  }

  /// Nothing more is to be expected of it.
  bool is_over() const {
    return step_ >= last_spike_ + t_.spike_harm_steps && step_ > last_above_ + consequence;
  }

  /// Steps for which it lasted, 0 where it had no lasting consequence.
  std::int64_t lasted() const {
    const std::int64_t steps = above_ > 0 ? last_above_ - spike_.step : 0;
    return steps >= t_.spike_harm_steps ? steps : 0;
  }

  std::string text(const RunView& run) const {
    const std::int64_t steps = step_ - spike_.step;
    const std::string since = std::to_string(steps) + (steps == 1 ? " step" : " steps");
    if (lasted() > 0)
      return std::string(", and ") +
             (share_ < nearly_all_steps ? "in " + percent_text(share_) + " of the " : "in the ") +
             std::to_string(lasted()) + " steps after it the loss was far above the " +
             brief(spike_.before.level) + " before it";
    if (above_ > 0)
      return ", and the loss, " + brief(spike_.before.level) + " before it, is " +
             brief(*run.loss.window().median(jump_steps)) + " after " + since;
    if (steps < static_cast<std::int64_t>(jump_steps))
      return "; what becomes of the loss is not known after " + since;
    return ", so far, in " + since + ", without consequence for the loss";
  }

  const Spike& spike() const { return spike_; }

 private:
  Thresholds t_;
  Spike spike_;
  std::int64_t last_spike_, step_;
  std::int64_t last_above_ = -1;
  int seen_ = 0, above_ = 0;  // steps
  double share_ = 0;
};

/// Single steps with a gradient far above the usual. Without consequence for the loss that is an
/// observation: a hard batch in a network that has converged does it.
class GradientSpike final : public Rule {
 public:
  explicit GradientSpike(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "gradient-spike"; }

  std::optional<Verdict> observe(const RunView& run) override {
    const auto usual = run.norms.median(steps_before, 1);
    // One of inf is non-finite's: there is no telling how many times the usual it is, nor where.
    const bool is_spike = std::isfinite(run.record.norm) && run.norms.size() > enough && usual &&
                          *usual > 0 && run.record.norm > t_.spike_factor * *usual;
    if (is_spike) take(spike_of(run, *usual));
    if (count_ == 0) return std::nullopt;
    if (has_hurt(run)) {
      warned_ = true;
      return warning(run);
    }
    if (warned_) return is_spike ? std::optional(warning(run)) : std::nullopt;
    return observation(run);
  }

 private:
  static Spike spike_of(const RunView& run, double usual) {
    const Layer* layer = largest_gradient(run);
    return {run.record.step,
            run.record.norm,
            run.record.norm_after,
            usual,
            layer == nullptr ? std::string() : layer->name,
            usual_loss(run, steps_before, 1),
            run.loss.window().quantile(nearly_all, steps_before, 1).value_or(0)};
  }

  void take(const Spike& spike) {
    if (count_++ == 0) first_ = spike.step;
    last_ = spike.step;
    if (spike.norm > largest_.norm) largest_ = spike;
    if (jumped_.length() == 0) watched_ = spike;
    if (open_)
      open_->another(spike);
    else
      open_.emplace(spike, t_);
  }

  /// The loss left its course soon after a spike, and has not come back.
  bool has_hurt(const RunView& run) {
    const bool in_time = jumped_.length() > 0 || run.record.step <= watched_.step + consequence;
    const bool jumped = in_time && loss_has_jumped(run, watched_.before, t_) &&
                        *run.loss.window().median(jump_steps) > watched_.highest_before;
    return jumped_.update(jumped, run.record.step) >= t_.spike_harm_steps;
  }

  /// Not of a step that a clip, of whatever kind, has brought down to what it would let through.
  static std::optional<Remedy> clip(const RunFacts& facts, const Spike& spike) {
    const double threshold = few * spike.usual;
    if (spike.norm_after <= threshold && spike.norm_after < spike.norm) return std::nullopt;
    return remedies::clip(facts, std::min(remedies::clip_threshold, threshold));
  }

  Verdict verdict(const RunView& run, const Spike& spike) const {
    Verdict verdict;
    verdict.layer = spike.layer;
    verdict.evidence = {
        {"norm", spike.norm}, {"usual_norm", spike.usual}, {"spikes", static_cast<double>(count_)}};
    verdict.message = "the gradient norm reached " + brief(spike.norm) + " in step " +
                      std::to_string(spike.step) + ", " + brief(spike.norm / spike.usual) +
                      " times the usual";
    if (count_ > 1) verdict.message += " (" + std::to_string(count_) + " such steps in all)";
    verdict.remedies = remedies::list({clip(run.facts, spike), remedies::skip_spikes(),
                                       remedies::roll_back(), remedies::lower_rate(run.facts, 3)});
    return verdict;
  }

  Verdict warning(const RunView& run) const {
    Verdict verdict = this->verdict(run, watched_);
    verdict.severity = Severity::warning;
    verdict.first_step = watched_.step;
    verdict.message += ", and the loss rose after it";
    return verdict;
  }

  /// As long as nobody knows what comes of the last one, said anew in every step; then every ten.
  std::optional<Verdict> observation(const RunView& run) {
    if (!open_) return std::nullopt;
    open_->observe(run);
    const bool over = open_->is_over();
    if (!over && run.record.step > last_ + t_.spike_harm_steps && run.record.step % 10 != 0)
      return std::nullopt;
    if (open_->lasted() > (lasting_ ? lasting_->lasted() : 0)) lasting_ = open_;
    const Spike& told = lasting_ ? lasting_->spike() : over ? largest_ : open_->spike();
    Verdict verdict = this->verdict(run, told);
    verdict.first_step = first_;
    verdict.last_step = last_;
    verdict.restates = true;
    if (!lasting_ && has_run_down(run, told, t_))
      verdict.message += ", while the loss fell from " + brief(told.before.level) + " to " +
                         brief(*run.loss.window().median(jump_steps));
    else
      verdict.message += lasting_ ? lasting_->text(run)
                         : over   ? ", without lasting consequence for the loss"
                                  : open_->text(run);
    if (over) open_.reset();
    return verdict;
  }

  Thresholds t_;
  Spike watched_;  // after which the loss is watched
  Streak jumped_;
  std::int64_t first_ = -1, last_ = -1;
  std::int64_t count_ = 0;
  Spike largest_;
  std::optional<Aftermath> open_, lasting_;  // of the last spikes; the one that lasted longest
  bool warned_ = false;
};

}  // namespace

std::unique_ptr<Rule> gradient_spike(const Thresholds& thresholds) {
  return std::make_unique<GradientSpike>(thresholds);
}

}  // namespace plumb
