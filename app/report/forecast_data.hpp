#pragma once

#include <nlohmann/json.hpp>

#include "report/budget.hpp"
#include "report/run_content.hpp"

namespace plumb {

/// A run's forecast beside its first step: {verdict, trainable_depth, stable_rate, batch, measured,
/// inside, worst: {layer, median, measured, decades}, layers: {of, names, median, low, high,
/// measured, inside}}; null where there was none. The counts are over all layers, those listed
/// spread over the depth where there are too many.
nlohmann::ordered_json forecast_data(const RunContent& content, const PageBudget& budget);

}  // namespace plumb
