#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/run_config.hpp"
#include "data/dataset.hpp"
#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/step_record.hpp"
#include "training/dataset_request.hpp"
#include "training/evaluation_result.hpp"
#include "training/retention.hpp"
#include "training/run_start.hpp"
#include "training/run_summary.hpp"

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

struct RunRequest {
  RunConfig config;
  std::filesystem::path directory;  ///< must not hold a run, unless resuming
  bool resume = false;              ///< go on from the newest checkpoint in `directory`
  const std::atomic<bool>* interrupted =
      nullptr;  ///< ends the run after the step under way, state saved

  /// Asked after every step, with the steps made and the findings so far; true stops the run.
  std::function<bool(std::int64_t steps, const std::vector<Finding>& findings)> stop_when = {};

  /// Of a new run: start from the newest checkpoint of another one that was made at this step or
  /// before. The rules are shown the steps until then, and judge those from there on. With the
  /// initializer lsuv, where the other one had another, its weights are rescaled first: what was
  /// measured of the weights before says nothing of them, and the rules begin anew.
  struct Start {
    std::filesystem::path directory;
    std::int64_t step = 0;
    std::vector<std::filesystem::path> before =
        {};  ///< the runs that it went on from in turn itself, the first one first
  };
  std::optional<Start> start = {};

  Retention retention = Retention::newest;  ///< of checkpoints

  /// Of a new run: forecast.json is written too, computed on a thread beside the training, where
  /// the forecast knows the network and takes about a second.
  bool forecast = false;

  /// Take the process back to one thread when its threads begin to wait for each other, as on a
  /// machine that has become busy. From then on numbers are those of one thread, to rounding.
  bool may_lower_threads = false;
};

/// Trains, measures and records one run. A loss that becomes NaN is a result. Throws Error on a
/// configuration that cannot be met, before anything is written. prepare_process must have been
/// called.
RunSummary train(const RunRequest& request, Dataset dataset, TrainingObserver& observer);

}  // namespace plumb
