#include "training/run_end.hpp"

#include <algorithm>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {
namespace {

std::vector<Finding> findings_of(const std::filesystem::path& directory) {
  try {
    return read_findings(directory);
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

void RunEnd::go_on(const std::filesystem::path& directory, std::int64_t step) {
  const std::vector<Finding> findings = findings_of(directory);
  has_stopped_before_ = std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.reported_step < step && stops(finding);
  });
}

void RunEnd::note(const Finding& finding) {
  is_to_stop_ = is_to_stop_ || (!has_stopped_before_ && stops(finding));
}

bool RunEnd::has_made_its_steps(std::int64_t steps) const {
  return conditions_.steps > 0 && steps >= conditions_.steps;
}

RunStatus RunEnd::after_step(std::int64_t steps, const std::vector<Finding>& findings) const {
  if (conditions_.interrupted != nullptr && conditions_.interrupted->load())
    return RunStatus::interrupted;
  if (has_made_its_steps(steps)) return RunStatus::completed;
  if (is_to_stop_ || (conditions_.stop_when && conditions_.stop_when(steps, findings)))
    return RunStatus::stopped;
  return RunStatus::running;
}

bool RunEnd::stops(const Finding& finding) const {
  return finding.rule == conditions_.rule &&
         (finding.severity != Severity::info || finding.rule == "non-finite");
}

}  // namespace plumb
