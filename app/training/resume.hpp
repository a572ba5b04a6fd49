#pragma once

#include <filesystem>

#include "plumb/diagnostics/run_directory.hpp"
#include "training/checkpoint.hpp"
#include "training/summary_tally.hpp"

namespace plumb {

/// Drops what a run recorded after the checkpoint that it goes on from, and adds what it recorded
/// until then to `tally`, in the six digits that its files have. Counts of steps are scaled up
/// where steps.jsonl was thinned; extremes are kept by that. Returns the steps, for the rules to
/// see again.
StepTable restore_record(const std::filesystem::path& directory,
                         const Checkpoints::Position& position, SummaryTally& tally);

}  // namespace plumb
