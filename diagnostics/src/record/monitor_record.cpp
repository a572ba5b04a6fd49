#include "monitor_record.hpp"

#include <nlohmann/json.hpp>

namespace plumb {
namespace {

std::filesystem::path created(std::filesystem::path directory) {
  create_run_directory(directory);
  return directory;
}

}  // namespace

MonitorRecord::MonitorRecord(std::filesystem::path directory, const RunFacts& facts)
    : directory_(created(std::move(directory))),
      writer_(directory_ / "steps.jsonl", facts.parameters) {
  write_facts(directory_, facts);
  save_summary();
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
