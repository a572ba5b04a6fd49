#include "plot/figures/colour_bar.hpp"

#include <fmt/format.h>

namespace plumb {
namespace {

constexpr double above_panel = 30;  // its numbers are below it
constexpr double thickness = 8;

}  // namespace

ColourBar bar_above(const Box& panel) {
  const double bottom = panel.top + above_panel;
  return {{panel.left, panel.right, bottom, bottom + thickness}, true};
}

std::string colour_bar_commands(const ColourBar& bar, const Figure& figure) {
  return fmt::format(
      "set colorbox {} user origin screen {:.4f},{:.4f} size screen {:.4f},{:.4f}\n{}",
      bar.horizontal ? "horizontal" : "vertical", bar.box.left / figure.width,
      bar.box.bottom / figure.height, (bar.box.right - bar.box.left) / figure.width,
      (bar.box.top - bar.box.bottom) / figure.height,
      bar.horizontal ? "set cbtics scale 0.4 offset 0,0.2\n" : "");
}

void name_colour_bar(Script& script, const ColourBar& bar, std::string_view name, double x) {
  if (bar.horizontal)
    script.label((bar.box.left + bar.box.right) / 2, bar.box.top + 10, name, "center font ',11'");
  else
    script.label(x, (bar.box.bottom + bar.box.top) / 2, name, "center rotate");
}

}  // namespace plumb
