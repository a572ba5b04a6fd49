#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "training/checkpoint.hpp"
#include "training/summary_tally.hpp"

namespace plumb {

/// True if the run is to stop for this finding, where --stop-on names that rule.
bool stops_run(const Finding& finding, const std::string& stop_on);

/// Drops what a run recorded after the checkpoint that it goes on from, and adds what it recorded
/// until then to `tally`. Counts of steps are scaled up where steps.jsonl was thinned; extremes are
/// kept by that. Returns the steps, for the rules to see again.
StepTable restore_record(const std::filesystem::path& directory,
                         const Checkpoints::Position& position, SummaryTally& tally);

/// Whether the run had a finding to stop for before that step, as its findings.json says. A file
/// that is damaged says nothing.
bool has_stopped_for(const std::filesystem::path& directory, const std::string& rule,
                     std::int64_t step);

}  // namespace plumb
