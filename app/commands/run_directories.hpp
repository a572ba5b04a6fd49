#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace plumb {

/// The run folders in a folder, in the order of their names, those of a comparison as its table has
/// them; none where there is no such folder.
std::vector<std::filesystem::path> runs_in(const std::filesystem::path& folder);

/// The run folders that arguments name. A folder that holds no run but runs stands for them: a
/// comparison's, a repair's with its trials and the runs of its proof, or one that holds such
/// folders. Throws Error for one that holds none.
std::vector<std::filesystem::path> run_directories(const std::vector<std::string>& arguments);

struct ShownRuns {
  std::vector<std::filesystem::path> runs;
  std::vector<std::string> left_out;  ///< folders that hold further ones
};

/// The same of what is to be shown together: of a folder that holds runs as well as comparisons and
/// the like, only its own runs.
ShownRuns runs_to_show(const std::vector<std::string>& arguments);

/// Names on standard error what is left out, if anything.
void tell_left_out(const ShownRuns& shown);

}  // namespace plumb
