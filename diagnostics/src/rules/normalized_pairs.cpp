#include "normalized_pairs.hpp"

#include <cstdlib>
#include <string>
#include <string_view>

#include "remedies.hpp"
#include "settings.hpp"

namespace plumb {

namespace {

/// Group normalization of an MLP's layers, `group:G`, where a group has two units: the larger one
/// is 1 after it.
std::optional<Verdict> pairs_of_units(const RunFacts& facts) {
  constexpr std::string_view prefix = "group:";
  const std::string norm = setting_of(facts, "norm");
  if (setting_of(facts, "model") != "mlp" || !norm.starts_with(prefix)) return std::nullopt;
  const double groups = std::strtod(norm.c_str() + prefix.size(), nullptr);
  if (number_setting(facts, "width") != 2 * groups) return std::nullopt;
  Verdict verdict;
  verdict.severity = Severity::warning;
  verdict.evidence = {{"units", 2}};
  verdict.message =
      "group normalization over 2 units makes -1 and 1 of whatever they have for a sample: only "
      "which of the two is larger is left, and hardly any gradient passes";
  verdict.remedies = {remedies::layer_norm(), remedies::batch_norm()};
  return verdict;
}

}  // namespace

std::optional<Verdict> normalized_pairs(const RunView& run) {
  const RunFacts& facts = run.facts;
  if (setting_of(facts, "residual") != "none") return std::nullopt;
  if (auto pairs = pairs_of_units(facts)) return pairs;
  const std::string model = setting_of(facts, "model");
  const bool has_dense_layers = model == "mlp" || model == "lenet";
  if (!has_dense_layers || setting_of(facts, "norm") != "batch" ||
      setting_of(facts, "batch-size") != "2")
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
