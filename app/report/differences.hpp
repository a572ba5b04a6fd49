#pragma once

#include <map>
#include <string>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "report/settings.hpp"

namespace plumb {

/// What the comparison of runs needs to know of each.
struct RunOutline {
  std::vector<Setting> settings;
  std::map<std::string, std::string> summary;  ///< of RecordedRun
  std::vector<Finding> findings;
  bool judged = false;  ///< false: no findings because nothing was there to judge
};

/// One line of a table that has a column a run. An empty cell: the run does not say.
struct ComparedRow {
  std::string what;
  std::vector<std::string> values;
};

/// The settings that are not the same in all runs, in the order of the first file that has them.
/// The name, which always differs, is left out.
std::vector<ComparedRow> differing_settings(const std::vector<RunOutline>& runs);

/// How the runs ended: what any of them says, the same or not.
std::vector<ComparedRow> outcomes(const std::vector<RunOutline>& runs);

}  // namespace plumb
