#pragma once

#include <cstdint>
#include <functional>
#include <limits>

#include "config/run_config.hpp"
#include "data/dataset.hpp"
#include "training/step_timer.hpp"

namespace plumb {

/// CPU threads that may be used: the cores that affinity and the container's quota leave, no more
/// than OMP_NUM_THREADS where that is set, and at most 8.
std::int64_t usable_threads();

/// The number of threads, 1, 2, 4, … up to `most`, with which `work` is fastest. It runs three
/// times or more with each; a number counts as faster where it takes four fifths of the time or
/// less, since its threads are taken from others. On a busy machine, where threads wait for each
/// other, that is 1. Leaves the process with that number. `clock`: seconds.
std::int64_t fastest_threads(const std::function<void()>& work, std::int64_t most,
                             const std::function<double()>& clock = wall_seconds);

/// Replaces `threads` 0 by the number with which this network's gradient on one batch is fastest,
/// and leaves the process with what is asked for. Takes a few passes. On another device than the
/// CPU: 1.
void settle_threads(RunConfig& config, const Dataset& dataset);

/// Says when threads have begun to wait for each other, because the machine has become busy: one
/// that has no core keeps all others at the next barrier, and they burn processor time there.
class BarrierWatch {
 public:
  /// Before steps that follow something else. `cpu_seconds`: what the process has taken so far.
  void begin(double cpu_seconds) { last_ = cpu_seconds; }

  /// After each step. True once a second of steps has taken 2.5 times as much a step as the best
  /// second before it: with two threads, from 2 on, one alone is faster.
  bool add(double cpu_seconds);

 private:
  double last_ = 0;
  double seconds_ = 0;  // of the steps since the last second was full
  std::int64_t steps_ = 0;
  double best_ = std::numeric_limits<double>::infinity();  // seconds a step
};

}  // namespace plumb
