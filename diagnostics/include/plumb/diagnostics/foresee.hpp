#pragma once

#include <optional>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "plumb/diagnostics/step_record.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// What the built-in rules say of a run before its first step, by its facts and by what a batch of
/// its inputs looks like: of columns and targets whose size no initial weights are made for
/// (input-scale, outliers, target-scale), and of a network that is a linear map where the data ask
/// for more (no-activation). Causes first. Throws Error for facts that cannot be
/// (RunFacts::check()).
std::vector<Finding> foresee(const RunFacts& facts,
                             const std::optional<ActivationProbe>& inputs = {},
                             const Thresholds& thresholds = {});

}  // namespace plumb
