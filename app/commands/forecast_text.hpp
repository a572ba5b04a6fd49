#pragma once

#include <string>

#include "training/forecast_run.hpp"

namespace plumb {

/// The table of layers: predicted median, interval, and what one initialization gave.
std::string forecast_table(const ForecastReport& report);

/// The verdict in plain sentences with its numbers, the deepest trainable depth, and what to
/// change.
std::string forecast_sentences(const ForecastReport& report);

}  // namespace plumb
