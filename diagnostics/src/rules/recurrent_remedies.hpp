#pragma once

#include <string_view>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_facts.hpp"

namespace plumb {

/// Recurrent weights: called `weight_recurrent`, or `weight_hh` as in torch::nn.
bool is_recurrent(const ParameterInfo& parameter);

/// Whether a weight is that of a recurrent layer with gates, of its inputs or of its state.
bool belongs_to_gates(const ParameterInfo& weight, const std::vector<ParameterInfo>& parameters);

/// Whether a network has such.
bool has_recurrence(const std::vector<ParameterInfo>& parameters);

/// Rules advise for depth. In a network with recurrent weights the path that the gradient is lost
/// on is time: remedies that it has no place for, normalization, shortcuts and another activation,
/// give way to those that act on the recurrence. Where the rule that advises them found something
/// too large, not too small, normalization and shortcuts have nothing in their place. Others stay
/// as they are, and all do in other networks. Of an activation that loses the state at every step
/// other weights and another activation give way to gates, too. rule: Rule::name(), empty for
/// advice of none.
std::vector<Remedy> fit_to_recurrence(std::vector<Remedy> advised, const RunFacts& facts,
                                      std::string_view rule);

}  // namespace plumb
