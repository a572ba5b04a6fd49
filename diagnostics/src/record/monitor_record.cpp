#include "monitor_record.hpp"

#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>

#include "plumb/diagnostics/error.hpp"

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

}  // namespace

MonitorRecord::MonitorRecord(std::filesystem::path directory, const RunFacts& facts)
    : directory_(created(std::move(directory))),
      writer_(directory_ / "steps.jsonl", facts.parameters) {
  write_facts(directory_, facts);
  save_summary();
}

MonitorRecord::MonitorRecord(Resumed, std::filesystem::path directory, const RunFacts& facts,
                             std::int64_t step)
    : directory_(rewound(std::move(directory), facts, step)),
      writer_(directory_ / "steps.jsonl", facts.parameters),
      steps_completed_(step) {}

MonitorRecord MonitorRecord::resumed(std::filesystem::path directory, const RunFacts& facts,
                                     std::int64_t step) {
  return {Resumed(), std::move(directory), facts, step};
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
  write_facts(directory_, facts);
  write_file_atomically(directory_ / "findings.json", findings_json(findings));
  save_summary();
}

void MonitorRecord::save_summary() const {
  const nlohmann::ordered_json json{
      {"format", 1}, {"status", to_string(status_)}, {"steps", steps_completed_}};
  write_file_atomically(directory_ / "summary.json", json.dump(2) + '\n');
}

}  // namespace plumb
