#include "plumb/diagnostics/diagnose_run.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/layers.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "plumb/internal/first_failure.hpp"

namespace plumb {
namespace {

std::size_t place_of(const std::string& name, const std::vector<std::string>& names) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// A row that came before a parameter was first recorded is shorter.
template <class T>
void reorder(std::vector<T>& values, const std::vector<std::size_t>& order) {
  if (values.empty()) return;
  std::vector<T> result(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (order[i] < values.size()) result[i] = std::move(values[order[i]]);
  }
  values = std::move(result);
}

}  // namespace

void show_run(const StepTable& run, Diagnosis& diagnosis) {
  FirstFailure failure;
  auto evaluation = run.evaluations.begin();
  const auto show_evaluations_until = [&](std::int64_t steps) {
    for (; evaluation != run.evaluations.end() && evaluation->steps <= steps; ++evaluation)
      failure.run([&] { diagnosis.observe_evaluation(evaluation->losses); });
  };
  for (const auto& row : run.rows) {
    show_evaluations_until(row.step);
    failure.run([&] { diagnosis.observe(row, run.taps); });
  }
  show_evaluations_until(std::numeric_limits<std::int64_t>::max());
  failure.rethrow();
}

std::vector<Finding> diagnose_run(const std::filesystem::path& directory,
                                  const std::optional<Thresholds>& thresholds) {
  StepTable steps = read_steps(directory);
  if (steps.rows.empty()) {
    throw Error("\"" + directory.string() + "\" has no recorded steps to judge (steps.jsonl)");
  }
  RunFacts facts = read_facts(directory).value_or(RunFacts{});
  facts.parameters = recorded_parameters(facts.parameters, steps.parameters);
  std::vector<std::size_t> order;
  for (const auto& info : facts.parameters) order.push_back(place_of(info.name, steps.parameters));
  Diagnosis diagnosis(std::move(facts), thresholds ? *thresholds : read_thresholds(directory));
  for (auto& row : steps.rows) {
    reorder(row.norms, order);
    reorder(row.norms_after, order);
    reorder(row.probes, order);
  }
  show_run(steps, diagnosis);
  if (run_status(read_summary(directory)["status"]) == RunStatus::completed) diagnosis.finish();
  return diagnosis.findings();
}

std::vector<Finding> findings_of_own_rules(const std::filesystem::path& directory) {
  if (!std::filesystem::exists(directory / "findings.json")) return {};
  auto findings = read_findings(directory);
  std::erase_if(findings,
                [](const Finding& finding) { return built_in_rule(finding.rule) != nullptr; });
  return findings;
}

std::vector<Finding> recorded_findings(const std::filesystem::path& directory,
                                       const StepTable& steps) {
  if (std::filesystem::exists(directory / "findings.json"))
    return causes_first(read_findings(directory));
  return steps.rows.empty() ? std::vector<Finding>() : causes_first(diagnose_run(directory));
}

}  // namespace plumb
