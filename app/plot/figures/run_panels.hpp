#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plot/figures/common.hpp"

namespace plumb {

/// What one run has in its panel.
struct RunPanel {
  std::string heading;
  std::vector<Curve> curves;  ///< all with a style
};

/// What all panels share.
struct RunPanelsLook {
  std::string stem, title;
  std::string x_name, y_name;
  Axis axis;
  std::pair<double, double> x_range;
  std::string commands = {};             ///< gnuplot's, before each panel: a band
  std::vector<LegendEntry> legend = {};  ///< beside the panels; none: a colour bar of depth
};

/// A panel a run, up to three beside each other, all on one scale.
Figure run_panels_figure(const RunPanelsLook& look, std::vector<RunPanel> panels, int width);

/// The style of a curve of layer `layer` of `count`, for the colour bar of run_panels_figure.
std::string bar_style(std::size_t layer, std::size_t count);

/// The first and the last epoch of any run.
std::pair<double, double> epoch_range(const std::vector<RecordedRun>& runs);

/// The first and the last x of any curve.
std::pair<double, double> x_range(const std::vector<RunPanel>& panels);

}  // namespace plumb
