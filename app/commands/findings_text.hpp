#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "terminal/console.hpp"

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

/// For people: causes_first(), remedies with their flags, after what kept the run from its
/// end, or ended it early.
std::string findings_text(const std::vector<RunFindings>& runs, const Console& console);

/// One finding as it comes up while a run trains: rule, place and step, and the sentence.
std::string live_finding_text(const Finding& finding, const Console& console);

/// One JSON document: an array of findings, each with its run.
std::string findings_json(const std::vector<RunFindings>& runs);

/// JUnit's XML: a suite a run, a case a rule, a failure for each finding at or above `fail_on`, and
/// an error for a run that is unfinished.
std::string findings_junit(const std::vector<RunFindings>& runs, Severity fail_on);

/// GitHub's workflow commands, which become annotations of a pull request; an error for a run that
/// is unfinished.
std::string findings_github(const std::vector<RunFindings>& runs);

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
