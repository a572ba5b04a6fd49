#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "initial_loss.hpp"
#include "layer_view.hpp"
#include "loss_course.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "shortfall.hpp"
#include "start_notice.hpp"
#include "take_back.hpp"
#include "taps.hpp"
#include "text.hpp"
#include "unseen_start.hpp"

namespace plumb {
namespace {

/// What the first probe shows of the initial weights.
class PoorInitialization final : public Rule {
 public:
  explicit PoorInitialization(const Thresholds& thresholds)
      : t_(thresholds), initial_loss_(thresholds) {}

  std::string_view name() const override { return "poor-initialization"; }

  bool sees_non_finite() const override { return true; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (auto verdict = initial_loss_.still_large(run)) return verdict;
    if (!std::isfinite(run.record.loss)) return std::nullopt;
    if (run.record.step != 0) {
      auto verdict = still_zero(run);
      if (verdict) told_ = verdict;
      return verdict ? verdict : overcome(run);
    }
    told_ = at_the_start(run);
    return told_ ? told_ : initial_loss_.observe(run);
  }

  std::optional<Verdict> observe_evaluation(const RunView& run,
                                            const EvaluationLosses& /*losses*/) override {
    if (auto verdict = noticed_.at_an_evaluation(run, t_)) return verdict;
    return initial_loss_.at_an_evaluation(run);
  }

  bool always_finishes() const override { return true; }

  std::optional<Verdict> finish(const RunView& run) override {
    if (auto verdict = began_alike(run)) return verdict;
    if (auto verdict = noticed_.at_the_end(run, t_)) return verdict;
    return initial_loss_.at_the_end(run);
  }

 private:
  /// What is wrong with the weights whatever the loss is.
  std::optional<Verdict> at_the_start(const RunView& run) {
    if (auto verdict = zero_weights(run)) return verdict;
    if (auto verdict = units_alike(run)) return verdict;
    note_equal_weights(run);
    auto biases = far_biases(run.facts);
    if (biases && biases->severity == Severity::warning) return biases;
    if (biases) noticed_.suspect(std::move(*biases));
    if (auto gates = large_gates(run, t_.large_gain)) noticed_.suspect(std::move(*gates));
    if (auto verdict = collapsed(run)) return verdict;
    if (auto verdict = saturating(run)) return verdict;
    return lost_or_grown_signal(run);
  }

  std::optional<Verdict> overcome(const RunView& run) {
    if (!told_ || mean_learnt(run) < t_.start_overcome) return std::nullopt;
    return take_back(told_, run, "the network has learnt all the same");
  }

  static Verdict verdict_at(std::string layer, Severity severity, std::string message) {
    Verdict verdict;
    verdict.severity = severity;
    verdict.layer = std::move(layer);
    verdict.message = std::move(message);
    return verdict;
  }

  static bool is_zero(const RunView& run, const Layer& layer) {
    return run.record.probes[layer.parameter].weight == 0;
  }

  std::optional<Verdict> zero_weights(const RunView& run) {
    if (!run.probed()) return std::nullopt;
    for (const auto& layer : run.layers) {
      // A last layer of zeros, as Fixup and others want it, gets a gradient all the same.
      if (!is_zero(run, layer) || !no_gradient_before(run, layer)) continue;
      // Behind it no layer has one in the first step; whether this one gets one shows afterwards.
      const Layer& last = run.layers.back();
      if (is_zero(run, last) && run.record.norms[last.parameter].value_or(0) != 0) {
        doubted_ = layer;
        return std::nullopt;
      }
      return zeros(run, layer);
    }
    return std::nullopt;
  }

  static bool is_constant(const RunView& run, const Layer& layer) {
    return run.record.probes[layer.parameter].constant;
  }

