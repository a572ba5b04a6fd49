#include <algorithm>
#include <array>
#include <string_view>

#include "../rules/recurrent_remedies.hpp"
#include "../rules/remedies.hpp"
#include "plumb/diagnostics/repair.hpp"

namespace plumb {
namespace {

/// What causes another finding comes before it; rules that are not here come last.
constexpr std::array<std::string_view, 16> causes_first{
    "input-scale",        "target-scale",       "poor-initialization", "dead-units",
    "vanishing-gradient", "exploding-gradient", "saturated-units",     "weight-decay",
    "clipping-always",    "update-ratio",       "gradient-spike",      "divergence",
    "non-finite",         "oscillation",        "loss-plateau",        "slow-convergence"};

/// Of these, what was wrong before the first step: it comes before all that the steps show, however
/// severe. A rate that is a millionth keeps weights that are a thousand times too large from
/// overflowing, and no more.
constexpr std::ptrdiff_t before_the_run = 3;

auto rank(const Finding& finding) {
  return std::find(causes_first.begin(), causes_first.end(), finding.rule) - causes_first.begin();
}

bool comes_before(const Finding& a, const Finding& b) {
  const bool a_precedes = rank(a) < before_the_run;
  const bool b_precedes = rank(b) < before_the_run;
  if (a_precedes != b_precedes) return a_precedes;
  if (!a_precedes && a.severity != b.severity) return a.severity > b.severity;
  return rank(a) < rank(b);
}

bool contains(const std::vector<Remedy>& remedies, const Remedy& remedy) {
  return std::any_of(remedies.begin(), remedies.end(),
                     [&](const Remedy& other) { return other.settings == remedy.settings; });
}

}  // namespace

std::vector<Remedy> remedies_of(const std::vector<Finding>& findings) {
  std::vector<Finding> serious;
  for (const auto& finding : findings) {
    if (finding.severity != Severity::info) serious.push_back(finding);
  }
  std::stable_sort(serious.begin(), serious.end(), comes_before);
  std::vector<Remedy> remedies;
  for (const auto& finding : serious) {
    for (const auto& remedy : finding.remedies) {
      if (!remedy.settings.empty() && !contains(remedies, remedy)) remedies.push_back(remedy);
    }
  }
  return remedies;
}

std::vector<Remedy> remedy_catalog(const RunFacts& facts) {
  using namespace remedies;
  std::vector<Remedy> all{activation(facts),
                          fitting_weights(facts),
                          batch_norm(),
                          residual(),
                          lower_rate(facts),
                          lower_rate(facts, 100),
                          higher_rate(facts, 10),
                          higher_rate(facts, 100),
                          clip(),
                          adam(),
                          leaky_activation(),
                          elu(),
                          selu(),
                          smaller_weights(),
                          orthogonal_weights(),
                          unit_variance(),
                          layer_norm(),
                          gated_residual(),
                          skip_spikes(),
                          roll_back(),
                          no_output_activation(),
                          larger_batch(facts)};
  if (facts.weight_decay > 0) all.push_back(lower_decay(facts));
  std::erase_if(all, [](const Remedy& remedy) { return remedy.settings.empty(); });
  return not_yet_taken(fit_to_recurrence(std::move(all), facts.parameters), facts);
}

}  // namespace plumb
