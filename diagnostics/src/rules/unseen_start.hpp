#pragma once

#include <optional>

#include "plumb/diagnostics/rule.hpp"

namespace plumb {

/// ‖W‖/√units of a layer: the size of its outputs before the activation for inputs of size 1.
/// Nothing in a step without a probe, and of a shape that is not known.
std::optional<double> gain(const RunView& run, const Layer& layer);

/// What begins as it should not and no tap shows, as an observation: biases far from 0, of 2 or
/// more. A warning where they stay there, whatever the gradient: drawn at random, and so far that
/// all steps of an optimizer that makes them about as long as its rate take back less than a
/// quarter of them.
std::optional<Verdict> far_biases(const RunFacts& facts);

/// The same of the gates of a recurrent layer: weights that make more than `large_gain` of values
/// of size 1 open or shut them for good.
std::optional<Verdict> large_gates(const RunView& run, double large_gain);

}  // namespace plumb
