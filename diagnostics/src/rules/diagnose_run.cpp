#include "plumb/diagnostics/diagnose_run.hpp"

#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_facts.hpp"

namespace plumb {
namespace {

RunFacts facts_of(const std::filesystem::path& directory, const StepTable& steps) {
  RunFacts facts = read_facts(directory).value_or(RunFacts{});
  if (!facts.parameters.empty()) return facts;
  for (const auto& name : steps.parameters) facts.parameters.push_back({name, {}, 0, {}});
  return facts;
}

}  // namespace

std::vector<Finding> diagnose_run(const std::filesystem::path& directory,
                                  const Thresholds& thresholds) {
  const StepTable steps = read_steps(directory);
  if (steps.rows.empty()) {
    throw Error("\"" + directory.string() + "\" has no recorded steps to judge (steps.jsonl)");
  }
  Diagnosis diagnosis(facts_of(directory, steps), thresholds);
  for (const auto& row : steps.rows) diagnosis.observe(row, steps.taps);
  if (read_summary(directory)["status"] == "completed") diagnosis.finish();
  return diagnosis.findings();
}

std::vector<Finding> recorded_findings(const std::filesystem::path& directory,
                                       const StepTable& steps) {
  if (std::filesystem::exists(directory / "findings.json"))
    return by_severity(read_findings(directory));
  return steps.rows.empty() ? std::vector<Finding>() : by_severity(diagnose_run(directory));
}

}  // namespace plumb
