#pragma once

#include <cstdint>
#include <functional>
#include <utility>

namespace plumb {

/// Seconds of a clock that never goes back.
double wall_seconds();

/// Processor time of all threads of the process so far, in seconds.
double process_seconds();

/// Times training steps, evaluations left out, by the clock and in processor time. The first steps,
/// which allocate and warm caches, are not counted unless there are no others.
class StepTimer {
 public:
  /// `aside`: processor seconds that the process has spent on something else than its steps.
  explicit StepTimer(std::function<double()> aside) : aside_(std::move(aside)) {}

  /// Brackets a stretch of steps; the device must be idle at both ends.
  void start();
  void stop();

  /// Within a stretch, after each step. True when the warm-up has just ended: then synchronize and
  /// call start().
  bool count();

  double ms_per_step() const { return per_step(wall_); }
  double cpu_ms_per_step() const { return per_step(cpu_); }

 private:
  double per_step(double seconds) const;
  double cpu_seconds() const;

  std::function<double()> aside_;
  std::int64_t steps_ = 0;
  double wall_ = 0, cpu_ = 0;  // seconds, warm-up left out
  double wall_start_ = 0, cpu_start_ = 0;
};

}  // namespace plumb
