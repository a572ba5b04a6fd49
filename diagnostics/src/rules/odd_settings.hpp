#pragma once

#include <string_view>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_facts.hpp"

namespace plumb {

/// Remedies of the settings that are so far from the customary ones that each alone can be why a
/// network does not learn: a label spread over all classes, an ε above the gradient, one unit.
/// Of settings that are known; none is odd otherwise.
std::vector<Remedy> odd_settings(const RunFacts& facts);

/// Before anything else that a finding of `rule` advises, those of them that can be its cause, a
/// batch of one, and for a rule of growth what makes too much of a step.
void put_odd_settings_first(std::vector<Remedy>& advised, const RunFacts& facts,
                            std::string_view rule);

}  // namespace plumb
