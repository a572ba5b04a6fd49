#include "plot/forecast_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "plumb/diagnostics/layers.hpp"

namespace plumb {
namespace {

/// The norm that a parameter's gradient had at step 0.
std::optional<double> first_norm(const StepTable& steps, const std::string& parameter) {
  if (steps.rows.empty() || steps.rows.front().step != 0) return std::nullopt;
  const auto& names = steps.parameters;
  const auto place =
      static_cast<std::size_t>(std::find(names.begin(), names.end(), parameter) - names.begin());
  const auto& norms = steps.rows.front().norms;
  return place < norms.size() ? norms[place] : std::nullopt;
}

/// Of deviations: what is not a number is the worst of all.
double severity(double decades) {
  return std::isnan(decades) ? std::numeric_limits<double>::infinity() : std::abs(decades);
}

}  // namespace

bool ComparedNorm::inside() const {
  return measured && *measured >= low && *measured <= high;
}

std::optional<double> ComparedNorm::decades() const {
  if (!measured) return std::nullopt;
  return *measured == median ? 0 : std::log10(*measured) - std::log10(median);
}

ForecastComparison compare_forecast(const ForecastRecord& record, const StepTable& steps) {
  ForecastComparison comparison;
  for (const auto& forecast : record.forecast.layers) {
    const ComparedNorm layer{layer_name(forecast.name), forecast.median, forecast.low,
                             forecast.high, first_norm(steps, forecast.name)};
    if (layer.measured) ++comparison.measured;
    if (layer.inside()) ++comparison.inside;
    const auto& worst = comparison.worst;
    if (layer.measured &&
        (!worst || severity(*layer.decades()) > severity(*comparison.layers[*worst].decades())))
      comparison.worst = comparison.layers.size();
    comparison.layers.push_back(layer);
  }
  return comparison;
}

}  // namespace plumb
