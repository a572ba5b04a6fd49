#include "layer_view.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "taps.hpp"

namespace plumb {
namespace {

constexpr double plainly = 100;  // times the spread below which samples look alike: they differ

}  // namespace

std::vector<LayerSensitivity> sensitivities(const RunView& run) {
  std::vector<LayerSensitivity> result;
  for (const auto& layer : run.layers) {
    if (const auto value = run.sensitivity(layer)) result.push_back({&layer, *value});
  }
  return result;
}

bool has_gradient_everywhere(const RunView& run, double vanishing_sensitivity) {
  const auto all = sensitivities(run);
  return !all.empty() && std::all_of(all.begin(), all.end(), [&](const LayerSensitivity& s) {
    return s.value > vanishing_sensitivity;
  });
}

std::optional<double> decades_per_layer(const RunView& run) {
  double n = 0, sum_x = 0, sum_y = 0, sum_xx = 0, sum_xy = 0;
  for (std::size_t i = 0; i < run.layers.size(); ++i) {
    const auto& norm = run.record.norms[run.layers[i].parameter];
    if (!norm || !(*norm > 0) || !std::isfinite(*norm)) continue;
    const double x = static_cast<double>(i);
    const double y = std::log10(*norm);
    n += 1;
    sum_x += x;
    sum_y += y;
    sum_xx += x * x;
    sum_xy += x * y;
  }
  if (n < 3) return std::nullopt;
  return (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x * sum_x);
}

const Layer* largest_gradient(const RunView& run) {
  const Layer* largest = nullptr;
  double norm_of_largest = 0;
  for (const auto& layer : run.layers) {
    const auto& norm = run.record.norms[layer.parameter];
    if (!norm || !std::isfinite(*norm) || *norm <= norm_of_largest) continue;
    largest = &layer;
    norm_of_largest = *norm;
  }
  return largest;
}

const std::vector<std::optional<double>>& clipped_norms(const StepRecord& record) {
  return record.norms_after.empty() ? record.norms : record.norms_after;
}

double upper_median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

std::optional<double> median_update_ratio(const RunView& run) {
  return median_over_layers(run, [&](const Layer& layer) { return run.update_ratio(layer); });
}

const ActivationProbe* probe_of(const RunView& run, std::string_view tap) {
  const auto found = std::find_if(run.taps.begin(), run.taps.end(),
                                  [&](const TapInfo& info) { return info.name == tap; });
  return found == run.taps.end()
             ? nullptr
             : run.activation(static_cast<std::size_t>(found - run.taps.begin()));
}

bool has_tap(const RunView& run, std::string_view name) {
  return std::any_of(run.taps.begin(), run.taps.end(),
                     [&](const TapInfo& tap) { return tap.name == name; });
}

const Layer* layer_of(const RunView& run, std::string_view tap) {
  const auto found = std::find_if(run.layers.begin(), run.layers.end(),
                                  [&](const Layer& layer) { return layer.name == tap; });
  return found == run.layers.end() ? nullptr : &*found;
}

std::int64_t units_of(const RunView& run, const Layer& layer) {
  const auto& shape = run.facts.parameters[layer.parameter].shape;
  return shape.empty() ? 0 : shape.front();
}

bool has_layer_of_zeros(const RunView& run) {
  return run.probed() && run.layers.size() > 1 &&
         std::any_of(run.layers.begin(), run.layers.end() - 1, [&](const Layer& layer) {
           return run.record.probes[layer.parameter].weight == 0;
         });
}

std::optional<std::size_t> all_zero_tap(const RunView& run, double share) {
  for (std::size_t i = 0; i < run.taps.size(); ++i) {
    const ActivationProbe* probe = run.activation(i);
    if (probe != nullptr && run.taps[i].kind == ActivationKind::relu && probe->zeros >= share)
      return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> collapsed_tap(const RunView& run, double spread) {
  std::optional<std::size_t> first;
  for (std::size_t i = 0; i < run.taps.size(); ++i) {
    const ActivationProbe* probe = run.activation(i);
    if (probe == nullptr || run.taps[i].name == input_tap || !probe->spread) continue;
    if (!first && *probe->spread < spread) first = i;
    if (*probe->spread > plainly * spread) first.reset();
  }
  return first;
}

std::optional<double> spread_of_alike_inputs(const RunView& run, double spread) {
  const ActivationProbe* input = probe_of(run, input_tap);
  return input != nullptr && input->spread && *input->spread < spread ? input->spread
                                                                      : std::nullopt;
}

bool outputs_are_flattened(const RunView& run, double spread) {
  const auto tap = collapsed_tap(run, spread);
  return tap && run.taps[*tap].name == prediction_tap;
}

}  // namespace plumb
