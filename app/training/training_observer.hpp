#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/step_record.hpp"
#include "training/evaluation_result.hpp"
#include "training/run_start.hpp"

namespace plumb {

/// Where a run stands when a step has been recorded.
struct StepContext {
  std::int64_t epoch = 0;
  std::function<Evaluation()> means;  ///< loss and accuracy over the epoch so far; waits for the
                                      ///< device; empty where that has failed
};

/// Follows a run. Called on the training thread; what it does costs training time.
class TrainingObserver {
 public:
  virtual ~TrainingObserver() = default;
  virtual void on_start(const RunStart&) {}
  /// Something about the run itself that does not end it, in a sentence.
  virtual void on_notice(const std::string&) {}
  /// Once per step, in order. On a GPU up to 32 steps late.
  virtual void on_step(const StepRecord&, const StepContext&) {}
  /// When a rule reports something, or reports it as more severe.
  virtual void on_finding(const Finding&) {}
  /// Before a pass over the whole training or validation set.
  virtual void on_evaluation(std::int64_t /*epoch*/) {}
  /// After each epoch, and before that of the first for epoch 0, the initialization.
  /// `largest_norm` is over the gradients of the whole training set, where those were measured.
  virtual void on_epoch(const EpochRow&, std::optional<double> /*largest_norm*/) {}
};

}  // namespace plumb
