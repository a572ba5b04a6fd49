#include "plot/figures/depth_legend.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr std::size_t thick_until = 12;
constexpr std::size_t most_columns = 2;
constexpr std::size_t longest_legend_label = 40;
constexpr double bar_room = 160;
constexpr double bar_offset = 22;  // of a narrow figure, from the panels' top
constexpr double narrowest_panel = 290;

double entry_width(const std::vector<std::string>& names) {
  std::size_t longest = 0;
  for (const auto& name : names) longest = std::max(longest, text_length(name));
  return 36 + 6.6 * static_cast<double>(std::min(longest, longest_legend_label));
}

}  // namespace

DepthLegend::DepthLegend(std::vector<std::string> names, int rows, int width)
    : names_(std::move(names)),
      rows_(static_cast<std::size_t>(rows)),
      narrow_(is_narrow(width)),
      bar_(narrow_ || names_.size() > most_columns * rows_) {}

double DepthLegend::room_above() const {
  return narrow_ ? bar_offset + 22 : 0;
}

std::size_t DepthLegend::columns() const {
  return names_.size() > rows_ ? 2 : 1;
}

double DepthLegend::panel_right(const Figure& figure) const {
  if (narrow_) return figure.width - 14;
  if (bar_) return figure.width - bar_room;
  const double room = 20 + entry_width(names_) * static_cast<double>(columns());
  return std::max(figure.width - room, 70 + narrowest_panel);
}

void DepthLegend::dress(Curve& curve, std::size_t layer) const {
  const double width = names_.size() > thick_until ? style::thin_curve : style::curve;
  curve.label = bar_ ? "" : names_[layer];
  curve.style = bar_ ? fmt::format("lc palette cb {} lw {:g}", layer, width)
                     : line_style(style::depth_colour(depth_position(layer, names_.size())), width);
}

void DepthLegend::place(Script& script, const Figure& figure, const Box& panels,
                        const std::vector<Curve>& curves) const {
  if (!bar_) {
    script.legend(panels.right + 10, panels.top + 8, static_cast<int>(rows_), curves);
    return;
  }
  script.add(style::depth_palette(false));
  if (narrow_) return place_above(script, figure, panels);
  const auto last = names_.size() - 1;
  const double left = panels.right + 16;
  script.add(
      fmt::format("set cbrange [0:{}]\nset cbtics ('' 0, '' {}, '' {}) scale 0.4\n"
                  "set colorbox user origin screen {:.4f},{:.4f} size screen {:.4f},{:.4f}\n",
                  last, last / 2, last, left / figure.width, panels.bottom / figure.height,
                  16.0 / figure.width, (panels.top - panels.bottom) / figure.height));
  for (const auto layer : {std::size_t{0}, last / 2, last}) {
    script.label(
        left + 26,
        panels.bottom + (panels.top - panels.bottom) * depth_position(layer, names_.size()),
        plain_text(names_[layer], 16), "font ',11' tc rgb '#555555'");
  }
}

void DepthLegend::place_above(Script& script, const Figure& figure, const Box& panels) const {
  constexpr std::size_t longest = 20;
  const double bottom = panels.top + bar_offset;
  // A single layer has no range.
  script.add(fmt::format(
      "set cbrange [0:{}]\nunset cbtics\n"
      "set colorbox horizontal user origin screen {:.4f},{:.4f} size screen {:.4f},{:.4f}\n",
      std::max<std::size_t>(names_.size() - 1, 1), panels.left / figure.width,
      bottom / figure.height, (panels.right - panels.left) / figure.width, 8.0 / figure.height));
  script.label(panels.left, bottom + 16, plain_text(names_.front(), longest),
               "font ',11' tc rgb '#555555'");
  if (names_.size() > 1)
    script.label(panels.right, bottom + 16, plain_text(names_.back(), longest),
                 "right font ',11' tc rgb '#555555'");
}

}  // namespace plumb
