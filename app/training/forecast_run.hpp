#pragma once

#include "config/run_config.hpp"
#include "data/dataset.hpp"
#include "plumb/diagnostics/forecast_record.hpp"

namespace plumb {

/// A forecast beside one measurement: the network that the configuration's seed initializes, in
/// double precision.
struct ForecastReport : ForecastRecord {
  RunConfig config;  ///< resolved
};

/// Forecasts a run on the samples of its first update (at most 256 of them), and measures their
/// gradient.
ForecastReport forecast_run(const RunConfig& config, Dataset dataset);

}  // namespace plumb
