#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/figures/colour_bar.hpp"
#include "plot/figures/common.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr std::size_t most_row_labels = 40;
constexpr double column_label_pitch = 35;

/// "'dense_01' 0, 'dense_02' 1": every label, or as many as fit, first and last always.
std::string tick_list(const std::vector<std::string>& names, std::size_t most,
                      std::size_t longest) {
  const std::size_t stride = (names.size() + most - 1) / most;
  std::string list;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool last = i + 1 == names.size();
    if (!last && (i % stride != 0 || names.size() - 1 - i < stride)) continue;
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", gnuplot_string(names[i], longest), i);
  }
  return list;
}

/// Cells as "column row log10(norm)". One without a finite logarithm stays background.
std::string cells(const LayerNorms& layers) {
  std::string rows;
  for (std::size_t layer = 0; layer < layers.norms.size(); ++layer) {
    for (std::size_t time = 0; time < layers.times.size(); ++time) {
      const double norm = layers.norms[layer][time];
      if (!std::isfinite(norm) || norm <= 0) continue;
      rows += fmt::format("{} {} {:.5g}\n", time, layer, std::log10(norm));
    }
  }
  return rows;
}

}  // namespace

std::optional<Figure> heat_map_figure(const RecordedRun& run, const StepTable& steps, int width) {
  const auto layers = layer_norms(run, steps);
  const auto axis = fit_log_axis(flatten(layers.norms));
  if (!axis) return std::nullopt;
  const auto count = layers.names.size();
  const double low = std::round(std::log10(axis->low));
  const double high = std::round(std::log10(axis->high));
  std::vector<std::string> times;
  for (const double time : layers.times) times.push_back(fmt::format("{:.0f}", time));
  const std::size_t longest_label = is_narrow(width) ? 14 : 24;
  std::size_t longest = 4;
  for (const auto& name : layers.names)
    longest = std::max(longest, std::min(text_length(name), longest_label));
  const bool narrow = is_narrow(width);

  const int body = std::clamp(static_cast<int>(count) * 17, 150, 640);
  Figure figure{"heat-map", run_title(run, "gradient norm by layer and " + layers.time), width,
                body + 106 + (narrow ? 44 + title_room(width) : 0), ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  const double left = 34 + 6.6 * static_cast<double>(longest);
  const Box box{left, width - (narrow ? 18.0 : 110.0), 52, 52.0 + body};
  script.panel(box);
  script.label((box.left + box.right) / 2, 16, layers.time, "center");
  const ColourBar bar =
      narrow ? bar_above(box) : ColourBar{{width - 96.0, width - 80.0, 52, 52.0 + body}, false};
  name_colour_bar(script, bar, "gradient norm (L2)", width - 20.0);
  script.add(style::depth_palette(true));
  script.add(fmt::format(
      "set border 15\nunset grid\nset tics out\n"
      "set xrange [-0.5:{}]\nset xtics ({}) scale 0.4\n"
      "set yrange [{}:-0.5]\nset ytics ({}) noenhanced scale 0.4 font ',11'\n"
      "set cbrange [{:g}:{:g}]\nset cbtics {:g} font ',11'\nset format cb '10^{{%.0f}}'\n"
      "set object 1 rectangle from graph 0,0 to graph 1,1 behind fc rgb '#d9d9d9' fs solid "
      "noborder\n",
      static_cast<double>(times.size()) - 0.5,
      tick_list(times,
                std::max<std::size_t>(
                    2, static_cast<std::size_t>((box.right - box.left) / column_label_pitch)),
                24),
      static_cast<double>(count) - 0.5, tick_list(layers.names, most_row_labels, longest_label),
      low, high, std::ceil((high - low) / 8)));
  script.add(colour_bar_commands(bar, figure));
  const auto rows = script.data(cells(layers));
  // Rectangles, not an image: gnuplot infers an image's grid from its cells, and viewers blur it.
  script.add(fmt::format(
      "plot {} using 1:2:($1-0.5):($1+0.5):($2-0.5):($2+0.5):3 with boxxyerror fs solid 1 noborder "
      "lc palette notitle\nunset label\n",
      rows));
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
