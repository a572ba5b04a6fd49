#pragma once

#include <string>
#include <vector>

#include "plot/script.hpp"

namespace plumb {

/// Starts a panel whose x axis are layers, numbered from 1, input to output, named below it: `top`
/// and `right` as given, the bottom as the longest name needs. Returns its place.
Box layer_panel(Script& script, const std::vector<std::string>& names, double right, double top,
                std::string_view y_name);

/// 1 … count: the places of the layers.
std::vector<double> layer_places(std::size_t count);

}  // namespace plumb
