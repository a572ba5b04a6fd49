#include "unreachable_targets.hpp"

#include <algorithm>

#include "remedies.hpp"
#include "text.hpp"

namespace plumb {

std::optional<Verdict> unreachable_targets(const RunView& run, const Thresholds& thresholds) {
  const auto& facts = run.facts;
  if (run.record.step != 0 || !facts.baseline_loss || !(*facts.baseline_loss > 0))
    return std::nullopt;
  const double share = facts.unreachable_loss / *facts.baseline_loss;
  if (!(share > thresholds.unreachable_share)) return std::nullopt;
  Verdict verdict;
  verdict.severity = Severity::warning;
  verdict.layer = "prediction";
  verdict.evidence = {{"unreachable_loss", facts.unreachable_loss},
                      {"baseline_loss", *facts.baseline_loss},
                      {"threshold", thresholds.unreachable_share}};
  verdict.message =
      "the activation behind the outputs cannot give all of the targets: whatever is learned, " +
      percent_text(share) + " of the loss of a constant prediction stays";
  verdict.remedies = {remedies::no_output_activation()};
  return verdict;
}

bool predicts_by_relu(const RunView& run) {
  return std::any_of(run.taps.begin(), run.taps.end(), [](const TapInfo& tap) {
    return tap.name == "prediction" && tap.kind == ActivationKind::relu;
  });
}

}  // namespace plumb
