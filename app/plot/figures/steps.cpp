#include <algorithm>

#include "plot/figures/common.hpp"
#include "plot/figures/step_curves.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr double log_loss_ratio = 30;

}  // namespace

std::optional<Figure> steps_figure(const RecordedRun& run, const StepTable& steps, int width) {
  if (steps.rows.empty()) return std::nullopt;
  const auto loss =
      step_curve(steps, "", &StepTable::Row::loss, line_style(style::training, style::hairline));
  const auto norms = total_norm_curves(steps);
  const auto loss_axis = fit_axis(loss.y, log_loss_ratio);
  const auto norm_axis = fit_log_axis(values_of(norms));
  if (!loss_axis && !norm_axis) return std::nullopt;

  Figure figure{"steps", run_title(run, "loss and gradient norm by step"), width,
                500 + title_room(width), ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  script.add(count_axis_commands(static_cast<double>(steps.rows.front().step),
                                 static_cast<double>(steps.rows.back().step), count_ticks(width)));
  const double room = loss_axis ? label_room(*loss_axis) : 0;
  const Box upper{70 + room, width - 16.0, 274, 450};
  script.panel(upper);
  script.axis_names(upper, "", "batch loss", room);
  script.add("set format x ''\n");
  const Axis unit{true, 0.1, 1, true};
  script.curves({loss}, loss_axis.value_or(unit));
  const Box lower{70 + room, width - 16.0, 50, 226};
  script.panel(lower);
  script.axis_names(lower, "step", "total gradient norm (L2)");
  script.add("set format x '%.0f'\n");
  if (norms.size() > 1) script.legend(60, 256, 1, norms);
  script.curves(norms, norm_axis.value_or(unit));
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
