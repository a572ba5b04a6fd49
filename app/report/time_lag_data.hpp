#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "plumb/diagnostics/run_directory.hpp"
#include "report/budget.hpp"

namespace plumb {

/// How much of the gradient reaches the steps of each recurrent layer: {layer, epochs, lag, norms:
/// epoch × lag} each, at most six epochs at even distances. Empty for a network without recurrence.
nlohmann::ordered_json time_lag_curves(const std::vector<TimeGradient>& gradients,
                                       const PageBudget& budget);

}  // namespace plumb
