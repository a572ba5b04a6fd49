#pragma once

#include <string>
#include <vector>

#include "commands/run_findings.hpp"
#include "terminal/console.hpp"

namespace plumb {

/// For people: causes_first(), remedies with their flags, after what kept the run from its
/// end, or ended it early.
std::string findings_text(const std::vector<RunFindings>& runs, const Console& console);

/// One finding as it comes up while a run trains: rule, place and step, and the sentence.
std::string live_finding_text(const Finding& finding, const Console& console);

/// "at dense_01, steps 3 to 40"; without a layer "step 3".
std::string finding_place(const Finding& finding);

}  // namespace plumb
