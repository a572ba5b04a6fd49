#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "commands/output_options.hpp"
#include "config/run_config.hpp"
#include "terminal/console.hpp"
#include "training/trainer.hpp"

namespace plumb {

/// Loads the data, trains one run with the progress display that fits, and returns its summary.
/// `threads` 0 becomes the number that is fastest here and now, and config.toml has it. Throws
/// Error while another process trains in the folder.
RunSummary run_training(RunConfig config, const std::filesystem::path& directory, bool resume,
                        const Console& console, Output output);

/// One line on standard error where --tensorboard is to draw figures and gnuplot is not installed:
/// said before a long run, which goes on without them.
void warn_without_gnuplot(const RunConfig& config);

/// "1 step", "12 steps".
std::string steps_text(std::int64_t steps);

/// One sentence on how a run ended.
std::string outcome_text(const RunSummary& summary);

}  // namespace plumb
