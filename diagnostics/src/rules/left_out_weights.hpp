#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// Finds parameters that get a gradient and have never moved, while others do: an optimizer that
/// was made without them, or before they were unfrozen.
class LeftOutWeights {
 public:
  explicit LeftOutWeights(const Thresholds& thresholds) : t_(thresholds) {}

  /// To be called at every step; speaks at probed ones. A warning in a network that has learnt
  /// nothing.
  std::optional<Verdict> observe(const RunView& run);

 private:
  struct Standing {
    std::optional<double> weight;  // norm at the first probe
    std::int64_t since = 0;        // the first of the probes
    int probes = 0;                // that should have moved it
    bool has_moved = false;
  };

  void look(const RunView& run);
  Verdict verdict(const RunView& run, const std::vector<std::size_t>& left_out) const;

  Thresholds t_;
  std::vector<Standing> parameters_;
};

}  // namespace plumb
