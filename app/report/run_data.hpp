#pragma once

#include <nlohmann/json.hpp>

#include "report/budget.hpp"
#include "report/run_content.hpp"

namespace plumb {

/// A run as the page's scripts take it. Numbers that are not finite are the strings "nan", "inf"
/// and "-inf"; null is a number that was not measured. Long records are thinned to the budget.
nlohmann::ordered_json run_data(const RunContent& content, const PageBudget& budget);

}  // namespace plumb
