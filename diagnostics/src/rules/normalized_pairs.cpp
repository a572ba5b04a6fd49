#include "normalized_pairs.hpp"

#include <string>

#include "remedies.hpp"
#include "settings.hpp"

namespace plumb {

std::optional<Verdict> normalized_pairs(const RunView& run) {
  const RunFacts& facts = run.facts;
  const std::string model = setting_of(facts, "model");
  const bool has_dense_layers = model == "mlp" || model == "lenet";
  if (!has_dense_layers || setting_of(facts, "norm") != "batch" ||
      setting_of(facts, "residual") != "none" || setting_of(facts, "batch-size") != "2")
    return std::nullopt;
  Verdict verdict;
  verdict.severity = Severity::warning;
  verdict.evidence = {{"samples", 2}};
  verdict.message =
      std::string("batch normalization over 2 samples makes -1 and 1 of whatever a unit ") +
      (model == "lenet" ? "of the dense layers " : "") +
      "has for them: only which of the two is larger is left, and hardly any gradient passes";
  verdict.remedies = {remedies::layer_norm(), remedies::larger_batch(facts)};
  return verdict;
}

}  // namespace plumb
