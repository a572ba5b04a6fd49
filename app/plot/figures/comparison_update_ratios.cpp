#include "plot/figures/run_panels.hpp"
#include "plot/figures/step_curves.hpp"
#include "plot/figures/update_ratio.hpp"

namespace plumb {

std::optional<Figure> comparison_update_ratios_figure(const std::vector<RunSteps>& runs,
                                                      int width) {
  std::vector<RunPanel> panels;
  std::vector<double> all;
  for (const auto& run : runs) {
    auto layers = update_ratio_curves(run.steps);
    const auto count = layers.curves.size();
    if (count == 0) continue;
    for (std::size_t layer = 0; layer < count; ++layer)
      layers.curves[layer].style = bar_style(layer, count);
    const auto values = values_of(layers.curves);
    all.insert(all.end(), values.begin(), values.end());
    panels.push_back({run.run.name, std::move(layers.curves)});
  }
  const auto axis = update_ratio_axis(all);
  if (!axis) return std::nullopt;
  const auto range = x_range(panels);
  return run_panels_figure(
      {"comparison-update-ratios", "Update of a step in parts of the weight (grey: usual)", "step",
       "‖Δw‖ / ‖w‖", *axis, range, update_ratio_band()},
      std::move(panels), width);
}

}  // namespace plumb
