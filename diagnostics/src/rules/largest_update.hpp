#pragma once

#include <algorithm>

#include "layer_view.hpp"

namespace plumb {

/// The most that half of the layers have been changed by in a step, in parts of their weights, by
/// the probes so far.
class LargestUpdate {
 public:
  void observe(const RunView& run) {
    if (run.probed()) ratio_ = std::max(ratio_, median_update_ratio(run).value_or(0));
  }

  double ratio() const { return ratio_; }

 private:
  double ratio_ = 0;
};

}  // namespace plumb
