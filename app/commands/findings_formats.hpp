#pragma once

#include <string>
#include <vector>

#include "commands/run_findings.hpp"

namespace plumb {

/// One JSON document: an array of findings, each with its run.
std::string findings_json(const std::vector<RunFindings>& runs);

/// JUnit's XML: a suite a run, a case a rule, a failure for each finding at or above `fail_on`, and
/// an error for a run that is unfinished.
std::string findings_junit(const std::vector<RunFindings>& runs, Severity fail_on);

/// GitHub's workflow commands, which become annotations of a pull request; an error for a run that
/// is unfinished.
std::string findings_github(const std::vector<RunFindings>& runs);

}  // namespace plumb
