#pragma once

#include "plumb/diagnostics/forecast.hpp"

namespace plumb::forecasting {

/// Throws Error where sizes do not fit together, or a skip, activation or loss does not exist.
void check(const ForecastNetwork& network, const ForecastBatch& batch);

}  // namespace plumb::forecasting
