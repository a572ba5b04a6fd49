#pragma once

#include <filesystem>
#include <string_view>

namespace plumb {

/// The run folder of the first trial, that of the run as it is.
inline constexpr std::string_view broken_run = "00-broken";

/// Where a repair has the folders of its runs.
std::filesystem::path runs_folder(const std::filesystem::path& repair);

/// True for the folder of a repair, one that is under way or was interrupted too.
bool holds_repair(const std::filesystem::path& directory);

}  // namespace plumb
