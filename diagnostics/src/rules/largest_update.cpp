#include "largest_update.hpp"

#include <algorithm>
#include <cmath>

#include "layer_view.hpp"
#include "remedies.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// A weight that is next to nothing, as at the start of a branch that begins shut, is not torn by
/// a step of its size. Usual ones have a norm of about the root of the units.
double bearable_size(const RunView& run, const Layer& layer) {
  constexpr double next_to_nothing = 0.01;
  const auto& shape = run.facts.parameters[layer.parameter].shape;
  return shape.empty() ? 0 : next_to_nothing * std::sqrt(static_cast<double>(shape[0]));
}

std::optional<double> median_change(const RunView& run) {
  return median_over_layers(run, [&](const Layer& layer) -> std::optional<double> {
    if (!run.update_ratio(layer)) return std::nullopt;
    const ParameterProbe& probe = run.record.probes[layer.parameter];
    return probe.update / std::max(probe.weight, bearable_size(run, layer));
  });
}

}  // namespace

void LargestUpdate::observe(const RunView& run) {
  if (run.probed()) ratio_ = std::max(ratio_, median_change(run).value_or(0));
}

std::optional<Remedy> LargestUpdate::lower_rate(const RunFacts& facts) const {
  return was_large() ? remedies::rate_for_update(facts, ratio_) : std::nullopt;
}

std::string LargestUpdate::text() const {
  return "one step had changed half of the layers by at least " + weights_text(ratio_);
}

void LargestUpdate::add_evidence(Verdict& verdict) const {
  verdict.evidence.emplace_back("update_ratio", ratio_);
}

}  // namespace plumb
