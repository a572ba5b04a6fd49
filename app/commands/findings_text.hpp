#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "terminal/console.hpp"
#include "plumb/diagnostics/finding.hpp"

namespace plumb {

/// What was found in one run.
struct RunFindings {
  std::string run;  ///< its folder
  std::vector<Finding> findings;
};

/// For people: the most severe first, remedies with their flags.
std::string findings_text(const std::vector<RunFindings>& runs, const Console& console);

/// One finding as it comes up while a run trains: rule, place and step, and the sentence.
std::string live_finding_text(const Finding& finding, const Console& console);

/// One JSON document: an array of findings, each with its run.
std::string findings_json(const std::vector<RunFindings>& runs);

/// JUnit's XML: a suite a run, a case a rule, a failure for each finding at or above `fail_on`.
std::string findings_junit(const std::vector<RunFindings>& runs, Severity fail_on);

/// GitHub's workflow commands, which become annotations of a pull request.
std::string findings_github(const std::vector<RunFindings>& runs);

/// Throws Error if the value of --fail-on is neither empty nor a severity.
void check_fail_on(const std::string& fail_on);

/// True if one of them is as severe as --fail-on asks; never where that is empty.
bool reaches(const std::vector<Finding>& findings, const std::string& fail_on);

/// Those of `findings` whose rule `baseline` does not have, or has at a lower severity.
std::vector<Finding> new_findings(const std::vector<Finding>& findings,
                                  const std::vector<Finding>& baseline);

}  // namespace plumb
