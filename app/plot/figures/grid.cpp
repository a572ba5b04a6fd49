#include "plot/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/figures/common.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr std::size_t longest_axis_label = 18;
constexpr double character = 6.6;  // of size 11
constexpr double cell_height = 36;
constexpr double colour_bar_margin = 96;  // the colour bar
constexpr double panel_gap = 18;
constexpr double above = 26, below = 56;  // of a panel: its title, its axis
constexpr double header = 34;

struct Range {
  double low, high;
  double position(double value) const { return (value - low) / (high - low); }
};

std::optional<Range> range_of(const GridData& grid) {
  std::vector<double> values;
  for (const auto& panel : grid.panels) {
    for (const auto& cell : panel.cells) {
      if (std::isfinite(cell.value)) values.push_back(cell.value);
    }
  }
  if (values.empty()) return std::nullopt;
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  if (grid.diverging) {
    const double reach = std::max({std::abs(*low), std::abs(*high), 1e-9});
    return Range{-reach, reach};
  }
  // Values that are all alike would else be told apart by digits that mean nothing.
  const double size = std::max(std::abs(*high), 1e-9);
  const double margin = *high - *low < 1e-3 * size ? 0.1 * size : 0;
  return Range{*low - margin, *high + margin};
}

double label_width(const std::vector<std::string>& labels) {
  std::size_t longest = 1;
  for (const auto& label : labels)
    longest = std::max(longest, std::min(text_length(label), longest_axis_label));
  return character * static_cast<double>(longest);
}

/// Where panels stand: in rows of as many as fit.
struct Layout {
  double left;  // of the first panel
  double cell_width, panel_width, panel_height;
  std::size_t per_row, rows;
  int width, height;

  Layout(const GridData& grid, int widest)
      : left(44 + label_width(grid.rows)),
        cell_width(std::clamp(label_width(grid.columns) + 10, 56.0, 130.0)),
        panel_width(cell_width * static_cast<double>(grid.columns.size())),
        panel_height(cell_height * static_cast<double>(grid.rows.size())) {
    const double room = widest - left - colour_bar_margin;
    const auto fitting =
        static_cast<std::size_t>(std::max(1.0, (room + panel_gap) / (panel_width + panel_gap)));
    per_row = std::min(fitting, grid.panels.size());
    rows = (grid.panels.size() + per_row - 1) / per_row;
    // A title needs some width, even above a narrow grid.
    width = static_cast<int>(std::max(
        620.0,
        left + static_cast<double>(per_row) * (panel_width + panel_gap) + colour_bar_margin));
    height = static_cast<int>(header + static_cast<double>(rows) * (above + panel_height + below));
  }

  Box box(std::size_t panel) const {
    const double x = left + static_cast<double>(panel % per_row) * (panel_width + panel_gap);
    const double top = height - header - above -
                       static_cast<double>(panel / per_row) * (above + panel_height + below);
    return {x, x + panel_width, top - panel_height, top};
  }
};

std::string ticks(const std::vector<std::string>& labels) {
  std::string list;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    list += fmt::format("{}{} {}", i == 0 ? "" : ", ",
                        gnuplot_string(labels[i], longest_axis_label), i);
  }
  return list;
}

/// Readable on the cell's colour.
std::string_view ink(const GridData& grid, const Range& range, double value) {
  if (!std::isfinite(value)) return "#333333";
  const double position = range.position(value);
  const bool dark = grid.diverging ? std::abs(2 * position - 1) > 0.7 : position < 0.55;
  return dark ? "#ffffff" : "#111111";
}

void write_cells(Script& script, const GridData& grid, const Range& range, const Layout& layout,
                 std::size_t panel) {
  const Box box = layout.box(panel);
  for (std::size_t i = 0; i < grid.panels[panel].cells.size(); ++i) {
    const auto& cell = grid.panels[panel].cells[i];
    const double x =
        box.left + layout.cell_width * (static_cast<double>(i % grid.columns.size()) + 0.5);
    const double y = box.top - cell_height * (static_cast<double>(i / grid.columns.size()) + 0.5);
    const auto colour = ink(grid, range, cell.value);
    script.label(x, y + (cell.note.empty() ? 0 : 6), cell.label,
                 fmt::format("center font ',11' tc rgb '{}'", colour));
    if (!cell.note.empty())
      script.label(x, y - 9, cell.note, fmt::format("center font ',11' tc rgb '{}'", colour));
  }
}

std::string cell_rows(const GridData& grid, const GridPanel& panel) {
  std::string rows;
  for (std::size_t i = 0; i < panel.cells.size(); ++i) {
    if (!std::isfinite(panel.cells[i].value)) continue;
    rows += fmt::format("{} {} {:.6g}\n", i % grid.columns.size(), i / grid.columns.size(),
                        panel.cells[i].value);
  }
  return rows;
}

void draw_panel(Script& script, const GridData& grid, const Range& range, const Layout& layout,
                std::size_t panel) {
  const Box box = layout.box(panel);
  const bool first = panel % layout.per_row == 0;
  script.panel(box);
  script.label((box.left + box.right) / 2, box.bottom - 40, grid.x_name, "center");
  if (first) script.label(14, (box.bottom + box.top) / 2, grid.y_name, "center rotate");
  script.label((box.left + box.right) / 2, box.top + 12, grid.panels[panel].title,
               "center font ',12' tc rgb '#222222'");
  script.add(first ? fmt::format("set ytics ({}) noenhanced scale 0 font ',11'\n", ticks(grid.rows))
                   : "unset ytics\n");
  write_cells(script, grid, range, layout, panel);
  const auto rows = cell_rows(grid, grid.panels[panel]);
  script.add(rows.empty()
                 ? "plot NaN notitle\n"
                 : fmt::format("plot {} using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with "
                               "boxxyerror fs solid 1 border lc rgb '#ffffff' lc palette notitle\n",
                               script.data(rows)));
  script.add("unset label\nunset colorbox\n");
}

}  // namespace

std::optional<Figure> grid_figure(const GridData& grid, int width) {
  const auto range = range_of(grid);
  if (!range || grid.columns.empty() || grid.rows.empty()) return std::nullopt;
  const Layout layout(grid, width);
  Figure figure{grid.stem, grid.title, layout.width, layout.height, ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  const Box last = layout.box(layout.per_row - 1);
  script.label(last.right + 78, figure.height / 2.0, grid.value_name, "center rotate");
  script.add(grid.diverging ? style::diverging_palette() : style::depth_palette(true));
  script.add(fmt::format(
      "set border 0\nunset grid\nset xrange [-0.5:{}]\nset yrange [{}:-0.5]\n"
      "set xtics ({}) noenhanced scale 0 font ',11'\n"
      "set cbrange [{:.6g}:{:.6g}]\nset cbtics font ',11'\nset format cb '%g'\n"
      "set colorbox user origin screen {:.4f},{:.4f} size screen {:.4f},{:.4f}\n"
      "set object 1 rectangle from graph 0,0 to graph 1,1 behind fc rgb '#d9d9d9' fs solid "
      "noborder\n",
      static_cast<double>(grid.columns.size()) - 0.5, static_cast<double>(grid.rows.size()) - 0.5,
      ticks(grid.columns), range->low, range->high, (last.right + 14) / figure.width,
      last.bottom / figure.height, 14.0 / figure.width, layout.panel_height / figure.height));
  for (std::size_t panel = 0; panel < grid.panels.size(); ++panel)
    draw_panel(script, grid, *range, layout, panel);
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
