#pragma once

#include <string>
#include <utility>
#include <vector>

#include "config/run_config.hpp"
#include "data/dataset.hpp"
#include "plumb/diagnostics/forecast.hpp"

namespace plumb {

/// A forecast beside one measurement.
struct ForecastReport {
  RunConfig config;  ///< resolved
  std::string data;
  std::size_t batch_size = 0;
  Forecast forecast;
  /// By kernel, in the order of forecast.layers: the gradient's norm in the network that the
  /// configuration's seed initializes, in double precision.
  std::vector<double> measured;
};

/// Forecasts a run on the first batch that it would see (at most 256 samples of it), and measures
/// that batch's gradient.
ForecastReport forecast_run(const RunConfig& config, Dataset dataset);

}  // namespace plumb
