#include "overflow.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "layer_view.hpp"
#include "taps.hpp"

namespace plumb {
namespace {

constexpr double huge = 1e9;          // its square, or what ten such layers make, is beyond a float
constexpr double large_before = 1e3;  // before values that are not finite: half floats end at 65504
constexpr std::size_t steps_at_first = 20;
constexpr std::size_t steps_at_last = 10;

double size_of(const ActivationProbe& probe) {
  return std::hypot(probe.mean, probe.deviation);
}

/// What the weights make of inputs of size 1, were all layers one behind the other, in parts of
/// what He's would. 0 where that is not known.
double gain_of_all(const RunView& run) {
  if (!run.probed() || run.layers.empty()) return 0;
  double decades = 0;
  for (const auto& layer : run.layers) {
    const auto units = static_cast<double>(units_of(run, layer));
    if (!(units > 0)) return 0;
    decades += std::log10(run.record.probes[layer.parameter].weight / std::sqrt(2 * units));
  }
  return std::isfinite(decades) ? std::pow(10, decades) : 0;
}

bool rose_at_first(const Window& values, double factor) {
  if (values.size() == 0) return false;
  const double first = *values.median(1, values.size() - 1);
  return *values.quantile(1, values.size()) > first + (factor - 1) * std::abs(first);
}

bool rose_at_last(const Window& values, double factor) {
  if (values.size() == 0) return false;
  const double usual = *values.median(values.size());
  return *values.quantile(1, steps_at_last) > usual + (factor - 1) * std::abs(usual);
}

}  // namespace

std::optional<Overflow> overflow_of(const RunView& run) {
  const double norm = run.record.norm;
  // The loss's own slope: a step that was traced has no probe.
  if (!std::isfinite(run.record.loss) && std::isfinite(norm) && norm > huge)
    return Overflow{{}, norm};
  double last = 0;
  bool outputs = false;
  for (std::size_t i = 0; i < run.taps.size(); ++i) {
    const ActivationProbe* probe = run.activation(i);
    if (probe == nullptr) continue;
    const std::string& name = run.taps[i].name;
    if (probe->non_finite > 0) {
      if (name == input_tap) return std::nullopt;
      if (last > large_before) return Overflow{name, last};
      outputs = false;
      break;
    }
    last = size_of(*probe);
    if (last > huge) return Overflow{name, last};
    outputs = outputs || is_output(name);
  }
  const double gain = gain_of_all(run);
  return gain > huge && !outputs ? std::optional(Overflow{{}, gain}) : std::nullopt;
}

bool outputs_are_usual(const RunView& run) {
  for (std::size_t i = 0; i < run.taps.size(); ++i) {
    const ActivationProbe* probe = run.activation(i);
    if (probe != nullptr && probe->non_finite == 0 && is_output(run.taps[i].name))
      return !overflow_of(run);
  }
  return false;
}

bool has_grown(const RunView& run, const Thresholds& thresholds) {
  const auto grew = [](const Window& values, double factor) {
    return values.size() <= steps_at_first ? rose_at_first(values, factor)
                                           : rose_at_last(values, factor);
  };
  return grew(run.norms, thresholds.explosion_factor) ||
         grew(run.loss.window(), thresholds.loss_jump);
}

}  // namespace plumb
