#include "data_scale.hpp"

#include <cmath>

#include "layer_view.hpp"
#include "remedies.hpp"
#include "taps.hpp"

namespace plumb {

InputSize::InputSize(const ActivationProbe& probe)
    : root_mean_square(std::hypot(probe.mean, probe.deviation)),
      difference(probe.spread ? *probe.spread * root_mean_square : probe.deviation) {}

bool InputSize::is_far(const Thresholds& thresholds) const {
  return root_mean_square > thresholds.input_high || root_mean_square < thresholds.input_low;
}

bool InputSize::hardly_differs(const Thresholds& thresholds) const {
  return root_mean_square > thresholds.input_mean * difference;
}

bool InputSize::is_off(const Thresholds& thresholds) const {
  return is_far(thresholds) || hardly_differs(thresholds);
}

bool are_far_from_zero(const TargetFacts& targets, const Thresholds& thresholds) {
  return targets.deviation > 0 &&
         std::abs(targets.mean) > thresholds.target_mean * targets.deviation;
}

bool are_off(const TargetFacts& targets, const Thresholds& thresholds) {
  const double size = std::hypot(targets.mean, targets.deviation);
  return size > thresholds.target_high || (size < thresholds.target_low && size > 0) ||
         are_far_from_zero(targets, thresholds);
}

std::vector<Remedy> with_both(const RunView& run, const Thresholds& thresholds,
                              std::vector<Remedy> advised) {
  const ActivationProbe* probe = probe_of(run, input_tap);
  if (probe == nullptr || !run.facts.targets || !are_off(*run.facts.targets, thresholds))
    return advised;
  const InputSize inputs(*probe);
  if (!inputs.is_off(thresholds)) return advised;
  advised.insert(advised.begin(), remedies::standardize_all(run.facts));
  return advised;
}

}  // namespace plumb
