#include <fmt/format.h>

#include <cmath>

#include "plot/figures/common.hpp"
#include "plot/figures/layer_axis.hpp"
#include "plot/forecast_comparison.hpp"
#include "plot/style.hpp"

namespace plumb {
namespace {

constexpr double half_layer = 0.3;  // how far the band reaches beyond its first and last layer

bool drawable(const ComparedNorm& layer) {
  return std::isfinite(layer.low) && std::isfinite(layer.high) && layer.low > 0;
}

/// A polygon over the layers [begin, end), along its lower side and back along the upper one.
std::string band(const std::vector<ComparedNorm>& layers, std::size_t begin, std::size_t end) {
  std::string corners;
  const auto corner = [&](double x, double y) {
    corners += fmt::format("{} {:.10g},{:.6g}", corners.empty() ? "from" : " to", x, y);
  };
  const double left = static_cast<double>(begin) + 1 - half_layer;
  const double right = static_cast<double>(end) + half_layer;
  corner(left, layers[begin].low);
  for (std::size_t i = begin; i < end; ++i) corner(static_cast<double>(i) + 1, layers[i].low);
  corner(right, layers[end - 1].low);
  corner(right, layers[end - 1].high);
  for (std::size_t i = end; i-- > begin;) corner(static_cast<double>(i) + 1, layers[i].high);
  corner(left, layers[begin].high);
  corner(left, layers[begin].low);
  return fmt::format("set object polygon {} behind fc rgb '{}' fs solid noborder\n", corners,
                     style::forecast_band);
}

/// Interrupted where the interval has no place on a logarithmic axis.
std::string bands(const std::vector<ComparedNorm>& layers) {
  std::string commands;
  for (std::size_t begin = 0; begin < layers.size();) {
    std::size_t end = begin;
    while (end < layers.size() && drawable(layers[end])) ++end;
    if (end > begin) commands += band(layers, begin, end);
    begin = end + 1;
  }
  return commands;
}

std::vector<double> values_of(const std::vector<ComparedNorm>& layers) {
  std::vector<double> values;
  for (const auto& layer : layers)
    values.insert(values.end(),
                  {layer.low, layer.median, layer.high, layer.measured.value_or(std::nan(""))});
  return values;
}

std::string title_of(const RecordedRun& run, const ForecastComparison& comparison) {
  if (comparison.measured == 0) return run_title(run, "forecast of the gradient norms");
  return run_title(run, fmt::format("forecast against step 0, {} of {} layers inside the 90 % band",
                                    comparison.inside, comparison.measured));
}

}  // namespace

std::optional<Figure> forecast_figure(const RecordedRun& run, const StepTable& steps,
                                      const std::optional<ForecastRecord>& record, int width) {
  if (!record) return std::nullopt;
  const auto comparison = compare_forecast(*record, steps);
  const auto axis = fit_log_axis(values_of(comparison.layers));
  if (!axis) return std::nullopt;

  std::vector<std::string> names;
  Curve forecast{
      "forecast, median", {}, {}, line_style(style::validation, style::curve, /*dash=*/2), false};
  Curve measured{"measured, step 0", {}, {}, line_style(style::training, style::bold_curve)};
  for (const auto& layer : comparison.layers) {
    names.push_back(layer.name);
    forecast.y.push_back(layer.median);
    measured.y.push_back(layer.measured.value_or(std::nan("")));
  }
  forecast.x = measured.x = layer_places(names.size());
  std::vector<Curve> curves{forecast};
  if (comparison.measured > 0) curves.push_back(measured);

  const bool narrow = is_narrow(width);
  Figure figure{"forecast", title_of(run, comparison), width,
                narrow ? 390 + title_room(width) : 420, ""};
  Script script(figure.width, figure.height);
  script.title(figure.title);
  const Box box = layer_panel(script, names, width - (narrow ? 14.0 : 172.0), narrow ? 300 : 370,
                              "gradient norm (L2)");
  std::vector<LegendEntry> entries;
  for (const auto& curve : curves) entries.push_back({curve.label, curve.drawn_with()});
  entries.push_back(
      {"forecast, 90 %", fmt::format("with lines lc rgb '{}' lw 9", style::forecast_band)});
  const auto rows = static_cast<int>(entries.size());
  if (narrow)
    script.legend(14, 352, 2, std::move(entries));
  else
    script.legend(box.right + 12, 378, rows, std::move(entries));
  script.add(bands(comparison.layers));
  script.curves(curves, *axis);
  figure.script = script.finish();
  return figure;
}

}  // namespace plumb
