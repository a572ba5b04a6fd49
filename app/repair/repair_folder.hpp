#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

namespace plumb {

/// The run folder of the first trial, that of the run as it is.
inline constexpr std::string_view broken_run = "00-broken";

/// Where a repair has the folders of its runs.
std::filesystem::path runs_folder(const std::filesystem::path& repair);

/// True for the folder of a repair, one that is under way or was interrupted too.
bool holds_repair(const std::filesystem::path& directory);

/// Of a repair's run folders the `most` that tell most, in the order of their names: the run as it
/// is and the runs of the proofs, the last proof first of all; then the trials from the first on.
std::vector<std::filesystem::path> telling_runs(std::vector<std::filesystem::path> runs,
                                                std::size_t most);

}  // namespace plumb
