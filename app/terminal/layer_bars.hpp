#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "terminal/console.hpp"
#include "terminal/live_run.hpp"

namespace plumb {

/// A line for each of at most `rows - 1` layers, evenly chosen, from input to output: name, norm,
/// and a bar whose length is the norm's logarithm, with a mark where it was at the first step.
/// Below them an axis that says how large the norms are. Nothing without a layer or for fewer than
/// 3 rows.
std::vector<std::string> layer_bars(const std::vector<LiveRun::Layer>& layers, std::size_t columns,
                                    std::size_t rows, const Console& console);

}  // namespace plumb
