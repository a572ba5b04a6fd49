#include "training/run_reporter.hpp"

#include <utility>

#include "plumb/diagnostics/diagnose_run.hpp"

namespace plumb {

void RunReporter::take(const StepRecord& record, const std::vector<TapInfo>& taps) {
  recorder_.add(record, taps, context_.epoch);
  observer_.on_step(record, context_);
}

void RunReporter::take(const Finding& finding, const std::vector<Finding>& all) {
  if (is_replaying_) return;  // told, and stopped for, before
  end_.note(finding);
  recorder_.add(finding, all);
  observer_.on_finding(finding);
}

void RunReporter::replay(const StepTable& steps, Diagnosis& diagnosis) {
  is_replaying_ = true;
  show_run(steps, diagnosis);
  is_replaying_ = false;
}

RunReporter::Epoch::Epoch(RunReporter& reporter, std::int64_t epoch,
                          std::function<Evaluation()> means)
    : context_(reporter.context_) {
  context_ = {epoch, std::move(means)};
}

RunReporter::Epoch::~Epoch() {
  context_.means = nullptr;
}

}  // namespace plumb
