#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "plumb/diagnostics/rule.hpp"

namespace plumb {

/// Finds loops in which no parameter has ever changed: those that do not call backward or the
/// optimizer's step, or whose optimizer holds other parameters; and those that show the monitor no
/// gradient.
class StandingWeights {
 public:
  /// To be called at every step. Nothing from the first update on.
  std::optional<Verdict> observe(const RunView& run);

 private:
  std::optional<Verdict> without_gradient(const RunView& run);
  void look_for_movement(const RunView& run);

  bool is_known_to_stand() const { return !weights_.empty() && !is_unknown_ && !has_moved_; }

  bool has_gradient_ = false;
  bool has_moved_ = false;
  bool is_unknown_ = false;      // weights are not recorded
  std::vector<double> weights_;  // norms at the probe before
  std::int64_t since_ = -1;      // the first probe of those in a row that should have moved one
  int probes_ = 0;
};

}  // namespace plumb
