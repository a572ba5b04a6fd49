#pragma once

#include <optional>
#include <vector>

#include "config/run_config.hpp"
#include "data/dataset.hpp"
#include "plumb/diagnostics/forecast_record.hpp"
#include "plumb/diagnostics/run_facts.hpp"

namespace plumb {

/// A forecast beside one measurement: the network that the configuration's seed initializes, in
/// double precision.
struct ForecastReport : ForecastRecord {
  RunConfig config;  ///< resolved
};

/// Forecasts a run on the samples of its first update (at most 256 of them), and measures their
/// gradient; and says what simple models reach with the data.
ForecastReport forecast_run(const RunConfig& config, Dataset dataset);

}  // namespace plumb
