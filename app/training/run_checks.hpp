#pragma once

#include <cstdint>

#include "config/run_config.hpp"
#include "data/dataset.hpp"
#include "training/checkpoint.hpp"

namespace plumb {

// What the settings of a run and its data forbid. Each throws Error with the reason and what to
// take instead.

/// A loss over classes where the data has values.
void check_loss(const RunConfig& config, const Dataset& dataset);

/// A schedule that could never act.
void check_schedule(const RunConfig& config, std::int64_t validation_samples);

/// A run that goes on from there, planned to end before.
void check_resumed_length(const RunConfig& config, const Checkpoints::Position& done);

/// A run that goes on to more epochs than it was to have, of which --steps lets it make none.
/// `begun`: its settings until now.
void check_more_epochs(const RunConfig& config, const RunConfig& begun, std::int64_t samples);

/// Batch normalization of a batch of one sample, all of which is the batch's mean.
void check_batches(const RunConfig& config, std::int64_t samples);

/// All of it: throws Error where train() would refuse the configuration with this data.
void check_run(const RunConfig& config, const Dataset& dataset);

}  // namespace plumb
