#include "commands/run_findings.hpp"

#include <algorithm>
#include <cctype>

#include "config/value_text.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "report/verdict.hpp"

namespace plumb {
namespace {

/// The steps that it recorded, where its summary may lag behind.
std::int64_t recorded_steps(const std::filesystem::path& run) {
  const auto rows = read_steps(run).rows;
  return rows.empty() ? 0 : rows.back().step + 1;
}

std::string lower_case_first(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

}  // namespace

RunFindings judge(const std::filesystem::path& run,
                  const std::function<std::vector<Finding>()>& findings) {
  const auto summary = read_summary(run);
  const auto value = [&](const char* key) {
    const auto found = summary.find(key);
    return found == summary.end() ? std::string() : found->second;
  };
  const auto status = run_status(value("status"));
  const bool ended = status && *status != RunStatus::running;
  const std::string told = value("steps");
  const bool tells = ended && !told.empty() && told != "0";
  const std::string steps = tells ? told : std::to_string(recorded_steps(run));
  RunFindings result{run.string(), {}};
  result.judged = steps != "0";
  if (result.judged) result.findings = findings();
  const bool broke_off = status == RunStatus::failed || status == RunStatus::running;
  const bool cut_short = status == RunStatus::stopped || status == RunStatus::interrupted;
  if (broke_off || cut_short) {
    (broke_off ? result.unfinished : result.ended_early) =
        lower_case_first(ending_text(status, steps));
  }
  if (!result.judged)
    result.unfinished +=
        (broke_off ? ": " : "") + std::string("no step was recorded: nothing to judge");
  return result;
}

void check_fail_on(const std::string& fail_on) {
  if (!fail_on.empty()) parse_choice("fail-on", fail_on, {"info", "warning", "error"});
}

bool reaches(const std::vector<Finding>& findings, const std::string& fail_on) {
  return !fail_on.empty() && !findings.empty() && worst(findings) >= parse_severity(fail_on);
}

bool reaches(const RunFindings& run, const std::string& fail_on) {
  return reaches(run.findings, fail_on) || (!fail_on.empty() && !run.unfinished.empty());
}

std::vector<Finding> new_findings(const std::vector<Finding>& findings,
                                  const std::vector<Finding>& baseline) {
  std::vector<Finding> result;
  for (const auto& finding : findings) {
    const bool known = std::any_of(baseline.begin(), baseline.end(), [&](const Finding& other) {
      return other.rule == finding.rule && other.severity >= finding.severity;
    });
    if (!known) result.push_back(finding);
  }
  return result;
}

}  // namespace plumb
