#pragma once

#include <optional>

#include "largest_update.hpp"
#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// What was seen of an explosion before the step that is not finite.
struct ExplosionSigns {
  bool gradient_grew = false;  ///< beyond all that it was
  bool step_promised =
      false;  ///< by the first gradient more than the whole loss (PromisedDecrease)
  const LargestUpdate& updates;  ///< by the probes before
};

/// Of the first step whose loss or gradient is not finite: where an explosion ends, within the
/// first steps or after growth. Nothing where something else made it: an operation without a slope,
/// or the batch.
std::optional<Verdict> explosion_end(const RunView& run, const ExplosionSigns& signs,
                                     const Thresholds& thresholds);

}  // namespace plumb
