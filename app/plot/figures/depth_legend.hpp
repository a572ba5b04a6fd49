#pragma once

#include <string>
#include <vector>

#include "plot/figures/common.hpp"

namespace plumb {

/// Curves coloured by depth, and how the reader tells them apart: a legend beside the panels, or of
/// many layers a colour bar that names the first, the middle and the last. Of a narrow figure
/// always a bar, above the panels, that names the first and the last.
class DepthLegend {
 public:
  /// `names`: first layer to last, not empty. `rows`: what fits beside the panels.
  DepthLegend(std::vector<std::string> names, int rows, int width);

  /// What it takes above the panels.
  double room_above() const;

  /// The right edge of the panels.
  double panel_right(const Figure& figure) const;

  /// Styles the curve of a layer.
  void dress(Curve& curve, std::size_t layer) const;

  /// Places the legend, or the bar, beside `panels`, the box around all of them. Belongs before
  /// the first panel's curves, which are `curves`.
  void place(Script& script, const Figure& figure, const Box& panels,
             const std::vector<Curve>& curves) const;

 private:
  std::size_t columns() const;
  void place_above(Script& script, const Figure& figure, const Box& panels) const;

  std::vector<std::string> names_;
  std::size_t rows_;
  bool narrow_;
  bool bar_;
};

}  // namespace plumb
