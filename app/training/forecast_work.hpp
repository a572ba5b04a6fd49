#pragma once

#include <optional>

#include "plumb/diagnostics/forecast.hpp"

namespace plumb {

/// Options with which a forecast takes at most about 1.5 s of one core, whatever the activation:
/// fewer draws, and for larger batches no search for the deepest trainable depth. Nothing where too
/// few draws are left for an interval.
std::optional<ForecastOptions> affordable_forecast(const ForecastNetwork& network,
                                                   std::size_t samples);

}  // namespace plumb
