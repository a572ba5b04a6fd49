#pragma once

#include <atomic>
#include <filesystem>
#include <thread>

#include "config/run_config.hpp"
#include "plumb/models/network.hpp"
#include "training/batches.hpp"

namespace plumb {

/// The forecast of a run, made beside its training on a thread that never touches torch, and
/// written to forecast.json as soon as it is there. Nothing that goes wrong with it is the run's
/// concern: then there is no file.
class ForecastTask {
 public:
  /// Begins, for the first update of a run with this resolved configuration. Does nothing for a
  /// network that the forecast does not know, and where it would take much more than a second.
  void start(const std::filesystem::path& directory, const RunConfig& config,
             const NetworkOptions& options, const TensorSplit& train);

  /// Waits until it is written. Without this call it is given up, within a moment, with the task.
  void finish();

  /// Processor time that it took so far.
  double cpu_seconds() const;

 private:
  void begin(const std::filesystem::path& directory, const RunConfig& config,
             const NetworkOptions& options, const TensorSplit& train);

  std::atomic<double> cpu_seconds_ = 0;  // of the thread, when it has ended
  mutable std::jthread thread_;          // last: it ends before what it writes to is gone
};

}  // namespace plumb
