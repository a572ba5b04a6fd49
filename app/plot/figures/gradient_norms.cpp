#include "plot/figures/common.hpp"
#include "plot/figures/depth_legend.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr std::size_t most_with_points = 12;
constexpr std::size_t most_points = 60;
constexpr int legend_rows = 24;

}  // namespace

std::optional<Figure> gradient_norms_figure(const RecordedRun& run, const StepTable& steps,
                                            int width) {
  const auto layers = layer_norms(run, steps);
  const auto axis = fit_log_axis(flatten(layers.norms));
  if (!axis) return std::nullopt;

  const DepthLegend legend(layers.names, legend_rows, width);
  Figure figure{
      "gradient-norms", run_title(run, "gradient norm of each weight matrix"), width,
      (is_narrow(width) ? 340 : 440) + static_cast<int>(legend.room_above()) + title_room(width),
      ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  const Box box{70, legend.panel_right(figure), 50, is_narrow(width) ? 288.0 : 388.0};
  script.panel(box);
  script.axis_names(box, layers.time, "gradient norm (L2)");
  script.add(count_axis_commands(layers.times.front(), layers.times.back(), count_ticks(width)));
  if (layers.time == "epoch") mark_explosion(script, run);
  const bool points = layers.times.size() == 1 || (layers.names.size() <= most_with_points &&
                                                   layers.times.size() <= most_points);
  std::vector<Curve> curves;
  for (std::size_t layer = 0; layer < layers.names.size(); ++layer) {
    curves.push_back({"", layers.times, layers.norms[layer], "", points});
    legend.dress(curves.back(), layer);
  }
  legend.place(script, figure, box, curves);
  script.curves(curves, *axis);
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
