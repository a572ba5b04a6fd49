#pragma once

#include <cstdint>
#include <vector>

#include "config/run_config.hpp"
#include "data/dataset.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "plumb/models/network.hpp"
#include "training/loss.hpp"
#include "training/optimizer.hpp"
#include "training/schedule.hpp"

namespace plumb {

/// What a configuration asks of make_network.
NetworkOptions network_options(const RunConfig& config,
                               const std::vector<std::int64_t>& sample_shape, std::int64_t outputs);

/// The same for a data set: outputs are its classes, or 1 for regression.
NetworkOptions network_options(const RunConfig& config, const Dataset& dataset);

/// Its loss, of the network's outputs as they are.
Loss make_loss(const RunConfig& config);

/// What it asks of make_optimizer.
OptimizerOptions optimizer_options(const RunConfig& config);

/// What it asks of make_schedule, once it is resolved.
ScheduleOptions schedule_options(const RunConfig& config, std::int64_t planned_steps);

/// What the rules should know of a configuration: all but the parameters and the baseline loss.
RunFacts run_facts(const RunConfig& config);

/// The same with what the data tell; `targets`: those of training, which may have been moved out of
/// the data set.
RunFacts run_facts(const RunConfig& config, const Dataset& dataset, const at::Tensor& targets);

/// The configuration with everything that was left to a default, or to what was found, filled in.
RunConfig resolve(RunConfig config, const Dataset& dataset);

}  // namespace plumb
