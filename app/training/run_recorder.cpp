#include "training/run_recorder.hpp"

namespace plumb {

RunRecorder::RunRecorder(std::filesystem::path directory) : directory_(std::move(directory)) {}

void RunRecorder::open(const std::vector<ParameterInfo>& parameters) {
  steps_.emplace(directory_ / "steps.jsonl", parameters);
  epochs_.emplace(directory_);
}

void RunRecorder::add(const StepRecord& record, const std::vector<TapInfo>& taps,
                      std::int64_t epoch) {
  steps_->write(record, taps, epoch);
  tally_.add(record);
}

void RunRecorder::add(const EpochRow& row) {
  epochs_->write(row);
  tally_.add(row);
}

double RunRecorder::add_gradients(std::int64_t epoch,
                                  const std::vector<std::pair<std::string, double>>& norms) {
  epochs_->write_gradients(epoch, norms);
  double largest = 0;
  for (const auto& [name, norm] : norms) largest = larger_norm(largest, norm);
  tally_.add_largest_norm(epoch, largest);
  return largest;
}

void RunRecorder::write_summary(const std::vector<Finding>& findings) {
  summary().findings = findings;
  write_file_atomically(directory_ / "findings.json", findings_json(findings));
  write_file_atomically(directory_ / "summary.json", to_json(summary()));
}

void RunRecorder::flush_steps() {
  steps_->flush();
}

}  // namespace plumb
