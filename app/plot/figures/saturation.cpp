#include <algorithm>

#include "plot/figures/depth_panels.hpp"

namespace plumb {
namespace {

/// From 0 to a share that holds all. Nothing where every share is 0: that is no news.
std::optional<Axis> share_axis(const std::vector<double>& shares) {
  const double most = shares.empty() ? 0 : *std::max_element(shares.begin(), shares.end());
  if (!(most > 0)) return std::nullopt;
  double high = 1;
  for (const double step : {0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0}) {
    high = step;
    if (most <= step) break;
  }
  return Axis{false, -0.03 * high, 1.03 * high, true};
}

DepthPanel panel_of(const StepTable& steps, const char* y_name, ProbedQuantity quantity) {
  auto layers = activation_curves(steps, quantity);
  const auto axis = share_axis(values_of(layers.curves));
  return {y_name, std::move(layers), axis, ""};
}

}  // namespace

std::optional<Figure> saturation_figure(const RecordedRun& run, const StepTable& steps, int width) {
  return depth_panels_figure(
      "saturation", run_title(run, "saturated entries, zeros and inactive units by layer"),
      {panel_of(steps, "share saturated", [](const auto& probe) { return probe.saturated; }),
       panel_of(steps, "share of zeros",
                [](const auto& probe) { return std::optional(probe.zeros); }),
       panel_of(steps, "units inactive",
                [](const auto& probe) { return std::optional(probe.inactive); })},
      width);
}

}  // namespace plumb
