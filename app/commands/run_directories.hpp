#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace plumb {

/// The run folders in a folder, in the order of their names; none where there is no such folder.
std::vector<std::filesystem::path> runs_in(const std::filesystem::path& folder);

/// The run folders that arguments name. A folder that holds no run but runs stands for them: a
/// comparison's, or a repair's with its trials and the runs of its proof. Throws Error for one that
/// holds neither.
std::vector<std::filesystem::path> run_directories(const std::vector<std::string>& arguments);

}  // namespace plumb
