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
  using Clock = std::function<double()>;  // seconds

  /// `aside`: processor seconds that the process has spent on something else than its steps.
  explicit StepTimer(Clock aside, Clock wall = wall_seconds, Clock cpu = process_seconds)
      : aside_(std::move(aside)), wall_clock_(std::move(wall)), cpu_clock_(std::move(cpu)) {}

  /// Brackets a stretch of steps; the device must be idle at both ends.
  void start();
  void stop();

  /// Within a stretch, after each step. True when the warm-up has just ended: then synchronize and
  /// call start().
  bool count();

  double ms_per_step() const { return per_step(warm_up_wall_, wall_); }
  double cpu_ms_per_step() const { return per_step(warm_up_cpu_, cpu_); }

 private:
  double per_step(double warm_up, double seconds) const;
  double cpu_seconds() const;

  Clock aside_, wall_clock_, cpu_clock_;
  std::int64_t steps_ = 0;
  double wall_ = 0, cpu_ = 0;  // seconds, of the warm-up until it has ended
  double warm_up_wall_ = 0, warm_up_cpu_ = 0;
  double wall_start_ = 0, cpu_start_ = 0;
};

}  // namespace plumb
