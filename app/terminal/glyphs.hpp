#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "terminal/console.hpp"

namespace plumb {

/// One character a value, its height the value's place between `low` and `high`: "▁▄█", or "_=#"
/// without Unicode. A value that is not finite is "!".
std::string sparkline(const std::vector<double>& values, double low, double high,
                      const Console& console);

/// A bar of `columns`, filled from the left: to an eighth of a column, or to a whole one without
/// Unicode. `mark`: a place beside which the bar is seen to grow or shrink; it covers what is
/// there, unless that is the bar's own end.
std::string bar(double share, std::size_t columns, std::optional<double> mark,
                const Console& console);

/// How much of something is done: bar() with a ground of its own, so that its end is seen.
std::string progress_bar(double share, std::size_t columns, const Console& console);

}  // namespace plumb
