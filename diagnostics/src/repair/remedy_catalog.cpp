#include <algorithm>
#include <limits>

#include "../rules/recurrent_remedies.hpp"
#include "../rules/remedies.hpp"
#include "advice.hpp"
#include "plumb/diagnostics/repair.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"

namespace plumb {
namespace {

/// Of a rule that is not built in: the last.
int rank_of(const Finding& finding) {
  const RuleInfo* info = built_in_rule(finding.rule);
  return info == nullptr ? std::numeric_limits<int>::max() : info->rank;
}

bool comes_before(const Finding& a, const Finding& b) {
  return a.severity != b.severity ? a.severity > b.severity : rank_of(a) < rank_of(b);
}

void add(std::vector<Remedy>& all, const Remedy& remedy) {
  if (!remedy.settings.empty() && !remedies::contains(all, remedy)) all.push_back(remedy);
}

/// Values in any range: an activation behind the outputs may not reach standardized ones.
bool predicts_values(const RunFacts& facts) {
  const auto activation = facts.settings.find("output-activation");
  return facts.targets && (activation == facts.settings.end() || activation->second == "none");
}

/// Data of mean 0 and deviation 1: cheap, safe, and what none of the others makes up for. Of values
/// to predict both, too, since either alone may leave a run as bad as it was.
std::vector<Remedy> standardizations(const RunFacts& facts) {
  std::vector<Remedy> all{remedies::standardize(facts)};
  if (predicts_values(facts)) all.push_back(remedies::standardize_targets());
  all = remedies::not_yet_taken(std::move(all), facts);
  if (all.size() == 2) all.push_back(remedies::standardize_all(facts));
  return all;
}

}  // namespace

Advice advice_of(const std::vector<Finding>& findings) {
  Advice advice;
  std::vector<Finding> others;
  for (const auto& finding : causes_first(findings)) {
    const bool is_serious = finding.severity != Severity::info;
    if (is_serious && precedes_the_run(finding)) {
      for (const auto& remedy : finding.remedies) add(advice.before_the_run, remedy);
    } else if (is_serious) {
      others.push_back(finding);
    } else if (is_data_rule(finding.rule) && !finding.remedies.empty()) {
      // A run that another finding ends has no time to show that it does harm.
      add(advice.before_the_run, finding.remedies.front());
    }
  }
  std::stable_sort(others.begin(), others.end(), comes_before);
  for (const auto& finding : others) {
    for (const auto& remedy : finding.remedies) {
      if (!remedies::contains(advice.before_the_run, remedy)) add(advice.others, remedy);
    }
  }
  return advice;
}

std::vector<Remedy> remedies_of(const std::vector<Finding>& findings) {
  auto [remedies, others] = advice_of(findings);
  remedies.insert(remedies.end(), others.begin(), others.end());
  return remedies;
}

std::vector<Remedy> remedy_catalog(const RunFacts& facts) {
  using namespace remedies;
  std::vector<Remedy> all = standardizations(facts);
  append(all, restore_signal(facts, activation(facts)));
  append(all, list({fitting_weights(facts),
                    lower_rate(facts),
                    lower_rate(facts, 100),
                    higher_rate(facts, 10),
                    higher_rate(facts, 100),
                    lower_momentum(facts),
                    clip(facts),
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
                    larger_batch(facts)}));
  if (facts.weight_decay > 0) all.push_back(lower_decay(facts));
  std::erase_if(all, [](const Remedy& remedy) { return remedy.settings.empty(); });
  return not_yet_taken(fit_to_recurrence(std::move(all), facts, /*rule=*/""), facts);
}

}  // namespace plumb
