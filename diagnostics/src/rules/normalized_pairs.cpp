#include "normalized_pairs.hpp"

#include <cstdlib>
#include <string>
#include <string_view>

#include "remedies.hpp"
#include "settings.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// Group normalization of an MLP's layers, `group:G`, where a group has two units: the larger one
/// is 1 after it.
std::optional<Verdict> pairs_of_units(const RunFacts& facts) {
  constexpr std::string_view prefix = "group:";
  const std::string norm = setting_of(facts, "norm");
  if (setting_of(facts, "model") != "mlp" || setting_of(facts, "residual") != "none" ||
      !norm.starts_with(prefix))
    return std::nullopt;
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

/// Of dense layers that are normalized over the batch, with no shortcut around it; 0 of others.
double normalized_samples(const RunFacts& facts) {
  const std::string model = setting_of(facts, "model");
  const bool has_dense_layers = model == "mlp" || model == "lenet";
  return has_dense_layers && setting_of(facts, "norm") == "batch" &&
                 setting_of(facts, "residual") == "none"
             ? number_setting(facts, "batch-size")
             : 0;
}

}  // namespace

bool normalizes_pairs(const RunFacts& facts) {
  return normalized_samples(facts) == 2;
}

std::optional<Verdict> normalized_few(const RunView& run) {
  constexpr double few = 4;
  const double samples = normalized_samples(run.facts);
  if (samples < 3 || samples > few) return std::nullopt;
  Verdict verdict;
  verdict.evidence = {{"samples", samples}};
  verdict.message = "batch normalization over " + brief(samples) + " samples takes two of the " +
                    brief(samples) +
                    " values that a unit has for them, their mean and their size: what a sample "
                    "gives depends on the others beside it";
  verdict.remedies = {remedies::larger_batch(run.facts), remedies::layer_norm()};
  return verdict;
}

std::optional<Verdict> normalized_pairs(const RunView& run) {
  const RunFacts& facts = run.facts;
  if (auto pairs = pairs_of_units(facts)) return pairs;
  if (!normalizes_pairs(facts)) return std::nullopt;
  const bool is_lenet = setting_of(facts, "model") == "lenet";
  Verdict verdict;
  verdict.severity = Severity::warning;
  verdict.evidence = {{"samples", 2}};
  verdict.message =
      std::string("batch normalization over 2 samples makes -1 and 1 of whatever a unit ") +
      (is_lenet ? "of the dense layers " : "") +
      "has for them: only which of the two is larger is left, and hardly any gradient passes";
  verdict.remedies = {remedies::larger_batch(facts), remedies::layer_norm()};
  return verdict;
}

}  // namespace plumb
