#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "largest_update.hpp"
#include "layer_view.hpp"
#include "loss_course.hpp"
#include "overflow.hpp"
#include "promised_decrease.hpp"
#include "recurrent_remedies.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr std::size_t recent_steps = 5;   // steps: one batch alone is a spike
constexpr std::size_t usual_steps = 100;  // steps that the loss is compared with
constexpr std::size_t known_steps = 10;   // steps in which an explosion under way shows itself
constexpr std::int64_t start_steps = 20;  // steps before the largest norm so far means something
constexpr double uneven = 100;            // of sensitivities: some layer has so much less

/// The gradient grows beyond all it was, and takes the loss with it; or it is huge from the start,
/// or after the first steps; or it is so large in the first one that it foretells that.
class ExplodingGradient final : public Rule {
 public:
  explicit ExplodingGradient(const Thresholds& thresholds)
      : t_(thresholds), promised_(thresholds) {}

  std::string_view name() const override { return "exploding-gradient"; }

  bool sees_non_finite() const override { return true; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (!std::isfinite(run.record.loss) || !std::isfinite(run.record.norm)) {
      if (auto huge = told(std::exchange(awaits_losses_, {}))) return huge;
      auto overflown = overflow(run);
      if (overflown) return standing(*std::move(overflown));
      return std::nullopt;
    }
    auto huge = with_a_scale(run, from_the_start(run));
    largest_update_.observe(run);  // what this gradient makes of the weights comes after it
    auto promised = promised_.observe(run);
    if (huge) return remembered(*std::move(huge), run);
    if (promised) return promised;
    if (auto verdict = disproved(run)) return verdict;
    const auto norm = run.norms.median(recent_steps);
    if (!norm) return std::nullopt;
    const bool over =
        steps_++ >= start_steps && largest_ > 0 && *norm > t_.explosion_factor * largest_;
    if (!over && *norm <= largest_) return std::nullopt;
    const bool jumped = run.loss.window().size() > recent_steps &&
                        loss_has_jumped(run, usual_loss(run, usual_steps, recent_steps), t_);
    if (over && jumped) return standing(grown(run, *norm));
    // The median lags by two steps: the growth under way does not raise its own bar at once.
    if (!jumped) largest_ = std::max(largest_, *norm);
    return std::nullopt;
  }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& /*losses*/) override {
    return promised_.at_an_evaluation(run);
  }

  bool always_finishes() const override { return promised_.is_suspected(); }

  std::optional<Verdict> finish(const RunView& run) override {
    if (auto huge = told(std::exchange(awaits_losses_, {}))) return huge;
    return promised_.at_the_end(run);
  }

 private:
  /// What is huge in the first steps, with what follows from it until the network has learnt.
  static std::optional<Verdict> told(std::optional<Verdict> huge) {
    if (huge) huge->message += ", so that no step of useful size stays where the gradient holds";
    return huge;
  }

  std::optional<Verdict> remembered(Verdict huge, const RunView& run) {
    promised_.give_way();
    if (!huge_ || huge.severity > huge_->severity) huge_ = huge;
    last_huge_ = run.record.step;
    return told(std::move(huge));
  }

  /// What was huge in the first steps, of a network that has learnt much since: it has taken steps
  /// of a useful size. Told once.
  std::optional<Verdict> disproved(const RunView& run) {
    if (!huge_ || is_disproved_ || !has_learnt_all_the_same(run)) return std::nullopt;
    is_disproved_ = true;
    Verdict verdict = *huge_;
    verdict.restates = true;
    verdict.last_step = last_huge_;
    verdict.evidence.emplace_back("loss_since", run.loss.level());
    verdict.message += ", and yet the loss has come down to " + brief(run.loss.level()) +
                       " by step " + std::to_string(run.record.step);
    return verdict;
  }

  /// By no fewer losses than a level has.
  bool has_learnt_all_the_same(const RunView& run) const {
    return run.loss.steps() >= start_steps && run.loss.has_scale() &&
           run.loss.best_learnt() > t_.exploding_learnt;
  }

  /// An explosion after that is what the finding is about.
  Verdict standing(Verdict verdict) {
    promised_.give_way();
    verdict.restates = std::exchange(is_disproved_, false);
    huge_.reset();
    return verdict;
  }

  /// Where no baseline is told, the first loss stands in for it. One that is 0 but for rounding, as
  /// a policy's, gives itself away by the next ones, some of which are below 0.
  std::optional<Verdict> with_a_scale(const RunView& run, std::optional<Verdict> huge) {
    if (run.facts.baseline_loss) return huge;
    if (huge && !awaits_losses_) awaits_losses_ = std::move(huge);
    if (!run.loss.has_scale()) awaits_losses_.reset();
    if (run.loss.steps() < static_cast<std::int64_t>(recent_steps)) return std::nullopt;
    return std::exchange(awaits_losses_, {});
  }

  /// Without a baseline a loss that is next to nothing, of a network that has converged, makes
  /// every gradient look huge; one that grows on its way back is usual in some layer.
  static bool may_be_the_loss(const RunView& run, const std::vector<LayerSensitivity>& all,
                              double worst) {
    return !run.facts.baseline_loss && std::none_of(all.begin(), all.end(), [&](const auto& s) {
      return s.value > 0 && worst > uneven * s.value;
    });
  }

  /// Whether the step's trace, or its probe of the batch, shows something else to have produced it.
  static bool is_elsewhere(const RunView& run, bool overflows) {
    using Pass = NonFiniteOrigin::Pass;
    if (!run.record.origin) {
      const ActivationProbe* input = probe_of(run, input_tap);
      return input != nullptr && input->non_finite > 0;
    }
    const Pass pass = run.record.origin->pass;
    if (pass == Pass::weight)
      return run.record.step == 0;              // what has not been trained has not grown
    if (pass == Pass::loss) return !overflows;  // of outputs that huge it is no fault of the loss
    return pass != Pass::forward && pass != Pass::unknown;
  }

  /// Within the first steps, or after growth, inf and NaN are where an explosion ends. Once: later
  /// steps have no more to say.
  std::optional<Verdict> overflow(const RunView& run) {
    if (overflowed_ || run.record.skipped) return std::nullopt;
    overflowed_ = true;
    // An operation without a slope, or a batch that had it, is no explosion.
    const bool grew = largest_ > 0 && run.norms.quantile(1, recent_steps).value_or(0) >
                                          t_.explosion_factor * largest_;
    const bool is_told =
        run.record.origin && run.record.origin->pass != NonFiniteOrigin::Pass::loss;
    const auto seen = is_told ? std::nullopt : overflow_of(run);
    if (is_elsewhere(run, seen.has_value()) || (!seen && is_out_of_nothing(run)) ||
        (run.record.step >= start_steps && !grew))
      return std::nullopt;
    Verdict verdict;
    verdict.severity = Severity::error;
    verdict.first_step = run.record.step;
    if (run.record.origin) verdict.layer = run.record.origin->layer;
    if (seen) verdict.layer = seen->layer;
    verdict.evidence = {{"norm", run.record.norm}, {"loss", run.record.loss}};
    if (seen) verdict.evidence.emplace_back("size", seen->size);
    verdict.message =
        "values grew beyond what a float holds in step " + std::to_string(run.record.step);
    if (run.record.step > 0 && was_large()) {
      verdict.evidence.emplace_back("update_ratio", largest_update_.ratio());
      verdict.message += ": one step had changed half of the layers by at least " +
                         weights_text(largest_update_.ratio());
      verdict.remedies =
          remedies::list({remedies::rate_for_update(run.facts, largest_update_.ratio()),
                          remedies::clip(run.facts), remedies::batch_norm()});
    } else {
      verdict.message += run.record.step >= start_steps ? ", after the gradient had grown"
                         : seen && seen->layer == input_tap
                             ? ": the inputs are of size " + brief(seen->size)
                             : ": with these weights the first steps explode";
      // No step has led to what the first pass overflows in.
      const bool by_steps = run.record.step > 0;
      verdict.remedies =
          remedies::list({remedies::bypass_normalization(run.facts), for_explosion(run.facts),
                          remedies::fitting_weights(run.facts), remedies::batch_norm(),
                          by_steps ? remedies::clip(run.facts) : std::nullopt,
                          by_steps ? remedies::lower_rate(run.facts) : std::nullopt});
      if (seen && seen->layer == input_tap) verdict.remedies = remedies::fit_inputs(run);
    }
    return verdict;
  }

  /// Neither saturation nor a missing activation is what explodes: another one only where the one
  /// at hand is known.
  static Remedy for_explosion(const RunFacts& facts) {
    return facts.activation.empty() || facts.activation == "identity"
               ? remedies::fitting_weights(facts)
               : remedies::activation(facts);
  }

  /// When neither norm nor loss had grown, nor a step was large, nor the first promised more than
  /// the loss: an operation or a batch may have made it, or a loss scale. That takes a few steps to
  /// tell, but for what no trace explains and no overflow leaves: NaN, a loss alone, or a first
  /// loss.
  bool is_out_of_nothing(const RunView& run) const {
    if (was_large() || has_grown(run, t_) || promised_.is_suspected()) return false;
    const auto& record = run.record;
    // A loss that overflows has an inf or a huge gradient.
    const bool is_loss_alone = !std::isfinite(record.loss) && std::isfinite(record.norm);
    const bool is_first = run.loss.window().size() == 0;
    const bool needs_evidence =
        !record.origin &&
        (is_first || is_loss_alone || std::isnan(record.loss) || std::isnan(record.norm));
    return needs_evidence || run.norms.size() >= known_steps;
  }

  std::optional<Verdict> from_the_start(const RunView& run) {
    if (!run.probed() || run.record.step > start_steps || has_learnt_all_the_same(run))
      return std::nullopt;
    const bool is_first = std::exchange(first_probe_, false);
    const double scale = run.loss.level() / std::max(run.loss.level(), run.loss.baseline());
    const LayerSensitivity* worst = nullptr;
    double excess = 1;
    const auto all = sensitivities(run);
    for (const auto& s : all) {
      const double of_limit = s.value * scale / limit(run, *s.layer, is_first);
      if (of_limit > excess) {
        worst = &s;
        excess = of_limit;
      }
    }
    if (worst == nullptr || may_be_the_loss(run, all, worst->value)) return std::nullopt;
    Verdict verdict;
    const bool is_huge = worst->value * scale > t_.exploding_sensitivity;
    verdict.severity = is_huge ? Severity::error : Severity::warning;
    verdict.layer = worst->layer->name;
    verdict.first_step = run.record.step;
    verdict.evidence = {{"sensitivity", worst->value},
                        {"norm", run.record.norm},
                        {"threshold", limit(run, *worst->layer, is_first)}};
    verdict.message = (is_huge ? cause_of_huge(run, is_first)
                               : "the gradient grows on its way back through the recurrence") +
                      ": changing " + worst->layer->name + " by 1 % changes the loss by " +
                      brief(0.01 * worst->value) + " times its value";
    verdict.remedies = remedies::list({is_first ? std::nullopt : smaller_steps(run.facts),
                                       remedies::bypass_normalization(run.facts),
                                       remedies::fitting_weights(run.facts), remedies::batch_norm(),
                                       for_explosion(run.facts), remedies::clip(run.facts)});
    if (!is_first && was_large())
      verdict.evidence.emplace_back("update_ratio", largest_update_.ratio());
    return verdict;
  }

  /// A recurrent weight takes part once a step of the sequence: a gradient that grows there shows
  /// in it long before it is huge.
  double limit(const RunView& run, const Layer& layer, bool is_first) const {
    const bool grows_freely = is_first && run.facts.clip.kind == Clip::Kind::none &&
                              is_recurrent(run.facts.parameters[layer.parameter]);
    return grows_freely ? t_.exploding_recurrence : t_.exploding_sensitivity;
  }

  std::optional<Remedy> smaller_steps(const RunFacts& facts) const {
    return was_large() ? remedies::rate_for_update(facts, largest_update_.ratio())
                       : remedies::lower_rate(facts);
  }

  /// By the probes before: some step was as large as no step should be.
  bool was_large() const { return largest_update_.ratio() > t_.update_ratio_high; }

  std::string cause_of_huge(const RunView& run, bool is_first) const {
    if (is_first) return "the gradient is huge from the start";
    std::string text =
        "the gradient, usual at the start, is huge by step " + std::to_string(run.record.step);
    if (was_large())
      text += ", after one step had changed half of the layers by at least " +
              weights_text(largest_update_.ratio());
    return text;
  }

  Verdict grown(const RunView& run, double norm) const {
    Verdict verdict;
    verdict.severity = Severity::error;
    verdict.first_step =
        std::max<std::int64_t>(run.record.step - static_cast<std::int64_t>(recent_steps / 2), 0);
    if (const Layer* layer = largest_gradient(run)) verdict.layer = layer->name;
    verdict.evidence = {{"norm", norm},
                        {"largest_before", largest_},
                        {"factor", norm / largest_},
                        {"loss", run.record.loss}};
    verdict.message = "the gradient norm rose to " + brief(norm) + ", " + brief(norm / largest_) +
                      " times the largest before, and the loss to " + brief(run.record.loss);
    verdict.remedies = remedies::list({remedies::clip(run.facts), remedies::roll_back(),
                                       remedies::lower_rate(run.facts), remedies::batch_norm()});
    return verdict;
  }

  Thresholds t_;
  PromisedDecrease promised_;
  double largest_ = 0;
  LargestUpdate largest_update_;
  std::int64_t steps_ = 0;
  bool overflowed_ = false;
  bool first_probe_ = true;
  std::optional<Verdict> huge_;  // in the first steps, without what follows from it
  std::int64_t last_huge_ = -1;  // the last step that showed it
  bool is_disproved_ = false;
  std::optional<Verdict> awaits_losses_;  // that show whether the first one is a scale
};

}  // namespace

std::unique_ptr<Rule> exploding_gradient(const Thresholds& thresholds) {
  return std::make_unique<ExplodingGradient>(thresholds);
}

}  // namespace plumb
