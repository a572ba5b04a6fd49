#pragma once

#include <optional>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// Whether a ReLU makes the predictions.
bool predicts_by_relu(const RunView& run);

/// Where the range of the activation behind the outputs, a ReLU or another, leaves so much of the
/// loss, whatever the weights (RunFacts::unreachable_loss): a warning, at the first step.
std::optional<Verdict> unreachable_targets(const RunView& run, const Thresholds& thresholds,
                                           bool by_relu);

/// Where the activation behind the outputs, as the settings name it, gives values below 0 to a
/// cross-entropy, which takes them for probabilities: an error, at the first step.
std::optional<Verdict> no_probabilities(const RunView& run);

}  // namespace plumb
