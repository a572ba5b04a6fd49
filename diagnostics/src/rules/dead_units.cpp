#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "largest_update.hpp"
#include "layer_view.hpp"
#include "loss_course.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "shortfall.hpp"
#include "streak.hpp"
#include "taps.hpp"
#include "text.hpp"
#include "unreachable_targets.hpp"

namespace plumb {
namespace {

constexpr double many_zeros = 0.1;
constexpr double rounding = 1e-6;      // of floats: a spread below that is none
constexpr int dead_probes = 2;         // one batch alone may miss every unit
constexpr std::int64_t settled = 100;  // steps: by then ten probes have looked at single units

/// Units that are 0 for every sample pass no gradient: where a whole layer is, learning ends.
class DeadUnits final : public Rule {
 public:
  explicit DeadUnits(const Thresholds& thresholds) : t_(thresholds), largest_update_(thresholds) {}

  std::string_view name() const override { return "dead-units"; }

  bool sees_non_finite() const override { return true; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (auto outputs = unreachable_targets(run, t_, /*by_relu=*/true)) return is_cut(*outputs);
    const auto outputs = no_output(run);
    if (run.record.activations.empty())
      return outputs ? std::optional(is_cut(*outputs)) : std::nullopt;
    largest_update_.observe(run);
    const auto dead = all_zero_tap(run, t_.dead_share);
    const bool cut = dead && some_gradient_is_zero(run);
    if (streak_.update(cut, run.record.step) >= dead_probes) {
      const bool learns = run.loss.learnt() > t_.learnt;
      return is_cut(whole_layer(run, *dead, learns ? Severity::warning : Severity::error));
    }
    if (outputs) return is_cut(*outputs);
    // Of inputs that are all alike every unit is as it is for one of them.
    if (spread_of_alike_inputs(run, rounding)) return std::nullopt;
    if (const auto narrow = single_unit(run))
      return few_left(run, bottleneck(run, *narrow), t_.bottleneck_learnt);
    partial_ = partial(run);
    if (!partial_) return std::nullopt;
    return few_left(run, with_consequence(run, *partial_), t_.nothing_learnt);
  }

  std::optional<Verdict> finish(const RunView& run) override {
    const auto behind = shortfall(run, t_);
    if (!partial_ || !behind) return std::nullopt;
    Verdict verdict = *partial_;
    verdict.severity = Severity::warning;
    verdict.message += "; by the end of the run " + shortfall_text(run, *behind);
    return verdict;
  }

 private:
  /// Of what nothing that is learnt disproves.
  Verdict is_cut(Verdict verdict) {
    is_cut_ = true;
    return verdict;
  }

  /// Of units of which a few may do: a warning until it shows that they do.
  Verdict few_left(const RunView& run, Verdict verdict, double enough) {
    if (verdict.severity == Severity::warning) enough_ = std::max(enough_.value_or(0), enough);
    verdict.disproved = enough_ && !is_cut_ && verdict.severity == Severity::info &&
                        run.loss.best_learnt() > *enough_ && has_learnt_after_all(run, t_);
    return verdict;
  }

  /// Many of what class probabilities are made from are 0 behind a ReLU, or as many as make the
  /// loss infinite: of such a step there may be no probe.
  static std::optional<Verdict> no_output(const RunView& run) {
    if (run.facts.loss != "cross-entropy" || !predicts_by_relu(run)) return std::nullopt;
    const auto& origin = run.record.origin;
    const bool is_infinite = origin && origin->pass == NonFiniteOrigin::Pass::loss;
    const ActivationProbe* probe = probe_of(run, prediction_tap);
    const double bearable = is_infinite ? 0 : many_zeros;
    if (!(probe != nullptr ? probe->zeros > bearable : is_infinite)) return std::nullopt;
    Verdict verdict;
    verdict.severity = Severity::error;
    verdict.layer = prediction_tap;
    verdict.first_step = run.record.step;
    if (probe != nullptr) verdict.evidence = {{"zeros", probe->zeros}};
    verdict.message =
        (probe != nullptr ? percent_text(probe->zeros) : std::string("some")) +
        " of the network's outputs are 0: the ReLU behind them lets no gradient pass, "
        "and the logarithm of a probability of 0 is not finite";
    verdict.remedies =
        remedies::list({remedies::no_output_activation(), remedies::lower_rate(run.facts)});
    return verdict;
  }

  /// A dead block that a residual connection bypasses leaves the gradient of others alone.
  static bool some_gradient_is_zero(const RunView& run) {
    return std::any_of(run.layers.begin(), run.layers.end(), [&](const Layer& layer) {
      return run.record.norms[layer.parameter] == 0.0;
    });
  }

  Verdict whole_layer(const RunView& run, std::size_t tap, Severity severity) const {
    Verdict verdict;
    verdict.severity = severity;
    verdict.layer = run.taps[tap].name;
    verdict.first_step = streak_.since();
    verdict.evidence = {{"zeros", run.activation(tap)->zeros},
                        {"inactive", run.activation(tap)->inactive}};
    verdict.message = "every unit of " + run.taps[tap].name +
                      " is 0 for every sample: no gradient passes, and the layers before it stay "
                      "as they are";
    verdict.remedies =
        remedies::list({remedies::lower_rate(run.facts), remedies::lower_momentum(run.facts),
                        remedies::living_activation(run.facts), remedies::batch_norm(),
                        remedies::fitting_weights(run.facts)});
    if (streak_.since() == 0) verdict.remedies = against_a_dead_start(run);
    if (const auto only = remedies::only_remedy(run, t_.collapsed_spread))
      verdict.remedies = {*only};
    return verdict;
  }

