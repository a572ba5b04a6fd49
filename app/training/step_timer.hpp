#pragma once

#include <cstdint>

namespace plumb {

/// Times training steps, evaluations left out, by the clock and in processor time. The first steps,
/// which allocate and warm caches, are not counted unless there are no others.
class StepTimer {
 public:
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

  std::int64_t steps_ = 0;
  double wall_ = 0, cpu_ = 0;  // seconds, warm-up left out
  double wall_start_ = 0, cpu_start_ = 0;
};

}  // namespace plumb
