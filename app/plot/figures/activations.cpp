#include "plot/figures/depth_panels.hpp"

namespace plumb {
namespace {

constexpr double log_ratio = 30;

}  // namespace

std::optional<Figure> activations_figure(const RecordedRun& run, const StepTable& steps,
                                         int width) {
  auto means =
      activation_curves(steps, [](const auto& probe) { return std::optional(probe.mean); });
  auto deviations =
      activation_curves(steps, [](const auto& probe) { return std::optional(probe.deviation); });
  auto gradients = activation_curves(steps, [](const auto& probe) { return probe.gradient; });
  const auto mean_axis = fit_linear_axis(values_of(means.curves));
  const auto deviation_axis = fit_axis(values_of(deviations.curves), log_ratio);
  const auto gradient_axis = fit_log_axis(values_of(gradients.curves));
  return depth_panels_figure("activations", run_title(run, "activations, and the gradient at them"),
                             {{"mean", std::move(means), mean_axis, ""},
                              {"standard deviation", std::move(deviations), deviation_axis, ""},
                              {"gradient norm (L2)", std::move(gradients), gradient_axis, ""}},
                             width);
}

}  // namespace plumb
