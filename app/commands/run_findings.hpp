#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "plumb/diagnostics/finding.hpp"

namespace plumb {

/// What was found in one run.
struct RunFindings {
  std::string run;  ///< its folder
  std::vector<Finding> findings;
  std::string unfinished = {};   ///< "failed after 12 steps"; empty for a run that ended well
  std::string ended_early = {};  ///< "stopped after 12 steps", or interrupted, which is no failure
  bool judged = true;            ///< false: it recorded no step to find anything in
  std::size_t known = 0;  ///< how many more it shows that are left out, as a baseline has them
};

/// What a recorded run shows, as judged by `findings`, which is not called for a run without steps.
/// `unfinished` is set where the run failed, was killed or goes on, and where it recorded no step;
/// `ended_early` where it was stopped or interrupted.
RunFindings judge(const std::filesystem::path& run,
                  const std::function<std::vector<Finding>()>& findings);

/// Throws Error if the value of --fail-on is neither empty nor a severity.
void check_fail_on(const std::string& fail_on);

/// True if one of them is as severe as --fail-on asks; never where that is empty.
bool reaches(const std::vector<Finding>& findings, const std::string& fail_on);

/// The same of a recorded run; true also where it is unfinished: nobody knows that it is well.
bool reaches(const RunFindings& run, const std::string& fail_on);

/// Those of `findings` whose rule `baseline` does not have, or has at a lower severity.
std::vector<Finding> new_findings(const std::vector<Finding>& findings,
                                  const std::vector<Finding>& baseline);

}  // namespace plumb
