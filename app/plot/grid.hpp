#pragma once

#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "plot/figure.hpp"

namespace plumb {

/// One cell of a grid.
struct GridCell {
  double value = std::numeric_limits<double>::quiet_NaN();  ///< its colour; grey if not finite
  std::string label;                                        ///< written into it
  std::string note;                                         ///< smaller, below the label
};

struct GridPanel {
  std::string title;
  std::vector<GridCell> cells;  ///< rows × columns, row-major
};

/// A value by two settings, in a panel for each value of a third.
struct GridData {
  std::string stem;   ///< file name without its ending
  std::string title;  ///< of the figure
  std::string x_name, y_name;
  std::string value_name;
  std::vector<std::string> columns;  ///< labels, left to right
  std::vector<std::string> rows;     ///< top to bottom
  std::vector<GridPanel> panels;
  bool diverging = false;  ///< 0 is the middle of the colours: blue below, red above
};

/// Coloured cells with their values written into them, all panels on one scale: viridis, or blue to
/// red through white (ColorBrewer's RdBu), both safe for colour-blind readers. Nothing where no
/// cell is finite. At most `width` wide, but for a single panel that needs more.
std::optional<Figure> grid_figure(const GridData& grid, int width = standard_width);

}  // namespace plumb
