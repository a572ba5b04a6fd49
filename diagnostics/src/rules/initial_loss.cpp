#include "initial_loss.hpp"

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "layer_view.hpp"
#include "loss_names.hpp"
#include "remedies.hpp"
#include "shortfall.hpp"
#include "taps.hpp"
#include "text.hpp"
#include "unseen_start.hpp"

namespace plumb {
namespace {

constexpr double about_zeros = 0.2;  // of the loss of outputs of 0

Verdict observation(std::string message) {
  Verdict verdict;
  verdict.message = std::move(message);
  return verdict;
}

/// Targets with a mean far from 0 cost outputs near 0 much more than the best constant does: what
/// a bias learns within steps.
bool is_targets_own(const RunView& run) {
  if (run.facts.loss != "mse") return false;
  const ActivationProbe* probe = probe_of(run, output_tap);
  if (probe == nullptr) return false;
  const double mean_square = probe->mean * probe->mean + probe->deviation * probe->deviation;
  return mean_square < 0.25 * run.record.loss;
}

/// What outputs of 0 cost by a loss that is known, or of a size that gives it away. Nothing of
/// other losses.
std::optional<double> loss_of_zeros(const RunView& run) {
  const std::int64_t outputs = run.layers.empty() ? 0 : units_of(run, run.layers.back());
  const double of_classes = std::log(static_cast<double>(outputs));
  const double of_one = std::log(2.0);
  if (run.facts.loss == "bce") return of_one;
  if (run.facts.loss == "cross-entropy" && outputs > 1) return of_classes;
  if (run.facts.loss.empty() && outputs > 0) return outputs == 1 ? of_one : of_classes;
  return std::nullopt;
}

/// Whether it is about that.
bool is_loss_of_zeros(const RunView& run) {
  const auto of_zeros = loss_of_zeros(run);
  return of_zeros && std::abs(run.record.loss - *of_zeros) < about_zeros * *of_zeros;
}

/// The size of the outputs, where they are too small to cost that much themselves; 0 where the
/// loss alone tells. Nothing else, and where that is not known.
std::optional<double> small_outputs(const RunView& run) {
  constexpr double small = 1, minor = 0.5;
  const double loss = run.record.loss;
  const ActivationProbe* probe = probe_of(run, output_tap);
  if (is_loss_of_zeros(run) && (probe == nullptr || is_cross_entropy(run.facts.loss))) return 0;
  if (probe == nullptr) return std::nullopt;
  const double size = std::hypot(probe->mean, probe->deviation);
  // Of logits 1 is small. Of other outputs, squared or not, it depends on what is to be
  // predicted; of a loss that is not known nothing follows but for those near 0.
  const bool is_minor = size < minor * loss && size < minor * std::sqrt(loss);
  const bool is_small = is_cross_entropy(run.facts.loss)
                            ? size < small
                            : is_minor && (size < small || is_distance_to_targets(run.facts.loss));
  return is_small ? std::optional(size) : std::nullopt;
}

/// Whether what outputs near 0 cost is what the targets make of it. An unnamed loss that is about
/// that of a cross-entropy may be one.
bool goes_by_targets(const RunView& run) {
  return is_cross_entropy(run.facts.loss) || is_distance_to_targets(run.facts.loss) ||
         is_loss_of_zeros(run);
}

Remedy look_at_terms() {
  return {
      "look at the terms of the loss one by one: which of them is so large, and is the baseline "
      "that of all of them",
      {}};
}

Verdict of_another_term(const std::string& start, double size) {
  Verdict verdict = observation(start + ", though the outputs are small, of size " + brief(size) +
                                ": something else of what it is made of is large");
  verdict.remedies = {look_at_terms()};
  return verdict;
}

/// Cross-entropy of outputs in [−1, 1] costs at most 2 more than that of 0.
bool is_summed(const RunView& run) {
  const auto of_zeros = loss_of_zeros(run);
  return is_cross_entropy(run.facts.loss) && of_zeros && run.record.loss > *of_zeros + 2;
}

/// Not the weights' fault: what the baseline knows, and the outputs do not yet, is the bias.
Verdict far_from_the_targets(const RunView& run, const std::string& start, double size) {
  Verdict verdict = observation(start);
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

/// The median over the layers in front of the outputs.
std::optional<double> usual_gain(const RunView& run) {
  return median_over_layers(run, [&](const Layer& layer) {
    return &layer == &run.layers.back() ? std::nullopt : gain(run, layer);
  });
}

/// Those that go with the activation are smaller than what makes more than `large` of inputs of
/// size 1, and keep a signal that still smaller ones would lose.
Remedy smaller_weights(const RunView& run, double large) {
  return usual_gain(run).value_or(0) > large ? remedies::fitting_weights(run.facts)
                                             : remedies::smaller_weights();
}

/// A network that begins with large random outputs can fit its samples and keep them everywhere
/// between (Chizat, Oyallon and Bach 2019, "On lazy training in differentiable programming").
bool keeps_them_between(const Shortfall& behind, const Thresholds& thresholds) {
  constexpr double learnable = 0.5;
  return behind.network < -thresholds.underfitting_excess && behind.simple > learnable;
}

std::vector<std::pair<std::string, double>> evidence_of_loss(const RunView& run, double threshold) {
  return {{"loss", run.record.loss},
          {"baseline_loss", *run.facts.baseline_loss},
          {"threshold", threshold}};
}

}  // namespace

std::optional<Verdict> InitialLoss::observe(const RunView& run) {
  if (!run.facts.baseline_loss || !(*run.facts.baseline_loss > 0)) return std::nullopt;
  const double factor = run.record.loss / *run.facts.baseline_loss;
  if (!(factor > t_.initial_loss_info) || is_targets_own(run)) return std::nullopt;
  const std::string start = "the loss starts at " + brief(run.record.loss) + ", " + brief(factor) +
                            " times that of a constant prediction";
  if (const auto size = small_outputs(run)) {
    Verdict verdict = goes_by_targets(run) ? far_from_the_targets(run, start, *size)
                                           : of_another_term(start, *size);
    verdict.evidence = evidence_of_loss(run, t_.initial_loss);
    return verdict;
  }
  const bool is_other = !run.facts.loss.empty() && !goes_by_targets(run);
  Verdict verdict = observation(
      start + (is_other ? ": the outputs, or another term of it, are" : ": the outputs are") +
      " too large");
  verdict.evidence = evidence_of_loss(run, t_.initial_loss);
  verdict.remedies =
      remedies::list({remedies::lower_dropout(run.facts), smaller_weights(run, t_.large_gain)});
  remedies::append(verdict.remedies, remedies::fit_inputs(run));
  if (is_other) verdict.remedies.push_back(look_at_terms());
  remedies::append(verdict.remedies, remedies::list({remedies::loss_of_classes(run.facts)}));
  if (factor > t_.initial_loss) notice_.keep(run, verdict);
  return verdict;
}

std::optional<Verdict> InitialLoss::still_large(const RunView& run) {
  return notice_.harm(run, t_);
}

std::optional<Verdict> InitialLoss::at_an_evaluation(const RunView& run) {
  return notice_.at_an_evaluation(run, t_);
}

std::optional<Verdict> InitialLoss::at_the_end(const RunView& run) const {
  if (auto verdict = notice_.at_the_end(run, t_)) return verdict;
  if (!notice_.suspected() || run.loss.steps() < t_.ended_steps) return std::nullopt;
  const auto behind = best_simple_model(run);
  if (!behind || !keeps_them_between(*behind, t_)) return std::nullopt;
  Verdict verdict = *notice_.suspected();
  verdict.severity = Severity::warning;
  verdict.message +=
      ", and what they were remains between the samples: " + shortfall_text(run, *behind) +
      ", more than a constant prediction";
  return verdict;
}

}  // namespace plumb
