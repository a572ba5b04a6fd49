#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "data/dataset.hpp"
#include "sweep/sweep_grid.hpp"

namespace plumb {

/// The data of all runs where they share it: read once, and every worker has it. Throws Error where
/// it cannot be read.
std::optional<Dataset> shared_dataset(const std::vector<SweepRun>& runs);

/// Throws Error where a run of the sweep in `directory` that stays, or goes on, began with other
/// data than there are now. `shared`: what shared_dataset() returned.
void check_data_of_runs(const std::vector<SweepRun>& runs, const std::filesystem::path& directory,
                        const std::optional<Dataset>& shared);

}  // namespace plumb
