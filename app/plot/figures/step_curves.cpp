#include "plot/figures/step_curves.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "plot/figures/common.hpp"
#include "plot/recorded_steps.hpp"
#include "plot/style.hpp"
#include "plot/thinning.hpp"
#include "plot/weights.hpp"

namespace plumb {
namespace {

constexpr std::size_t buckets = 250;  // about six pixels each in the bitmap
constexpr std::size_t most_layers = 200;
constexpr std::size_t most_values = 24'000;  // of all layers together
constexpr std::size_t fewest_columns = 60, most_columns = 500;
constexpr std::size_t most_with_points = 25;
constexpr std::size_t share_stretches = 60;

using Rows = std::vector<std::size_t>;

/// value(row of the table, place in `names`) for at most `most_layers` of the names.
LayerCurves thinned_curves(const StepTable& steps, const Rows& rows,
                           const std::vector<std::string>& names, const CurveValue& value) {
  const auto chosen = spread_positions(names.size(), most_layers);
  LayerCurves result;
  if (rows.empty() || chosen.empty()) return result;
  const auto limit = std::clamp(most_values / chosen.size(), fewest_columns, most_columns);
  const auto thinned = thin_curves(
      rows.size(), chosen.size(),
      [&](std::size_t row, std::size_t curve) { return value(rows[row], chosen[curve]); }, limit);
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    result.names.push_back(names[chosen[i]]);
    auto& curve = result.curves.emplace_back();
    for (std::size_t place = 0; place < thinned.rows.size(); ++place) {
      const auto& here = thinned.values[i][place];
      if (!here) continue;
      curve.x.push_back(static_cast<double>(steps.rows[rows[thinned.rows[place]]].step));
      curve.y.push_back(*here);
    }
    curve.points = curve.x.size() <= most_with_points;
  }
  return result;
}

struct Matrices {
  std::vector<std::size_t> parameters;
  std::vector<std::string> names;
};

Matrices matrices_of(const StepTable& steps) {
  Matrices matrices;
  for (const auto& layer : drawn_layers(steps.parameters, steps.known)) {
    matrices.parameters.push_back(layer.parameter);
    matrices.names.push_back(layer.name);
  }
  return matrices;
}

LayerCurves probe_curves(const StepTable& steps,
                         std::optional<double> (*quantity)(const ParameterProbe&)) {
  const auto matrices = matrices_of(steps);
  const auto rows = rows_where(steps, [](const auto& row) { return !row.probes.empty(); });
  return thinned_curves(steps, rows, matrices.names, [&](std::size_t row, std::size_t layer) {
    return quantity(steps.rows[row].probes[matrices.parameters[layer]]);
  });
}

}  // namespace

LayerCurves update_ratio_curves(const StepTable& steps) {
  return probe_curves(steps, [](const ParameterProbe& probe) -> std::optional<double> {
    if (probe.weight == 0) return std::nullopt;
    return probe.update / probe.weight;
  });
}

LayerCurves weight_norm_curves(const StepTable& steps) {
  return probe_curves(steps,
                      [](const ParameterProbe& probe) { return std::optional(probe.weight); });
}

LayerCurves gradient_norm_curves(const StepTable& steps) {
  const auto matrices = matrices_of(steps);
  const auto rows = rows_where(steps, [](const auto& row) { return !row.norms.empty(); });
  return thinned_curves(steps, rows, matrices.names, [&](std::size_t row, std::size_t layer) {
    return steps.rows[row].norms[matrices.parameters[layer]];
  });
}

LayerCurves activation_curves(const StepTable& steps, ProbedQuantity quantity) {
  std::vector<std::string> names;
  for (const auto& tap : steps.taps) names.push_back(tap.name);
  const auto rows = rows_where(steps, [](const auto& row) { return !row.activations.empty(); });
  return thinned_curves(steps, rows, names,
                        [&](std::size_t row, std::size_t tap) -> std::optional<double> {
                          const auto& probe = steps.rows[row].activations[tap];
                          return probe ? quantity(*probe) : std::nullopt;
                        });
}

Curve step_curve(const StepTable& steps, std::string label, double StepTable::Row::*member,
                 std::string style) {
  Curve curve{std::move(label), {}, {}, std::move(style), false};
  const auto& rows = steps.rows;
  const auto kept = extreme_rows(
      rows.size(), {[&](std::size_t i) { return std::optional(rows[i].*member); }}, buckets);
  for (const auto i : kept) {
    curve.x.push_back(static_cast<double>(rows[i].step));
    curve.y.push_back(rows[i].*member);
  }
  curve.points = curve.x.size() <= most_with_points;
  return curve;
}

std::vector<Curve> evaluation_curves(const StepTable& steps) {
  using Loss = std::optional<double> EvaluationLosses::*;
  std::vector<Curve> curves;
  const auto add = [&](const char* label, Loss loss, std::string_view colour) {
    Curve curve;
    curve.label = label;
    curve.style = line_style(colour, style::bold_curve);
    for (const auto& evaluation : steps.evaluations) {
      if (!(evaluation.losses.*loss)) continue;
      curve.x.push_back(static_cast<double>(evaluation.steps));
      curve.y.push_back(*(evaluation.losses.*loss));
    }
    curve.points = curve.x.size() <= most_with_points;
    if (!curve.x.empty()) curves.push_back(std::move(curve));
  };
  add("training data, evaluated", &EvaluationLosses::training, style::training);
  add("validation data", &EvaluationLosses::validation, style::validation);
  return curves;
}

bool was_clipped(const StepTable& steps) {
  return std::any_of(steps.rows.begin(), steps.rows.end(), [](const auto& row) {
    return std::isfinite(row.norm) && row.norm_after != row.norm;
  });
}

std::vector<Curve> total_norm_curves(const StepTable& steps) {
  std::vector<Curve> curves{step_curve(steps, "before clipping", &StepTable::Row::norm,
                                       line_style(style::validation, style::hairline))};
  if (was_clipped(steps))
    curves.push_back(step_curve(steps, "after clipping", &StepTable::Row::norm_after,
                                line_style(style::training, style::hairline)));
  return curves;
}

double clipped_share(const StepTable& steps) {
  double clipped = 0;
  for (const auto& row : steps.rows) clipped += row.clipped ? 1 : 0;
  return steps.rows.empty() ? 0 : clipped / static_cast<double>(steps.rows.size());
}

Curve clipped_share_curve(const StepTable& steps) {
  Curve curve{"", {}, {}, line_style(style::training, style::curve), false};
  for (const auto& stretch : clipped_stretches(steps, share_stretches)) {
    const auto middle = (stretch.begin + stretch.end) / 2;
    curve.x.push_back(static_cast<double>(steps.rows[middle].step));
    curve.y.push_back(stretch.share);
  }
  curve.points = curve.x.size() <= most_with_points;
  return curve;
}

std::vector<double> values_of(const std::vector<Curve>& curves) {
  std::vector<double> values;
  for (const auto& curve : curves) values.insert(values.end(), curve.y.begin(), curve.y.end());
  return values;
}

}  // namespace plumb
