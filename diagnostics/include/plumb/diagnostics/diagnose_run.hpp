#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

class Diagnosis;

/// Shows a recorded run to the rules: its steps, and its evaluations between them. What a rule or a
/// callback throws comes out when all has been shown.
void show_run(const StepTable& run, Diagnosis& diagnosis);

/// Judges the steps that a run recorded, in the light of its run.json if there is one, by the
/// built-in rules at the run's own thresholds, or at those given. On a long run, whose steps.jsonl
/// is thinned, a rule sees fewer steps than while it trained. Throws Error where there are no steps
/// or a file is malformed.
std::vector<Finding> diagnose_run(const std::filesystem::path& directory,
                                  const std::optional<Thresholds>& thresholds = std::nullopt);

/// Those of the findings that a run wrote whose rule is not a built-in one, but the loop's own:
/// diagnose_run() cannot judge them again. Throws Error on a malformed file.
std::vector<Finding> findings_of_own_rules(const std::filesystem::path& directory);

/// The findings that a run wrote, or, where it was killed before it wrote any, what its `steps`
/// show: none where there are no steps. In the order of causes_first(). Throws Error on a malformed
/// file.
std::vector<Finding> recorded_findings(const std::filesystem::path& directory,
                                       const StepTable& steps);

}  // namespace plumb
