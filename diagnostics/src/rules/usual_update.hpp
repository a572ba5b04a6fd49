#pragma once

#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// What half of the layers have moved by in a step, in parts of their weights, on average over the
/// probes so far.
class UsualUpdate {
 public:
  void add(double median_ratio) {
    sum_ += median_ratio;
    ++probes_;
  }

  double ratio() const { return sum_ / probes_; }

  /// Of a network that has learnt so much at best: whether it learns slowly since it hardly moves.
  bool is_slow(double learnt, const Thresholds& t) const {
    return learnt < t.update_slow_learnt && is_below(t.update_ratio_slow, t);
  }

  /// Known by enough probes, and below that. Single batches move it by half: a quarter of them
  /// tells what is below a fifth.
  bool is_below(double ratio_limit, const Thresholds& t) const {
    return (probes_ >= t.update_slow_probes && ratio() < ratio_limit) ||
           (4 * probes_ >= t.update_slow_probes && 5 * ratio() < ratio_limit);
  }

 private:
  double sum_ = 0;
  int probes_ = 0;
};

}  // namespace plumb
