#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plot/grid.hpp"
#include "sweep/results_file.hpp"

namespace plumb {

/// A heat map of a sweep: a measure by two of its axes, in a panel for each value of a third. What
/// is left is averaged.
struct SweepMap {
  std::string x, y;
  std::string measure;
  std::string panels;  ///< empty: one panel
};

/// Reads "X,Y" or "X,Y:MEASURE". Throws Error on anything else.
SweepMap parse_map(std::string_view text);

/// Fills in what is empty: the first two axes that are free, accuracy, and for the panels the first
/// axis left that has several values, the seed excepted. Throws Error naming an axis or a measure
/// that the sweep does not have.
SweepMap complete_map(SweepMap map, const SweepResults& results);

/// Accuracy (or the loss, where there is none) and the gradient's ratio by the first two axes; none
/// for a sweep of fewer.
std::vector<SweepMap> default_maps(const SweepResults& results);

/// The map's numbers, means over the runs that have one; of a complete map.
GridData sweep_grid(const SweepResults& results, const SweepMap& map);

/// "steps-done, seconds, …", for help texts.
std::string measure_names();

}  // namespace plumb
