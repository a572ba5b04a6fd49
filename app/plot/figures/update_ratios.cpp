#include "plot/figures/update_ratio.hpp"

#include <fmt/format.h>

#include "plot/figures/depth_panels.hpp"
#include "plot/style.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

std::string update_ratio_band() {
  const Thresholds lines;
  return fmt::format(
      "set object 1 rectangle from graph 0,first {:g} to graph 1,first {:g} behind fc rgb '{}' fs "
      "solid noborder\n",
      lines.update_ratio_low, lines.update_ratio_raised, style::band);
}

std::optional<Axis> update_ratio_axis(std::vector<double> ratios) {
  if (!fit_log_axis(ratios)) return std::nullopt;
  const Thresholds lines;
  ratios.push_back(lines.update_ratio_low);
  ratios.push_back(lines.update_ratio_raised);
  return fit_log_axis(ratios);
}

std::optional<Figure> update_ratios_figure(const RecordedRun& run, const StepTable& steps,
                                           int width) {
  auto layers = update_ratio_curves(steps);
  const auto axis = update_ratio_axis(values_of(layers.curves));
  return depth_panels_figure(
      "update-ratios", run_title(run, "update of a step in parts of the weight (grey: usual)"),
      {{"‖Δw‖ / ‖w‖", std::move(layers), axis, update_ratio_band()}}, width);
}

}  // namespace plumb
