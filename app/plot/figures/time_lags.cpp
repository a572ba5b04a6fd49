#include <fmt/format.h>

#include <algorithm>

#include "plot/figures/common.hpp"
#include "plot/figures/step_curves.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr std::size_t most_lines = 6;
constexpr std::string_view norm_label = "gradient norm of the state (L2)";

/// The curves of the first recurrent layer, which the gradient reaches last, by epoch.
std::vector<const TimeGradient*> first_layer(const RecordedRun& run) {
  std::vector<const TimeGradient*> curves;
  for (const auto& gradient : run.time_gradients) {
    if (gradient.layer == run.time_gradients.front().layer) curves.push_back(&gradient);
  }
  return curves;
}

Curve curve_of(const TimeGradient& gradient, std::string label, std::string style) {
  Curve curve{std::move(label), {}, gradient.norms, std::move(style), false};
  for (std::size_t lag = 0; lag < gradient.norms.size(); ++lag)
    curve.x.push_back(static_cast<double>(lag));
  return curve;
}

/// A curve without a finite value has no place for a ×: its label has it. True if there was one.
bool mark_lost(std::vector<Curve>& curves) {
  bool any = false;
  for (auto& curve : curves) {
    if (any_finite(curve.y)) continue;
    curve.label += " ×";
    any = true;
  }
  return any;
}

double longest_lag(const std::vector<Curve>& curves) {
  std::size_t longest = 0;
  for (const auto& curve : curves) longest = std::max(longest, curve.x.size());
  return static_cast<double>(longest) - 1;
}

void add_panel(Script& script, const Box& box, std::string_view heading,
               const std::vector<Curve>& curves, const Axis& axis, double longest,
               double ticks = 8) {
  script.panel(box);
  script.axis_names(box, "time lag: steps before the last", axis.labelled ? norm_label : "");
  if (!heading.empty())
    script.label(box.left, box.top + 10, heading, "font ',11' tc rgb '#222222'");
  script.add(count_axis_commands(0, longest, ticks));
  script.curves(curves, axis);
}

}  // namespace

std::optional<Figure> time_lags_figure(const RecordedRun& run, int width) {
  const auto all = first_layer(run);
  std::vector<Curve> curves;
  const auto lines = std::min(all.size(), most_lines);
  for (std::size_t i = 0; i < lines; ++i) {
    const auto& gradient = *all[lines < 2 ? 0 : i * (all.size() - 1) / (lines - 1)];
    curves.push_back(
        curve_of(gradient, fmt::format("epoch {}", gradient.epoch),
                 line_style(style::depth_colour(depth_position(i, lines)), style::curve)));
  }
  const auto axis = fit_log_axis(values_of(curves));
  if (!axis) return std::nullopt;

  const bool narrow = is_narrow(width);
  Figure figure{"time-lags",
                run_title(run, fmt::format("gradient of {} against time lag",
                                           plain_text(all.front()->layer, 24))),
                width, narrow ? 360 + title_room(width) : 380, ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  if (mark_lost(curves)) script.explain_not_finite();
  const Box box{70, width - (narrow ? 14.0 : 110.0), 56, narrow ? 270.0 : 330.0};
  if (narrow)
    script.legend(14, 322, 2, curves);
  else
    script.legend(box.right + 12, 338, static_cast<int>(most_lines), curves);
  add_panel(script, box, "", curves, *axis, longest_lag(curves), narrow ? 5 : 8);
  figure.script = script.finish();
  return figure;
}

std::optional<Figure> comparison_time_lags_figure(const std::vector<RecordedRun>& runs, int width) {
  std::vector<Curve> before;
  std::vector<Curve> after;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto all = first_layer(runs[i]);
    if (all.empty()) continue;
    const auto look = line_style(style::run_colour(i), style::curve, style::run_dash(i));
    if (all.front()->epoch == 0) before.push_back(curve_of(*all.front(), runs[i].name, look));
    after.push_back(curve_of(*all.back(), runs[i].name, look));
  }
  auto values = values_of(before);
  const auto more = values_of(after);
  values.insert(values.end(), more.begin(), more.end());
  const auto axis = fit_log_axis(values);
  if (!axis) return std::nullopt;

  constexpr std::size_t legend_columns = 3;
  const int rows = static_cast<int>((after.size() + legend_columns - 1) / legend_columns);
  Figure figure{"comparison-time-lags", "Gradient norm against time lag", width, 340 + 17 * rows,
                ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  if (mark_lost(after)) script.explain_not_finite();
  script.legend(14, figure.height - 36.0, rows, after);
  const double longest = longest_lag(after);
  add_panel(script, {72, width / 2.0 + 22, 56, 272}, "before training", before, *axis, longest);
  Axis right = *axis;
  right.labelled = false;
  add_panel(script, {width / 2.0 + 36, width - 14.0, 56, 272}, "after the last epoch", after, right,
            longest);
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
