#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/figures/common.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr std::size_t most_lines = 6;
constexpr std::size_t most_labels = 30;

/// First, last and evenly spread ones between.
std::vector<std::size_t> spread(std::size_t count) {
  std::vector<std::size_t> chosen;
  const auto lines = std::min(count, most_lines);
  for (std::size_t i = 0; i < lines; ++i) {
    chosen.push_back(static_cast<std::size_t>(
        std::lround(depth_position(i, lines) * static_cast<double>(count - 1))));
  }
  return chosen;
}

std::string layer_ticks(const std::vector<std::string>& names) {
  const std::size_t stride = (names.size() + most_labels - 1) / most_labels;
  std::string list;
  for (std::size_t i = 0; i < names.size(); i += stride) {
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", gnuplot_string(names[i], 20), i + 1);
  }
  return list;
}

}  // namespace

std::optional<Figure> depth_profile_figure(const RecordedRun& run, const StepTable& steps) {
  const auto layers = layer_norms(run, steps);
  const auto axis = fit_log_axis(flatten(layers.norms));
  if (!axis) return std::nullopt;
  const auto count = layers.names.size();

  Figure figure{"depth-profile", run.name + ": gradient norm against depth", style::figure_width,
                420, ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  std::size_t longest = 4;
  for (const auto& name : layers.names)
    longest = std::max(longest, std::min<std::size_t>(text_length(name), 20));
  const Box box{70, 684, 44 + 4.9 * static_cast<double>(longest), 370};
  script.panel(box);
  script.label((box.left + box.right) / 2, 14, "layer, input to output", "center");
  script.axis_names(box, "", "gradient norm (L2)");
  script.add(
      fmt::format("set xrange [0.5:{}]\nset xtics ({}) rotate by 45 right noenhanced font ',11'\n",
                  static_cast<double>(count) + 0.5, layer_ticks(layers.names)));

  std::vector<double> x;
  for (std::size_t layer = 0; layer < count; ++layer) x.push_back(static_cast<double>(layer + 1));
  std::vector<Curve> curves;
  const auto chosen = spread(layers.times.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    std::vector<double> y;
    for (const auto& norms : layers.norms) y.push_back(norms[chosen[i]]);
    curves.push_back(
        {fmt::format("{} {:.0f}", layers.time, layers.times[chosen[i]]), x, y,
         line_style(style::depth_colour(depth_position(i, chosen.size())), style::curve)});
  }
  script.legend(box.right + 12, 378, static_cast<int>(most_lines), curves);
  script.curves(curves, *axis);
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
