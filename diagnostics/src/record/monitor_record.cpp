#include "monitor_record.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "csv.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {
namespace {

std::filesystem::path created(std::filesystem::path directory) {
  create_run_directory(directory);
  return directory;
}

/// Those that the run was recorded of must be the monitor's, one by one.
void check_same_parameters(const std::filesystem::path& directory,
                           const std::vector<ParameterInfo>& parameters) {
  const auto recorded = read_facts(directory);
  const std::string run = "the run in \"" + directory.string() + '"';
  if (!recorded)
    throw Error(run + " has no run.json to go on with: Monitor::record_to begins a run");
  const auto& known = recorded->parameters;
  if (known.size() != parameters.size()) {
    throw Error(run + " has " + std::to_string(known.size()) + " parameters, and the network " +
                std::to_string(parameters.size()) + ": it cannot be gone on with");
  }
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i].name == parameters[i].name && known[i].shape == parameters[i].shape) continue;
    throw Error(run + " has the parameter " + known[i].name + " where the network has " +
                parameters[i].name + ", or in another shape: it cannot be gone on with");
  }
}

std::filesystem::path rewound(std::filesystem::path directory, const RunFacts& facts,
                              std::int64_t step) {
  check_same_parameters(directory, facts.parameters);
  // What a loop may have recorded by epochs is its own affair.
  rewind_run(directory, std::numeric_limits<std::int64_t>::max(), step);
  return directory;
}

/// Its lines may be thinned at the end, and its summary may lag behind them.
std::int64_t steps_recorded_in(const std::filesystem::path& directory,
                               std::map<std::string, std::string>& summary) {
  const auto rows = read_steps(directory).rows;
  const std::int64_t steps = rows.empty() ? 0 : rows.back().step + 1;
  return std::max(steps, parse_csv_integer(summary["steps"]).value_or(0));
}

}  // namespace

void check_goes_so_far(const std::filesystem::path& directory, std::int64_t step) {
  if (!holds_run(directory)) {
    throw Error("there is no run in \"" + directory.string() +
                "\" to go on with: Monitor::record_to begins one");
  }
  auto summary = read_summary(directory);
  const std::int64_t steps = steps_recorded_in(directory, summary);
  const auto status = run_status(summary["status"]);
  const bool was_killed = !status || *status == RunStatus::running;
  if (step <= (was_killed ? 2 * steps : steps)) return;
  throw Error("the run in \"" + directory.string() + "\" has recorded " + std::to_string(steps) +
              (steps == 1 ? " step" : " steps") + " and cannot go on with step " +
              std::to_string(step) +
              ": call set_next_step with the step that the checkpoint was saved at");
}

MonitorRecord::MonitorRecord(std::filesystem::path directory, const RunFacts& facts,
                             const Thresholds& thresholds)
    : directory_(created(std::move(directory))),
      thresholds_(thresholds),
      writer_(directory_ / "steps.jsonl", facts.parameters) {
  write_facts(directory_, facts, thresholds_);
  save_summary();
}

MonitorRecord::MonitorRecord(Resumed, std::filesystem::path directory, const RunFacts& facts,
                             const Thresholds& thresholds, std::int64_t step)
    : directory_(rewound(std::move(directory), facts, step)),
      thresholds_(thresholds),
      writer_(directory_ / "steps.jsonl", facts.parameters),
      steps_completed_(step) {}

MonitorRecord MonitorRecord::resumed(std::filesystem::path directory, const RunFacts& facts,
                                     const Thresholds& thresholds, std::int64_t step) {
  return {Resumed(), std::move(directory), facts, thresholds, step};
}

void MonitorRecord::write(const StepRecord& record, const std::vector<TapInfo>& taps) {
  writer_.write(record, taps, 0);
  steps_completed_ = record.step + 1;
}

void MonitorRecord::save_new(const std::vector<Finding>& findings) {
  if (!std::exchange(findings_changed_, false)) return;
  write_file_atomically(directory_ / "findings.json", findings_json(findings));
}

void MonitorRecord::save(const RunFacts& facts, const std::vector<Finding>& findings) {
  writer_.flush();
  write_facts(directory_, facts, thresholds_);
  write_file_atomically(directory_ / "findings.json", findings_json(findings));
  save_summary();
}

void MonitorRecord::save_summary() const {
  const nlohmann::ordered_json json{
      {"format", 1}, {"status", to_string(status_)}, {"steps", steps_completed_}};
  write_file_atomically(directory_ / "summary.json", json.dump(2) + '\n');
}

}  // namespace plumb
