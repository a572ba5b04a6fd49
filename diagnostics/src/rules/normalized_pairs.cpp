#include "normalized_pairs.hpp"

#include <string>

#include "remedies.hpp"

namespace plumb {
namespace {

bool has_setting(const RunFacts& facts, const char* name, const char* value) {
  const auto found = facts.settings.find(name);
  return found != facts.settings.end() && found->second == value;
}

}  // namespace

std::optional<Verdict> normalized_pairs(const RunView& run) {
  const RunFacts& facts = run.facts;
  if (!has_setting(facts, "model", "mlp") || !has_setting(facts, "norm", "batch") ||
      !has_setting(facts, "residual", "none") || !has_setting(facts, "batch-size", "2"))
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
