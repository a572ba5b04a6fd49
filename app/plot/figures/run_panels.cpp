#include "plot/figures/run_panels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr int panel_pitch = 210;
constexpr double run_bottom = 52;
constexpr double panel_height = 158;
constexpr double run_left = 70, run_right = 130, run_gap = 16;

void place_bar(Script& script, const Figure& figure) {
  script.add(style::depth_palette(false));
  script.add(
      fmt::format("set cbrange [0:1]\nset cbtics ('first layer' 0, 'last layer' 1) font ',11'\n"
                  "set colorbox user origin screen {:.4f},{:.4f} size screen 0.015,{:.4f}\n",
                  (figure.width - run_right + 16) / figure.width, run_bottom / figure.height,
                  panel_height / figure.height));
}

/// Two rows of two look better than three and one.
std::size_t columns_of(std::size_t panels) {
  return panels == 4 ? 2 : std::min<std::size_t>(panels, 3);
}

}  // namespace

Figure run_panels_figure(const RunPanelsLook& look, std::vector<RunPanel> panels, int width) {
  const std::size_t columns = columns_of(panels.size());
  const std::size_t rows = (panels.size() + columns - 1) / columns;
  Figure figure{look.stem, look.title, width, 56 + panel_pitch * static_cast<int>(rows), ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  script.add(count_axis_commands(look.x_range.first, look.x_range.second,
                                 10.0 / static_cast<double>(columns)));
  if (look.legend.empty()) place_bar(script, figure);
  const double room = figure.width - run_left - run_right + run_gap;
  const double pitch = room / static_cast<double>(columns);
  if (!look.legend.empty())
    script.legend(figure.width - run_right + 2, figure.height - 44.0,
                  static_cast<int>(look.legend.size()), look.legend);
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const auto column = i % columns;
    const double left = run_left + pitch * static_cast<double>(column);
    const double bottom = run_bottom + panel_pitch * static_cast<double>(rows - 1 - i / columns);
    const Box box{left, left + pitch - run_gap, bottom, bottom + panel_height};
    script.panel(box);
    script.axis_names(box, i + columns >= panels.size() ? look.x_name : "",
                      column == 0 ? look.y_name : "");
    script.label(left, box.top + 10,
                 plain_text(panels[i].heading, static_cast<std::size_t>((pitch - run_gap) / 6.8)),
                 "font ',11' tc rgb '#222222'");
    script.add(look.commands);
    auto axis = look.axis;
    axis.labelled = column == 0;
    script.curves(panels[i].curves, axis);
    script.add("unset colorbox\n");
  }
  figure.script = script.finish();
  return figure;
}

std::string bar_style(std::size_t layer, std::size_t count) {
  return fmt::format("lc palette cb {:.4g} lw {:g}", depth_position(layer, count),
                     style::thin_curve);
}

std::pair<double, double> epoch_range(const std::vector<RecordedRun>& runs) {
  double first = 1;
  double last = 1;
  for (const auto& run : runs) {
    if (!run.epochs.empty()) {
      first = std::min(first, static_cast<double>(run.epochs.front().epoch));
      last = std::max(last, static_cast<double>(run.epochs.back().epoch));
    }
    if (!run.gradients.epochs.empty()) {
      first = std::min(first, static_cast<double>(run.gradients.epochs.front()));
      last = std::max(last, static_cast<double>(run.gradients.epochs.back()));
    }
  }
  return {first, last};
}

std::pair<double, double> x_range(const std::vector<RunPanel>& panels) {
  double first = INFINITY, last = -INFINITY;
  for (const auto& panel : panels) {
    for (const auto& curve : panel.curves) {
      if (curve.x.empty()) continue;
      first = std::min(first, curve.x.front());
      last = std::max(last, curve.x.back());
    }
  }
  return {first, last};
}

}  // namespace plumb
