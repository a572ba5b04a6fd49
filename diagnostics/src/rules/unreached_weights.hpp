#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// Finds parameters that are to learn and have never got a gradient nor moved, while others do:
/// those behind a detach(), and those that the loss is not made of. One gradient is enough, as of
/// the heads of several tasks, and so is a change, as of an average of the weights.
class UnreachedWeights {
 public:
  explicit UnreachedWeights(const Thresholds& thresholds) : t_(thresholds) {}

  /// To be called at every step; speaks at probed ones. A warning in a network that has learnt
  /// nothing, or where the forward pass comes by them first.
  std::optional<Verdict> observe(const RunView& run);

  /// A warning in a run that ends with next to nothing learnt.
  std::optional<Verdict> finish(const RunView& run) const;

 private:
  struct Parameter {
    std::optional<double> weight;  // norm at the second probe
    std::int64_t since = 0;        // the first of the probes
    int probes = 0;                // in a row at which it required a gradient
    bool is_reached = false;       // or has moved
  };

  void look(const RunView& run);
  Verdict verdict(const RunView& run, const std::vector<std::size_t>& unreached) const;

  Thresholds t_;
  std::vector<Parameter> parameters_;
  bool has_probed_ = false;  // within its first step a loop may still load or draw the weights
  std::optional<Verdict> last_;
};

}  // namespace plumb
