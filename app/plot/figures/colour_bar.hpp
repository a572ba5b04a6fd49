#pragma once

#include <string>
#include <string_view>

#include "plot/figure.hpp"
#include "plot/script.hpp"

namespace plumb {

/// Where the bar that explains the colours stands.
struct ColourBar {
  Box box;
  bool horizontal = false;
};

/// Across a panel, above it, where a figure has no room at its side. With its numbers and its name
/// it takes bar_room.
ColourBar bar_above(const Box& panel);
inline constexpr double bar_room = 52;

/// gnuplot commands that place it.
std::string colour_bar_commands(const ColourBar& bar, const Figure& figure);

/// Names what the colours show: above a horizontal bar, or upright at `x`.
void name_colour_bar(Script& script, const ColourBar& bar, std::string_view name, double x);

}  // namespace plumb
