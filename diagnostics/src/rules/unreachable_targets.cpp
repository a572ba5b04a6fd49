#include "unreachable_targets.hpp"

#include <algorithm>

#include "activation_traits.hpp"
#include "data_scale.hpp"
#include "loss_names.hpp"
#include "remedies.hpp"
#include "settings.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb {

bool predicts_by_relu(const RunView& run) {
  return std::any_of(run.taps.begin(), run.taps.end(), [](const TapInfo& tap) {
    return tap.name == prediction_tap && tap.kind == ActivationKind::relu;
  });
}

std::optional<Verdict> unreachable_targets(const RunView& run, const Thresholds& thresholds,
                                           bool by_relu) {
  const auto& facts = run.facts;
  if (run.record.step != 0 || !facts.baseline_loss || !(*facts.baseline_loss > 0))
    return std::nullopt;
  const double share = facts.unreachable_loss / *facts.baseline_loss;
  if (!(share > thresholds.unreachable_share) || predicts_by_relu(run) != by_relu)
    return std::nullopt;
  Verdict verdict;
  verdict.severity = Severity::warning;
  verdict.layer = prediction_tap;
  verdict.evidence = {{"unreachable_loss", facts.unreachable_loss},
                      {"baseline_loss", *facts.baseline_loss},
                      {"threshold", thresholds.unreachable_share}};
  verdict.message =
      "the activation behind the outputs cannot give all of the targets: whatever is learned, " +
      percent_text(share) + " of the loss of a constant prediction stays";
  verdict.remedies = {facts.targets && are_off(*facts.targets, thresholds)
                          ? remedies::reachable_targets(facts)
                          : remedies::no_output_activation()};
  return verdict;
}

std::optional<Verdict> no_probabilities(const RunView& run) {
  const std::string activation = setting_of(run.facts, "output-activation");
  if (run.record.step != 0 || !is_cross_entropy(run.facts.loss) ||
      !traits_of(activation).is_below_0)
    return std::nullopt;
  Verdict verdict;
  verdict.severity = Severity::error;
  verdict.layer = prediction_tap;
  verdict.message = "the " + run.facts.loss + " takes the outputs for probabilities, and the " +
                    activation +
                    " behind them gives values below 0: these have no logarithm, are cut off, and "
                    "let no gradient pass";
  verdict.remedies = {remedies::no_output_activation()};
  return verdict;
}

}  // namespace plumb