  /// No step has killed what was dead before the first.
  static std::vector<Remedy> against_a_dead_start(const RunView& run) {
    return remedies::list({remedies::living_weights(run.facts),
                           remedies::living_activation(run.facts), remedies::batch_norm(),
                           remedies::lower_rate(run.facts)});
  }

  /// Of the layer that a tap is called after; 0 where there is none, or its shape is not known.
  static std::int64_t units_at(const RunView& run, const TapInfo& tap) {
    const Layer* layer = layer_of(run, tap.name);
    return layer == nullptr ? 0 : units_of(run, *layer);
  }

  /// The first ReLU layer of several units of which one alone is left.
  static std::optional<std::size_t> single_unit(const RunView& run) {
    if (run.loss.steps() <= settled) return std::nullopt;
    for (std::size_t i = 0; i < run.taps.size(); ++i) {
      const ActivationProbe* probe = run.activation(i);
      if (probe == nullptr || run.taps[i].kind != ActivationKind::relu) continue;
      const std::int64_t units = units_at(run, run.taps[i]);
      if (units > 1 && std::lround((1 - probe->inactive) * static_cast<double>(units)) == 1)
        return i;
    }
    return std::nullopt;
  }

  /// Whatever comes after a single unit is a function of one number. That can be enough, and shows
  /// in the loss where it is not.
  Verdict bottleneck(const RunView& run, std::size_t tap) const {
    const bool suffices = run.loss.best_learnt() > t_.bottleneck_learnt;
    const std::int64_t units = units_at(run, run.taps[tap]);
    Verdict verdict;
    verdict.severity = suffices ? Severity::info : Severity::warning;
    verdict.layer = run.taps[tap].name;
    verdict.first_step = run.record.step;
    verdict.evidence = {{"live_units", 1},
                        {"units", static_cast<double>(units)},
                        {"learnt", run.loss.best_learnt()}};
    verdict.message = "one unit of the " + std::to_string(units) + " of " + run.taps[tap].name +
                      " is left, the others are 0 for every sample: the layers behind it see one "
                      "number a sample";
    const auto against_a_step = largest_update_.lower_rate(run.facts);
    verdict.remedies = remedies::list(
        {against_a_step, remedies::living_activation(run.facts), remedies::batch_norm(),
         against_a_step ? std::nullopt : remedies::lower_rate(run.facts)});
    if (against_a_step) {
      largest_update_.add_evidence(verdict);
      verdict.message += "; " + largest_update_.text();
    }
    return verdict;
  }

  /// The layer with most units that are dead now.
  std::optional<Verdict> partial(const RunView& run) const {
    std::optional<std::size_t> worst;
    for (std::size_t i = 0; i < run.taps.size(); ++i) {
      const ActivationProbe* probe = run.activation(i);
      if (probe == nullptr || run.taps[i].kind != ActivationKind::relu) continue;
      if (!worst || probe->inactive > run.activation(*worst)->inactive) worst = i;
    }
    if (run.loss.steps() <= settled || !worst ||
        run.activation(*worst)->inactive < t_.dead_share_info)
      return std::nullopt;
    Verdict verdict;
    verdict.layer = run.taps[*worst].name;
    verdict.first_step = run.record.step;
    verdict.evidence = {{"inactive", run.activation(*worst)->inactive}};
    verdict.message = percent_text(run.activation(*worst)->inactive) + " of the units of " +
                      run.taps[*worst].name + " were 0 for every sample of the last probes";
    verdict.remedies =
        remedies::list({remedies::living_activation(run.facts), remedies::lower_rate(run.facts)});
    return verdict;
  }

  Verdict with_consequence(const RunView& run, Verdict verdict) const {
    const bool harms = run.loss.steps() > t_.dead_units_steps && !run.loss.comes_down() &&
                       run.loss.best_learnt() < t_.nothing_learnt;
    verdict.severity = harms ? Severity::warning : Severity::info;
    const double inactive = verdict.evidence.front().second;
    verdict.message +=
        harms ? "; nothing was learnt by the rest in " + std::to_string(run.loss.steps()) + " steps"
        : inactive < 1 ? "; the rest carry the signal"
                       : "; a way around them carries the signal";
    if (harms) verdict.remedies.push_back(remedies::batch_norm());
    return verdict;
  }

  Thresholds t_;
  LargestUpdate largest_update_;
  Streak streak_;
  bool is_cut_ = false;
  std::optional<Verdict> partial_;  // of the last probe
  std::optional<double> enough_;    // to have learnt, for what was warned of to do no harm
};

}  // namespace

std::unique_ptr<Rule> dead_units(const Thresholds& thresholds) {
  return std::make_unique<DeadUnits>(thresholds);
}

}  // namespace plumb