  /// Units whose weights are equal, and whose outputs the layer after them weighs equally, compute
  /// the same and get the same gradient, in every step (Goodfellow, Bengio and Courville, "Deep
  /// Learning", 2016, 8.4). Where either layer is drawn at random they part.
  static std::optional<Verdict> units_alike(const RunView& run) {
    if (!run.probed()) return std::nullopt;
    for (std::size_t i = 0; i + 1 < run.layers.size(); ++i) {
      const Layer &layer = run.layers[i], &next = run.layers[i + 1];
      const std::int64_t units = units_of(run, layer);
      if (units < 2 || is_zero(run, layer) || !is_constant(run, layer) || !is_constant(run, next))
        continue;
      Verdict verdict =
          verdict_at(layer.name, Severity::warning,
                     "all weights of " + layer.name + " are equal, and all of " + next.name +
                         ": the " + std::to_string(units) + " units of " + layer.name +
                         " compute the same, get the same gradient, and stay alike");
      verdict.evidence = {{"units", static_cast<double>(units)}};
      verdict.remedies = {remedies::random_weights(run.facts)};
      return verdict;
    }
    return std::nullopt;
  }

  void note_equal_weights(const RunView& run) {
    if (!run.probed()) return;
    for (std::size_t i = 0; i + 1 < run.layers.size() && !equal_; ++i) {
      const Layer& layer = run.layers[i];
      if (units_of(run, layer) > 1 && !is_zero(run, layer) && is_constant(run, layer))
        equal_ = layer;
    }
  }

  /// Units that began equal, which other weights can tell apart in time, and have not enough.
  std::optional<Verdict> began_alike(const RunView& run) const {
    if (!equal_ || run.loss.steps() < t_.ended_steps) return std::nullopt;
    const auto behind = lasting_shortfall(run, t_);
    if (!behind) return std::nullopt;
    Verdict verdict =
        verdict_at(equal_->name, Severity::warning,
                   "all weights of " + equal_->name + " began equal: to its " +
                       std::to_string(units_of(run, *equal_)) +
                       " units an input was the sum of its entries and no more, and " +
                       shortfall_text(run, *behind));
    verdict.first_step = run.record.step;
    verdict.evidence = shortfall_evidence(*behind);
    verdict.remedies = {remedies::random_weights(run.facts)};
    return verdict;
  }

  std::optional<Verdict> still_zero(const RunView& run) {
    if (!doubted_ || !run.probed()) return std::nullopt;
    const Layer layer = *std::exchange(doubted_, std::nullopt);
    return is_zero(run, layer) ? std::optional(zeros(run, layer)) : std::nullopt;
  }

  static Verdict zeros(const RunView& run, const Layer& layer) {
    const bool is_first = layer.parameter == run.layers.front().parameter;
    Verdict verdict = verdict_at(layer.name, Severity::error,
                                 "all weights of " + layer.name + " are 0: no gradient reaches " +
                                     (is_first ? "them" : "the layers before it") +
                                     ", and all its units stay alike");
    verdict.evidence = {{"weight_norm", 0}};
    verdict.remedies = {remedies::random_weights(run.facts)};
    return verdict;
  }

  static bool no_gradient_before(const RunView& run, const Layer& layer) {
    return std::all_of(run.layers.begin(), run.layers.end(), [&](const Layer& other) {
      return other.parameter > layer.parameter ||
             run.record.norms[other.parameter].value_or(0) == 0;
    });
  }

  std::optional<Verdict> collapsed(const RunView& run) const {
    if (auto alike = alike_as_inputs(run)) return alike;
    const auto tap = collapsed_tap(run, t_.collapsed_spread);
    if (!tap) return std::nullopt;
    const double spread = *run.activation(*tap)->spread;
    const std::string& name = run.taps[*tap].name;
    // A last layer of zeros makes them so, and moves at once.
    const bool last_is_zero =
        run.probed() && !run.layers.empty() && is_zero(run, run.layers.back());
    if (!is_hidden(name) && last_is_zero) return std::nullopt;
    const auto fewer_masks = remedies::lower_dropout(run.facts);
    Verdict verdict =
        verdict_at(name, Severity::warning,
                   "with these weights " + std::string(fewer_masks ? "and this dropout " : "") +
                       "all samples look alike from " + name + " on: they differ by " +
                       brief(spread) + " of the values' size");
    verdict.evidence = {{"spread", spread}, {"threshold", t_.collapsed_spread}};
    verdict.remedies = remedies::list({fewer_masks});
    remedies::append(verdict.remedies,
                     remedies::restore_signal(run.facts, remedies::activation(run.facts)));
    if (const auto only = remedies::only_remedy(run, t_.collapsed_spread))
      verdict.remedies = {*only};
    return verdict;
  }

