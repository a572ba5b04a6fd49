#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/axis.hpp"

namespace plumb {

/// gnuplot commands that shade the ratios that the rule update-ratio finds nothing wrong with.
std::string update_ratio_band();

/// The decades of the ratios and of the band. Nothing where no ratio can be drawn.
std::optional<Axis> update_ratio_axis(std::vector<double> ratios);

}  // namespace plumb
