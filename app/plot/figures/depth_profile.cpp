#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/figures/common.hpp"
#include "plot/figures/layer_axis.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr std::size_t most_lines = 6;

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

}  // namespace

std::optional<Figure> depth_profile_figure(const RecordedRun& run, const StepTable& steps,
                                           int width) {
  const auto layers = layer_norms(run, steps);
  const auto axis = fit_log_axis(flatten(layers.norms));
  if (!axis) return std::nullopt;

  const bool narrow = is_narrow(width);
  Figure figure{"depth-profile", run_title(run, "gradient norm against depth"), width,
                narrow ? 390 + title_room(width) : 420, ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  const Box box = layer_panel(script, layers.names, width - (narrow ? 14.0 : 116.0),
                              narrow ? 300 : 370, "gradient norm (L2)");

  const auto x = layer_places(layers.names.size());
  std::vector<Curve> curves;
  const auto chosen = spread(layers.times.size());
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    std::vector<double> y;
    for (const auto& norms : layers.norms) y.push_back(norms[chosen[i]]);
    const bool none = !any_finite(y);
    if (none) script.explain_not_finite();
    curves.push_back(
        {fmt::format("{} {:.0f}{}", layers.time, layers.times[chosen[i]], none ? " ×" : ""), x, y,
         line_style(style::depth_colour(depth_position(i, chosen.size())), style::curve)});
  }
  if (narrow)
    script.legend(14, 352, 2, curves);
  else
    script.legend(box.right + 12, 378, static_cast<int>(most_lines), curves);
  script.curves(curves, *axis);
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
