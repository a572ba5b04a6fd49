#include "record_delivery.hpp"

#include <utility>

#include "plumb/diagnostics/diagnose_run.hpp"
#include "plumb/internal/first_failure.hpp"

namespace plumb {

RecordDelivery::RecordDelivery(Diagnosis diagnosis, OnRecord on_record, OnFinding on_finding)
    : diagnosis_(std::move(diagnosis)),
      on_record_(std::move(on_record)),
      on_finding_(std::move(on_finding)) {
  diagnosis_.on_finding([this](const Finding& finding) {
    if (shows_earlier_) return;
    if (record_) record_->note_finding();
    if (on_finding_) on_finding_(finding);
  });
}

void RecordDelivery::hand_out(const std::vector<TapInfo>& taps) {
  while (has_some()) hand_out_next(taps);
}

void RecordDelivery::hand_out_next(const std::vector<TapInfo>& taps) {
  const StepRecord record = std::move(waiting_[handed_out_++]);
  if (!has_some()) {
    waiting_.clear();
    handed_out_ = 0;
  }
  FirstFailure failure;
  if (record_) failure.run([&] { record_->write(record, taps); });
  failure.run([&] { diagnosis_.observe(record, taps); });
  if (record_) failure.run([&] { record_->save_new(diagnosis_.findings()); });
  if (on_record_) failure.run([&] { on_record_(record); });
  failure.rethrow();
}

void RecordDelivery::hand_out(const EvaluationRecord& evaluation) {
  FirstFailure failure;
  if (record_) failure.run([&] { record_->write(evaluation); });
  failure.run([&] { diagnosis_.observe_evaluation(evaluation.losses); });
  if (record_) failure.run([&] { record_->save_new(diagnosis_.findings()); });
  failure.rethrow();
}

void RecordDelivery::show_earlier(const StepTable& recorded) {
  shows_earlier_ = true;
  FirstFailure failure;
  failure.run([&] { show_run(recorded, diagnosis_); });
  shows_earlier_ = false;
  failure.rethrow();
}

void RecordDelivery::silence() {
  on_record_ = nullptr;
  on_finding_ = nullptr;
}

void RecordDelivery::save_record(const RunFacts& facts) {
  if (record_) record_->save(facts, diagnosis_.findings());
}

void RecordDelivery::end_record(RunStatus status, const RunFacts& facts) {
  if (!record_) return;
  record_->end(status);
  save_record(facts);
}

}  // namespace plumb
