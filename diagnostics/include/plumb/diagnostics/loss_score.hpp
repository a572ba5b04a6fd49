#pragma once

#include <optional>

#include "plumb/diagnostics/run_facts.hpp"

namespace plumb {

/// The share of the best constant prediction's loss that is gone, 1 - loss / baseline_loss: 1 is
/// perfect, 0 as good as a constant. Unlike losses, scores of losses in different units can be
/// compared. Nothing where that baseline is not known, or 0.
std::optional<double> loss_score(double loss, const RunFacts& facts);

}  // namespace plumb
