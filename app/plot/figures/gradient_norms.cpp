#include <fmt/format.h>

#include <algorithm>

#include "plot/figures/common.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr std::size_t most_with_points = 12;
constexpr int one_column = 26;           // legend rows that fit at a readable size
constexpr std::size_t two_columns = 52;  // beyond, a colour bar says which end is which

double legend_width(const std::vector<std::string>& names) {
  std::size_t longest = 0;
  for (const auto& name : names)
    longest = std::max(longest, std::min<std::size_t>(text_length(name), 40));
  return 36 + 6.2 * static_cast<double>(longest);
}

/// A bar beside the panel instead of a legend, with the first, the middle and the last layer named.
void colour_bar(Script& script, const Figure& figure, const Box& panel,
                const std::vector<std::string>& names) {
  const auto last = names.size() - 1;
  const double left = panel.right + 16;
  script.add(style::depth_palette(false));
  script.add(
      fmt::format("set cbrange [0:{}]\nset cbtics ('' 0, '' {}, '' {}) scale 0.4\n"
                  "set colorbox user origin screen {:.4f},{:.4f} size screen {:.4f},{:.4f}\n",
                  last, last / 2, last, left / figure.width, panel.bottom / figure.height,
                  16.0 / figure.width, (panel.top - panel.bottom) / figure.height));
  for (const auto layer : {std::size_t{0}, last / 2, last}) {
    script.label(left + 26,
                 panel.bottom + (panel.top - panel.bottom) * depth_position(layer, names.size()),
                 plain_text(names[layer], 16), "font ',10' tc rgb '#555555'");
  }
}

}  // namespace

std::optional<Figure> gradient_norms_figure(const RecordedRun& run) {
  const auto layers = layer_norms(run);
  const auto axis = fit_log_axis(flatten(layers.norms));
  if (!axis) return std::nullopt;
  const auto count = layers.names.size();
  const bool bar = count > two_columns;
  const double right =
      bar ? 640
          : style::figure_width - 20 -
                legend_width(layers.names) * (count > static_cast<std::size_t>(one_column) ? 2 : 1);

  Figure figure{"gradient-norms", run.name + ": gradient norm of each weight matrix",
                style::figure_width, 440, ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  const Box box{70, std::max(right, 360.0), 50, 388};
  script.panel(box);
  script.axis_names(box, "epoch", "gradient norm (L2)");
  script.add(count_axis_commands(layers.epochs.front(), layers.epochs.back()));
  mark_explosion(script, run);
  if (bar) {
    colour_bar(script, figure, box, layers.names);
  }
  std::vector<Curve> curves;
  for (std::size_t layer = 0; layer < count; ++layer) {
    const auto style =
        bar ? fmt::format("lc palette cb {} lw {:g}", layer, style::thin_curve)
            : line_style(style::depth_colour(depth_position(layer, count)),
                         count > most_with_points ? style::thin_curve : style::curve);
    curves.push_back({bar ? "" : layers.names[layer], layers.epochs, layers.norms[layer], style,
                      count <= most_with_points});
  }
  if (!bar) script.legend(box.right + 10, 396, one_column, curves);
  script.curves(curves, *axis);
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
