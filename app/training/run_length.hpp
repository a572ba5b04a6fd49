#pragma once

#include <cstdint>

#include "config/run_config.hpp"

namespace plumb {

// Where a number would overflow, it is the largest that there is.

/// Samples whose mean gradient makes one update.
std::int64_t update_samples(const RunConfig& config);

/// Updates in an epoch of that many training samples, the last of which may be smaller.
std::int64_t steps_per_epoch(const RunConfig& config, std::int64_t samples);

/// Updates of the whole run.
std::int64_t planned_steps(const RunConfig& config, std::int64_t samples);

}  // namespace plumb
