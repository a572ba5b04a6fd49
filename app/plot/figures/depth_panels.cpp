#include "plot/figures/depth_panels.hpp"

#include <algorithm>
#include <cmath>

#include "plot/figures/depth_legend.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr double bottom_margin = 50, top_margin = 50, depth_gap = 26;
constexpr double single_height = 330, single_narrow = 240, stacked_height = 160;
constexpr double legend_row = 15.5;

void drop_empty(std::vector<DepthPanel>& panels) {
  panels.erase(
      std::remove_if(panels.begin(), panels.end(), [](const auto& panel) { return !panel.axis; }),
      panels.end());
}

std::pair<double, double> step_range(const std::vector<DepthPanel>& panels) {
  double first = INFINITY, last = -INFINITY;
  for (const auto& panel : panels) {
    for (const auto& curve : panel.layers.curves) {
      if (curve.x.empty()) continue;
      first = std::min(first, curve.x.front());
      last = std::max(last, curve.x.back());
    }
  }
  return {first, last};
}

}  // namespace

std::optional<Figure> depth_panels_figure(std::string stem, std::string title,
                                          std::vector<DepthPanel> panels, int width) {
  drop_empty(panels);
  if (panels.empty()) return std::nullopt;
  const auto count = static_cast<double>(panels.size());
  const double single = is_narrow(width) ? single_narrow : single_height;
  const double height = panels.size() == 1 ? single : stacked_height;
  const double body = count * height + (count - 1) * depth_gap;
  const DepthLegend legend(panels.front().layers.names, static_cast<int>(body / legend_row), width);
  Figure figure{
      std::move(stem), std::move(title), width,
      static_cast<int>(bottom_margin + body + top_margin + legend.room_above()) + title_room(width),
      ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  double room = 0;
  for (const auto& panel : panels) room = std::max(room, label_room(*panel.axis));
  const Box all{70 + room, legend.panel_right(figure), bottom_margin, bottom_margin + body};
  const auto [first, last] = step_range(panels);
  script.add(count_axis_commands(first, last, count_ticks(width)));
  for (std::size_t i = 0; i < panels.size(); ++i) {
    auto& panel = panels[i];
    const bool lowest = i + 1 == panels.size();
    const double top = all.top - static_cast<double>(i) * (height + depth_gap);
    const Box box{all.left, all.right, top - height, top};
    for (std::size_t layer = 0; layer < panel.layers.curves.size(); ++layer)
      legend.dress(panel.layers.curves[layer], layer);
    script.panel(box);
    script.axis_names(box, lowest ? "step" : "", panel.y_name, label_room(*panel.axis));
    script.add(lowest ? "set format x '%.0f'\n" : "set format x ''\n");
    if (i == 0) legend.place(script, figure, all, panel.layers.curves);
    script.add(panel.commands);
    script.curves(panel.layers.curves, *panel.axis);
    script.add("unset colorbox\nunset object\n");
  }
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
