#include "training/judge_again.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "plumb/diagnostics/diagnose_run.hpp"
#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_facts.hpp"
#include "plumb/diagnostics/run_status.hpp"
#include "training/earlier_steps.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;

bool has_parameters_of(const StepTable& table, const RunFacts& facts) {
  return std::equal(table.parameters.begin(), table.parameters.end(), facts.parameters.begin(),
                    facts.parameters.end(),
                    [](const auto& name, const auto& info) { return name == info.name; });
}

/// Nothing where the rules cannot be shown all that they saw: a file is gone, or is another one.
std::optional<std::vector<Finding>> judged_after(const std::vector<fs::path>& runs,
                                                 const fs::path& run, std::int64_t first_step) {
  const auto facts = read_facts(run);
  const StepTable own = read_steps(run);
  const auto parts = steps_before(runs, first_step);
  const bool fits = facts && !parts.empty() && !parts.back().table.rows.empty() &&
                    has_parameters_of(own, *facts) &&
                    std::all_of(parts.begin(), parts.end(), [&](const EarlierSteps& part) {
                      return has_parameters_of(part.table, *facts);
                    });
  if (!fits) return std::nullopt;
  bool listening = true;
  Diagnosis diagnosis(*facts, listening_rules(listening));
  for (const auto& part : parts) {
    diagnosis.set_clip(part.clip);
    show_run(part.table, diagnosis);
  }
  listening = false;
  diagnosis.set_clip(facts->clip);
  show_run(own, diagnosis);
  if (run_status(read_summary(run)["status"]) == RunStatus::completed) diagnosis.finish();
  return diagnosis.findings();
}

std::optional<std::vector<Finding>> judged_with_history(const fs::path& run,
                                                        std::int64_t first_step) {
  try {
    const auto runs = runs_before(run);
    if (runs.empty()) return std::nullopt;
    if (begins_anew(recorded_config(runs.back()), recorded_config(run))) return diagnose_run(run);
    return judged_after(runs, run, first_step);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

JudgedAgain judge_again(const fs::path& run) {
  const std::int64_t first_step = std::llround(recorded_number(run, "first_step"));
  if (first_step == 0) return {diagnose_run(run), {}};
  if (auto findings = judged_with_history(run, first_step)) return {std::move(*findings), {}};
  return {diagnose_run(run),
          fmt::format("the run went on from another one's step {}, and the steps before it are not "
                      "there to be judged by: findings may differ from those that findings.json "
                      "has, as of a spike or of units that died",
                      first_step)};
}

}  // namespace plumb