  /// What no weights can help.
  std::optional<Verdict> alike_as_inputs(const RunView& run) const {
    const auto spread = spread_of_alike_inputs(run, t_.collapsed_spread);
    if (!spread) return std::nullopt;
    Verdict verdict = verdict_at(std::string(input_tap), Severity::warning,
                                 "the samples of a batch look alike already as inputs: they "
                                 "differ by " +
                                     brief(*spread) + " of the values' size");
    verdict.evidence = {{"spread", *spread}, {"threshold", t_.collapsed_spread}};
    verdict.remedies = remedies::tell_inputs_apart(run.facts, *spread);
    return verdict;
  }

  std::vector<std::size_t> hidden(const RunView& run) const {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < run.taps.size(); ++i) {
      if (run.activation(i) != nullptr && is_hidden(run.taps[i].name)) result.push_back(i);
    }
    return result;
  }

  /// Of the layer that a tap is called after; nothing where there is none.
  static std::optional<double> gain_at(const RunView& run, const std::string& tap) {
    const Layer* layer = layer_of(run, tap);
    return layer == nullptr ? std::nullopt : gain(run, *layer);
  }

  /// The first layer of which most outputs are at an end of the activation because of its weights:
  /// the slope there is next to nothing (Glorot and Bengio, "Understanding the difficulty of
  /// training deep feedforward neural networks", 2010). What inputs do is input-scale's.
  std::optional<Verdict> saturating(const RunView& run) const {
    for (const std::size_t tap : hidden(run)) {
      const auto& saturated = run.activation(tap)->saturated;
      const auto size = gain_at(run, run.taps[tap].name);
      if (!saturated || !(*saturated > t_.saturated_share) || !size || !(*size > t_.large_gain))
        continue;
      const std::string& name = run.taps[tap].name;
      Verdict verdict = verdict_at(
          name, Severity::warning,
          "the weights of " + name + " are so large that " + percent_text(*saturated) +
              " of its outputs start at an end of the activation, where hardly any gradient "
              "passes: they make " +
              brief(*size) + " of inputs of size 1");
      verdict.evidence = {{"saturated", *saturated}, {"gain", *size}, {"threshold", t_.large_gain}};
      verdict.remedies = {remedies::smaller_weights(), remedies::batch_norm()};
      return verdict;
    }
    return std::nullopt;
  }

  std::optional<Verdict> lost_or_grown_signal(const RunView& run) const {
    auto taps = hidden(run);
    // Samples differ behind these: a shortcut leads around the branch that they are in.
    std::erase_if(taps, [&](std::size_t tap) {
      return run.activation(tap)->spread.value_or(1) < t_.collapsed_spread;
    });
    if (taps.size() < 2) return std::nullopt;
    const auto size = [&](std::size_t tap) {
      return std::hypot(run.activation(tap)->mean, run.activation(tap)->deviation);
    };
    const double decades = std::log10(size(taps.back()) / size(taps.front()));
    const double threshold = decades < 0 ? t_.signal_lost_decades : t_.signal_decades;
    if (!(std::abs(decades) > threshold)) return std::nullopt;
    Verdict verdict = verdict_at(
        run.taps[taps.back()].name, Severity::warning,
        "with these weights the signal " + std::string(decades < 0 ? "shrinks" : "grows") + " by " +
            brief(std::abs(decades)) + " decades from " + run.taps[taps.front()].name + " to " +
            run.taps[taps.back()].name);
    verdict.evidence = {{"decades", decades}, {"threshold", threshold}};
    verdict.remedies =
        remedies::list({decades < 0 ? remedies::normalize_lossy_depth(run.facts) : std::nullopt,
                        remedies::fitting_weights(run.facts), remedies::unit_variance(),
                        remedies::batch_norm(), remedies::residual()});  // advised once
    return verdict;
  }

  Thresholds t_;
  std::optional<Verdict> told_;  // of the weights
  std::optional<Layer> doubted_;
  std::optional<Layer> equal_;  // whose weights were all the same
  StartNotice noticed_;         // what no tap shows
  InitialLoss initial_loss_;
};

}  // namespace

std::unique_ptr<Rule> poor_initialization(const Thresholds& thresholds) {
  return std::make_unique<PoorInitialization>(thresholds);
}

}  // namespace plumb
