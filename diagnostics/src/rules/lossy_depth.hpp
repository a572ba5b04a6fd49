#pragma once

#include <optional>
#include <string>

#include "plumb/diagnostics/run_facts.hpp"

namespace plumb {

/// Why weights that fit keep the signal through this network's layers by chance only, so that
/// normalization is better: "through 13 layers of no more than 8 ReLUs". Nothing where they keep
/// it, and of recurrent networks, which lose it over time.
///
/// - Six convolutions or more. Through eight to fourteen, weights that fit kept it in 20 of 47 runs
///   of the benchmark that had lost it, and normalization in 14 of 15.
/// - Dense layers of ReLUs whose sum of 1 / units is above 1: the logarithm of what is left of the
///   signal varies by that, over the weights that are drawn (Hanin and Nica 2020, "Products of many
///   large random matrices and gradients in deep neural networks", theorem 1).
std::optional<std::string> lossy_depth(const RunFacts& facts);

/// Whether the network is known to have neither normalization nor shortcuts.
bool has_nothing_to_help(const RunFacts& facts);

/// How four hidden layers or more of its activation lose the signal, for a sentence: one that lets
/// little of the gradient through (sigmoid: a quarter at most), or makes the signal grow (softplus,
/// exponential). Nothing of others, nor of recurrent networks.
std::optional<std::string> lossy_activation(const RunFacts& facts);

}  // namespace plumb
