#include "must_move.hpp"

#include <algorithm>
#include <cmath>

#include "layer_view.hpp"

namespace plumb {
namespace {

constexpr double customary_rate = 1e-3;   // where it is not known
constexpr double held_by_a_float = 1e-6;  // of a weight; less may be rounded away
constexpr double smallest_step = 1e-30;

/// What arrives at a parameter after clipping; 0 where nothing does.
double gradient_of(const StepRecord& record, std::size_t i) {
  const auto& norms = clipped_norms(record);
  return i < norms.size() ? norms[i].value_or(0) : 0;
}

}  // namespace

bool must_move(const RunView& run, std::size_t parameter) {
  const StepRecord& record = run.record;
  const double rate = run.learning_rate().value_or(customary_rate);
  if (record.skipped || record.rolled_back || !std::isfinite(record.norm) || !(rate > 0) ||
      parameter >= record.probes.size())
    return false;
  const double gradient = gradient_of(record, parameter);
  const auto count = static_cast<double>(run.facts.parameters[parameter].count);
  const double step = rate * (count > 0 ? std::min(gradient, std::sqrt(count)) : gradient);
  return step > held_by_a_float * record.probes[parameter].weight + smallest_step;
}

bool some_move(const RunView& run) {
  const auto& probes = run.record.probes;
  return std::any_of(probes.begin(), probes.end(), [](const auto& p) { return p.update != 0; });
}

}  // namespace plumb
