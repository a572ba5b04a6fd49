#include <algorithm>
#include <cmath>

#include "plot/figures/common.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr std::size_t buckets = 250;  // about six pixels each in the bitmap

/// A value that is not finite outranks every other: it is what the figure must not lose.
double rank(double value) {
  return std::isfinite(value) ? value : std::numeric_limits<double>::infinity();
}

/// Leaves at most two points a bucket, its smallest and its largest, in the order of the steps.
Curve thin(const Curve& full) {
  const auto size = full.x.size();
  if (size <= 2 * buckets) return full;
  Curve thinned{full.label, {}, {}, full.style, full.points};
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
    const auto begin = bucket * size / buckets;
    const auto end = (bucket + 1) * size / buckets;
    auto low = begin;
    auto high = begin;
    for (auto i = begin; i < end; ++i) {
      if (rank(full.y[i]) < rank(full.y[low])) low = i;
      if (rank(full.y[i]) > rank(full.y[high])) high = i;
    }
    for (const auto i : {std::min(low, high), std::max(low, high)}) {
      if (!thinned.x.empty() && thinned.x.back() == full.x[i]) continue;
      thinned.x.push_back(full.x[i]);
      thinned.y.push_back(full.y[i]);
    }
  }
  return thinned;
}

Curve step_curve(const StepTable& steps, const char* label, double StepTable::Row::*member,
                 std::string_view colour) {
  Curve curve{label, {}, {}, line_style(colour, style::hairline), false};
  for (const auto& row : steps.rows) {
    curve.x.push_back(static_cast<double>(row.step));
    curve.y.push_back(row.*member);
  }
  return thin(curve);
}

bool was_clipped(const StepTable& steps) {
  return std::any_of(steps.rows.begin(), steps.rows.end(), [](const auto& row) {
    return std::isfinite(row.norm) && row.norm_after != row.norm;
  });
}

}  // namespace

std::optional<Figure> steps_figure(const RecordedRun& run, const StepTable& steps) {
  if (steps.rows.empty()) return std::nullopt;
  const auto loss = step_curve(steps, "", &StepTable::Row::loss, style::training);
  std::vector<Curve> norms{
      step_curve(steps, "before clipping", &StepTable::Row::norm, style::validation)};
  auto all_norms = norms.front().y;
  if (was_clipped(steps)) {
    norms.push_back(
        step_curve(steps, "after clipping", &StepTable::Row::norm_after, style::training));
    all_norms.insert(all_norms.end(), norms.back().y.begin(), norms.back().y.end());
  }
  const auto loss_axis = fit_log_axis(loss.y);
  const auto norm_axis = fit_log_axis(all_norms);
  if (!loss_axis && !norm_axis) return std::nullopt;

  Figure figure{"steps", run.name + ": loss and gradient norm by step", style::figure_width, 500,
                ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  script.add(count_axis_commands(static_cast<double>(steps.rows.front().step),
                                 static_cast<double>(steps.rows.back().step)));
  const Box upper{70, 784, 274, 450};
  script.panel(upper);
  script.axis_names(upper, "", "batch loss");
  script.add("set format x ''\n");
  const Axis unit{true, 0.1, 1, true};
  script.curves({loss}, loss_axis.value_or(unit));
  const Box lower{70, 784, 50, 226};
  script.panel(lower);
  script.axis_names(lower, "step", "total gradient norm (L2)");
  script.add("set format x '%.0f'\n");
  if (norms.size() > 1) script.legend(60, 256, 1, norms);
  script.curves(norms, norm_axis.value_or(unit));
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
