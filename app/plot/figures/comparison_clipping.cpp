#include <algorithm>

#include <fmt/format.h>

#include "plot/figures/run_panels.hpp"
#include "plot/figures/step_curves.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

std::string heading_of(const RunSteps& run) {
  if (!was_clipped(run.steps)) return run.run.name;
  return fmt::format("{}: {:.3g} % clipped", plain_text(run.run.name, 18),
                     100 * clipped_share(run.steps));
}

}  // namespace

std::optional<Figure> comparison_clipping_figure(const std::vector<RunSteps>& runs, int width) {
  const bool any =
      std::any_of(runs.begin(), runs.end(), [](const auto& run) { return was_clipped(run.steps); });
  if (!any) return std::nullopt;
  std::vector<RunPanel> panels;
  std::vector<double> all;
  for (const auto& run : runs) {
    if (run.steps.rows.empty()) continue;
    panels.push_back({heading_of(run), total_norm_curves(run.steps)});
    const auto values = values_of(panels.back().curves);
    all.insert(all.end(), values.begin(), values.end());
  }
  const auto axis = fit_log_axis(all);
  if (!axis) return std::nullopt;
  const auto line = [](std::string_view colour) {
    return "with lines " + line_style(colour, style::curve);
  };
  const auto range = x_range(panels);
  return run_panels_figure(
      {"comparison-clipping",
       "Total gradient norm before and after clipping",
       "step",
       "total gradient norm (L2)",
       *axis,
       range,
       "",
       {{"before clipping", line(style::validation)}, {"after clipping", line(style::training)}}},
      std::move(panels), width);
}

}  // namespace plumb
