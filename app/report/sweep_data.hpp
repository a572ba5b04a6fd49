#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "report/sweep_content.hpp"

namespace plumb {

/// What bounds a sweep's page whatever the number of its runs.
struct SweepBudget {
  std::size_t rows = 20'000;      ///< of more, as many at even distances
  std::size_t numbers = 120'000;  ///< all measures of all rows: of more, the least asked for go
  std::size_t least_measures = 4;
  std::size_t losses = 8;  ///< reasons of runs without result
};

/// A sweep as the page's scripts take it: the axes, the measures with a column of numbers each, the
/// runs by column, findings, and what is said in words. `base` is the sweep's folder as a relative
/// URL that ends in "/". Numbers that are not finite are the strings "nan", "inf" and "-inf"; null
/// is a number that was not measured.
nlohmann::ordered_json sweep_data(const SweepContent& content, const std::string& base,
                                  const SweepBudget& budget = {});

}  // namespace plumb
