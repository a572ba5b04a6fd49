#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <vector>

#include "config/run_config.hpp"
#include "plumb/diagnostics/finding.hpp"
#include "training/retention.hpp"

namespace plumb {

/// What is asked of a run: its settings, its folder, where it starts, and what ends it from
/// outside.
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

}  // namespace plumb
