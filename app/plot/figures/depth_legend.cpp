#include "plot/figures/depth_legend.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr std::size_t thick_until = 12;
constexpr std::size_t most_columns = 2;
constexpr std::size_t longest_label = 40;
constexpr double bar_room = 160;
constexpr double narrowest_panel = 290;

double column_width(const std::vector<std::string>& names) {
  std::size_t longest = 0;
  for (const auto& name : names) longest = std::max(longest, text_length(name));
  return 36 + 6.6 * static_cast<double>(std::min(longest, longest_label));
}

}  // namespace

DepthLegend::DepthLegend(std::vector<std::string> names, int rows)
    : names_(std::move(names)),
      rows_(static_cast<std::size_t>(rows)),
      bar_(names_.size() > most_columns * rows_) {}

std::size_t DepthLegend::columns() const {
  return names_.size() > rows_ ? 2 : 1;
}

double DepthLegend::panel_right(const Figure& figure) const {
  if (bar_) return figure.width - bar_room;
  const double room = 20 + column_width(names_) * static_cast<double>(columns());
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
  const auto last = names_.size() - 1;
  const double left = panels.right + 16;
  script.add(style::depth_palette(false));
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

}  // namespace plumb
