#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "layer_view.hpp"
#include "loss_course.hpp"
#include "loss_names.hpp"
#include "remedies.hpp"
#include "rules.hpp"
#include "shortfall.hpp"
#include "start_notice.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb {
namespace {

constexpr double about_zeros = 0.2;  // of the loss of outputs of 0

/// What the first probe shows of the initial weights.
class PoorInitialization final : public Rule {
 public:
  explicit PoorInitialization(const Thresholds& thresholds) : t_(thresholds) {}

  std::string_view name() const override { return "poor-initialization"; }

  bool sees_non_finite() const override { return true; }

  std::optional<Verdict> observe(const RunView& run) override {
    if (auto verdict = still_large(run)) return verdict;
    if (!std::isfinite(run.record.loss)) return std::nullopt;
    if (run.record.step != 0) return still_zero(run);
    if (auto verdict = zero_weights(run)) return verdict;
    if (auto verdict = units_alike(run)) return verdict;
    note_equal_weights(run);
    if (auto verdict = collapsed(run)) return verdict;
    if (auto verdict = saturating(run)) return verdict;
    if (auto verdict = lost_or_grown_signal(run)) return verdict;
    return large_loss(run);
  }

  bool always_finishes() const override { return true; }

  std::optional<Verdict> finish(const RunView& run) override {
    if (auto verdict = began_alike(run)) return verdict;
    return notice_.at_the_end(run, t_);
  }

 private:
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
    const auto behind = shortfall(run, t_);
    if (!behind) return std::nullopt;
    Verdict verdict =
        verdict_at(equal_->name, Severity::warning,
                   "all weights of " + equal_->name + " began equal: to its " +
                       std::to_string(units_of(run, *equal_)) +
                       " units an input was the sum of its entries and no more, and " +
                       shortfall_text(run, *behind));
    verdict.first_step = run.record.step;
    verdict.evidence = {{"score", behind->network}, {"simple_score", behind->simple}};
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
    verdict.remedies = remedies::list({fewer_masks, remedies::activation(run.facts),
                                       remedies::batch_norm(), remedies::residual()});
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

  /// ‖W‖/√units of the layer that a tap is called after: the size of its outputs before the
  /// activation for inputs of size 1. Nothing where there is no such layer.
  static std::optional<double> gain(const RunView& run, const std::string& tap) {
    const Layer* layer = layer_of(run, tap);
    if (layer == nullptr || !run.probed() || units_of(run, *layer) == 0) return std::nullopt;
    return run.record.probes[layer->parameter].weight /
           std::sqrt(static_cast<double>(units_of(run, *layer)));
  }

