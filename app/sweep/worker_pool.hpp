#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace plumb {

/// How a worker ended.
struct WorkerResult {
  std::size_t job = 0;
  std::optional<int> exit_code;  ///< none if a signal killed it
  int signal = 0;                ///< that killed it, else 0
  std::string message;           ///< the last line that it wrote to standard error
  double seconds = 0;            ///< by the clock
  double processor_seconds = 0;  ///< user and system, all its threads
};

/// One line on why a worker that did not exit with 0 ended: its message, or the signal's name.
std::string reason_of(const WorkerResult& result);

/// Child processes that each do one job, so that a crash ends one run and not the sweep.
///
/// They are forked, not executed anew: the libraries that the parent has loaded and the data that
/// it has read are theirs at once (docs/sweep.md has the gain). The parent must have one thread
/// only. A worker's standard output is dropped; it has a process group of its own, so that a Ctrl-C
/// on the terminal reaches the parent alone; it gets SIGTERM when the parent dies.
class WorkerPool {
 public:
  WorkerPool() = default;
  /// Ends those that still run, by SIGKILL.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  /// Runs work() in a new process and exits it with what that returns; an exception becomes its
  /// message and exit code 1. Throws Error if there can be no new process.
  void start(std::size_t job, const std::function<int()>& work);

  std::size_t running() const { return workers_.size(); }

  /// Waits until a worker ends or the time is over; returns those that have ended. A signal ends
  /// the wait.
  std::vector<WorkerResult> wait(std::chrono::milliseconds timeout);

  /// Sends every worker a signal.
  void signal_all(int signal) const;

 private:
  using Clock = std::chrono::steady_clock;

  struct Worker {
    std::size_t job = 0;
    pid_t process = 0;
    int messages = -1;  // read end of its standard error
    std::string text;   // the end of what it wrote there
    Clock::time_point began;
  };

  static bool drain(Worker& worker);
  static WorkerResult reap(const Worker& worker);

  std::vector<Worker> workers_;
};

}  // namespace plumb
