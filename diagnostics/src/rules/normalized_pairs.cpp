#include "normalized_pairs.hpp"

#include "remedies.hpp"
#include "settings.hpp"

namespace plumb {

std::optional<Verdict> normalized_pairs(const RunView& run) {
  const RunFacts& facts = run.facts;
  if (setting_of(facts, "model") != "mlp" || setting_of(facts, "norm") != "batch" ||
      setting_of(facts, "residual") != "none" || setting_of(facts, "batch-size") != "2")
    return std::nullopt;
  Verdict verdict;
  verdict.severity = Severity::warning;
  verdict.evidence = {{"samples", 2}};
  verdict.message =
      "batch normalization over 2 samples makes -1 and 1 of whatever a unit has for them: only "
      "which of the two is larger is left, and hardly any gradient passes";
  verdict.remedies = {remedies::layer_norm(), remedies::larger_batch(facts)};
  return verdict;
}

}  // namespace plumb
