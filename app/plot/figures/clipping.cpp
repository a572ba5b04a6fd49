#include <fmt/format.h>

#include "plot/figures/common.hpp"
#include "plot/figures/step_curves.hpp"
#include "plot/style.hpp"

namespace plumb {

std::optional<Figure> clipping_figure(const RecordedRun& run, const StepTable& steps, int width) {
  if (!was_clipped(steps)) return std::nullopt;
  const auto norms = total_norm_curves(steps);
  const auto axis = fit_log_axis(values_of(norms));
  if (!axis) return std::nullopt;

  Figure figure{
      "clipping",
      run_title(run, fmt::format("{:.3g} % of the steps clipped", 100 * clipped_share(steps))),
      width, 470 + title_room(width), ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  script.add(count_axis_commands(static_cast<double>(steps.rows.front().step),
                                 static_cast<double>(steps.rows.back().step), count_ticks(width)));
  script.legend(14, 432, 1, norms);
  const Box upper{70, width - 16.0, 202, 396};
  script.panel(upper);
  script.axis_names(upper, "", "total gradient norm (L2)");
  script.add("set format x ''\n");
  script.curves(norms, *axis);
  const Box lower{70, width - 16.0, 50, 166};
  script.panel(lower);
  script.axis_names(lower, "step", "share clipped");
  script.add("set format x '%.0f'\n");
  script.curves({clipped_share_curve(steps)}, {false, -0.03, 1.03, true});
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
