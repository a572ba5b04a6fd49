#pragma once

#include <stop_token>

#include "plumb/diagnostics/forecast.hpp"

namespace plumb::forecasting {

/// Throws Error where sizes do not fit together, or a skip, activation or loss does not exist.
void check(const ForecastNetwork& network, const ForecastBatch& batch);

/// Throws Error where the caller wants no forecast any more.
void check_not_stopped(const std::stop_token& stop);

}  // namespace plumb::forecasting
