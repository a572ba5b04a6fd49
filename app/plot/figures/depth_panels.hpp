#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/figures/common.hpp"
#include "plot/figures/step_curves.hpp"

namespace plumb {

/// A quantity of every layer or tap by step, in a panel of its own.
struct DepthPanel {
  std::string y_name;
  LayerCurves layers;
  std::optional<Axis> axis;  ///< none: the panel is left out
  std::string commands;      ///< gnuplot's, drawn below the curves: a band, a level
};

/// Panels below each other with one axis of steps and one legend of the layers. Nothing where no
/// panel has an axis. All panels have the same layers.
std::optional<Figure> depth_panels_figure(std::string stem, std::string title,
                                          std::vector<DepthPanel> panels, int width);

}  // namespace plumb
