#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "../record/monitor_record.hpp"
#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {

/// Gives the records of steps to all who want them: the run directory, the rules, and whoever
/// listens.
class RecordDelivery {
 public:
  using OnRecord = std::function<void(const StepRecord&)>;
  using OnFinding = std::function<void(const Finding&)>;

  /// Either may be empty.
  RecordDelivery(Diagnosis diagnosis, OnRecord on_record, OnFinding on_finding);
  RecordDelivery(const RecordDelivery&) = delete;
  RecordDelivery& operator=(const RecordDelivery&) = delete;

  void add(StepRecord record) { waiting_.push_back(std::move(record)); }
  bool has_some() const { return handed_out_ < waiting_.size(); }

  /// All that were added. What is thrown meanwhile comes out when everyone has that record; those
  /// after it stay for the next call.
  void hand_out(const std::vector<TapInfo>& taps);

  /// When all steps before it have been handed out.
  void hand_out(const EvaluationRecord& evaluation);

  /// What a run was before it was resumed, to the rules. Whoever listens has heard of it then.
  void show_earlier(const StepTable& recorded);

  /// Those who listen may be gone.
  void silence();

  Diagnosis& diagnosis() { return diagnosis_; }

  bool records() const { return record_.has_value(); }
  void record_in(MonitorRecord record) { record_.emplace(std::move(record)); }

  /// Nothing where there is no record, as the next.
  void save_record(const RunFacts& facts);
  void end_record(RunStatus status, const RunFacts& facts);

 private:
  void hand_out_next(const std::vector<TapInfo>& taps);

  Diagnosis diagnosis_;
  OnRecord on_record_;
  OnFinding on_finding_;
  std::optional<MonitorRecord> record_;
  std::vector<StepRecord> waiting_;  // those from handed_out_ on are still to be handed out
  std::size_t handed_out_ = 0;
  bool shows_earlier_ = false;
};

}  // namespace plumb