  /// The first layer of which most outputs are at an end of the activation because of its weights:
  /// the slope there is next to nothing (Glorot and Bengio, "Understanding the difficulty of
  /// training deep feedforward neural networks", 2010). What inputs do is input-scale's.
  std::optional<Verdict> saturating(const RunView& run) const {
    for (const std::size_t tap : hidden(run)) {
      const auto& saturated = run.activation(tap)->saturated;
      const auto size = gain(run, run.taps[tap].name);
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
    verdict.remedies = {remedies::fitting_weights(run.facts), remedies::unit_variance(),
                        remedies::batch_norm(), remedies::residual()};
    return verdict;
  }

  /// Targets with a mean far from 0 cost outputs near 0 much more than the best constant does: what
  /// a bias learns within steps.
  static bool is_targets_own(const RunView& run) {
    if (run.facts.loss != "mse") return false;
    const ActivationProbe* probe = probe_of(run, output_tap);
    if (probe == nullptr) return false;
    const double mean_square = probe->mean * probe->mean + probe->deviation * probe->deviation;
    return mean_square < 0.25 * run.record.loss;
  }

  /// What outputs of 0 cost by a loss that is known, or of a size that gives it away. Nothing of
  /// other losses.
  static std::optional<double> loss_of_zeros(const RunView& run) {
    const std::int64_t outputs = run.layers.empty() ? 0 : units_of(run, run.layers.back());
    const double of_classes = std::log(static_cast<double>(outputs));
    const double of_one = std::log(2.0);
    if (run.facts.loss == "bce") return of_one;
    if (run.facts.loss == "cross-entropy" && outputs > 1) return of_classes;
    if (run.facts.loss.empty() && outputs > 0) return outputs == 1 ? of_one : of_classes;
    return std::nullopt;
  }

  /// The size of the outputs, where they are too small to cost that much themselves; 0 where the
  /// loss alone tells. Nothing else, and where that is not known.
  static std::optional<double> small_outputs(const RunView& run) {
    constexpr double small = 1, minor = 0.5;
    const double loss = run.record.loss;
    const ActivationProbe* probe = probe_of(run, output_tap);
    const auto of_zeros = loss_of_zeros(run);
    const bool is_of_zeros = of_zeros && std::abs(loss - *of_zeros) < about_zeros * *of_zeros;
    if (is_of_zeros && (probe == nullptr || is_cross_entropy(run.facts.loss))) return 0;
    if (probe == nullptr) return std::nullopt;
    const double size = std::hypot(probe->mean, probe->deviation);
    // Of logits 1 is small. Of other outputs, squared or not, it depends on what is to be
    // predicted; of a loss that is not known nothing follows but for those near 0.
    const bool is_minor = size < minor * loss && size < minor * std::sqrt(loss);
    const bool is_small =
        is_cross_entropy(run.facts.loss)
            ? size < small
            : is_minor && (size < small || is_distance_to_targets(run.facts.loss));
    return is_small ? std::optional(size) : std::nullopt;
  }

  /// Whether what outputs near 0 cost is what the targets make of it. An unnamed loss that is about
  /// that of a cross-entropy may be one.
  static bool goes_by_targets(const RunView& run) {
    const auto of_zeros = loss_of_zeros(run);
    return is_cross_entropy(run.facts.loss) || is_distance_to_targets(run.facts.loss) ||
           (of_zeros && std::abs(run.record.loss - *of_zeros) < about_zeros * *of_zeros);
  }

  static Remedy look_at_terms() {
    return {
        "look at the terms of the loss one by one: which of them is so large, and is the baseline "
        "that of all of them",
        {}};
  }

  static Verdict of_another_term(const std::string& start, double size) {
    Verdict verdict = verdict_at("", Severity::info,
                                 start + ", though the outputs are small, of size " + brief(size) +
                                     ": something else of what it is made of is large");
    verdict.remedies = {look_at_terms()};
    return verdict;
  }

  /// Cross-entropy of outputs in [−1, 1] costs at most 2 more than that of 0.
  static bool is_summed(const RunView& run) {
    const auto of_zeros = loss_of_zeros(run);
    return is_cross_entropy(run.facts.loss) && of_zeros && run.record.loss > *of_zeros + 2;
  }

  /// Not the weights' fault: what the baseline knows, and the outputs do not yet, is the bias.
  static Verdict far_from_the_targets(const RunView& run, const std::string& start, double size) {
    Verdict verdict = verdict_at("", Severity::info, start);
    verdict.message += size > 0 ? ", though the outputs are small, of size " + brief(size)
                                : ", about what outputs of 0 cost in a cross-entropy";
    if (is_summed(run)) {
      verdict.message += ": it seems to be a sum where the baseline is a mean";
      verdict.remedies = {{"compare with the baseline of the same sum, or take the mean", {}}};
      return verdict;
    }
    verdict.message += size == 0 && !is_cross_entropy(run.facts.loss)
                           ? ": if it is one, not the weights"
                           : ": not the weights";
    verdict.message += ", but the last layer's bias is far from the targets";
    verdict.remedies = {
        {"start the last bias from the best constant prediction: of classes the "
         "log-odds of their shares",
         {}}};
    return verdict;
  }

  static std::vector<std::pair<std::string, double>> evidence_of_loss(const RunView& run,
                                                                      double threshold) {
    return {{"loss", run.record.loss},
            {"baseline_loss", *run.facts.baseline_loss},
            {"threshold", threshold}};
  }

  std::optional<Verdict> large_loss(const RunView& run) {
    if (!run.facts.baseline_loss || !(*run.facts.baseline_loss > 0)) return std::nullopt;
    const double factor = run.record.loss / *run.facts.baseline_loss;
    if (!(factor > t_.initial_loss_info) || is_targets_own(run)) return std::nullopt;
    const std::string start = "the loss starts at " + brief(run.record.loss) + ", " +
                              brief(factor) + " times that of a constant prediction";
    if (const auto size = small_outputs(run)) {
      Verdict verdict = goes_by_targets(run) ? far_from_the_targets(run, start, *size)
                                             : of_another_term(start, *size);
      verdict.evidence = evidence_of_loss(run, t_.initial_loss);
      return verdict;
    }
    const bool is_other = !run.facts.loss.empty() && !goes_by_targets(run);
    Verdict verdict = verdict_at(
        "", Severity::info,
        start + (is_other ? ": the outputs, or another term of it, are" : ": the outputs are") +
            " too large");
    verdict.evidence = evidence_of_loss(run, t_.initial_loss);
    verdict.remedies =
        remedies::list({remedies::lower_dropout(run.facts), remedies::smaller_weights()});
    for (const auto& remedy : remedies::fit_inputs(run)) verdict.remedies.push_back(remedy);
    if (is_other) verdict.remedies.push_back(look_at_terms());
    if (factor > t_.initial_loss) {
      large_ = verdict;
      notice_.suspect(verdict);
    }
    return verdict;
  }

  /// A large loss that the first steps take away did no harm; one that overflows did.
  std::optional<Verdict> still_large(const RunView& run) {
    if (loss_is_down(run, t_)) large_.reset();
    if (!large_) return std::nullopt;
    const bool overflows = !std::isfinite(run.record.loss);
    if (!overflows && !has_settled(run, large_->evidence.front().second, t_)) return std::nullopt;
    Verdict verdict = *std::exchange(large_, std::nullopt);
    if (!overflows && !loss_is_large(run, t_)) return std::nullopt;
    verdict.severity = Severity::warning;
    return verdict;
  }

  Thresholds t_;
  std::optional<Layer> doubted_;
  std::optional<Layer> equal_;    // whose weights were all the same
  std::optional<Verdict> large_;  // the first loss
  StartNotice notice_;            // of the same
};

}  // namespace

std::unique_ptr<Rule> poor_initialization(const Thresholds& thresholds) {
  return std::make_unique<PoorInitialization>(thresholds);
}

}  // namespace plumb
