#include <cmath>

#include "plumb/diagnostics/rule.hpp"

namespace plumb {
std::optional<double> RunView::learning_rate() const {
  return record.learning_rate ? record.learning_rate : facts.learning_rate;
}

double RunView::rate_share() const {
  if (!record.learning_rate) return 1;
  const double rate = *record.learning_rate;
  if (facts.learning_rate) return rate / *facts.learning_rate;
  if (!highest_rate) return 1;
  if (rate > *highest_rate) return 0;
  return *highest_rate > 0 ? rate / *highest_rate : 1;
}

std::optional<double> RunView::sensitivity(const Layer& layer) const {
  if (layer.parameter >= record.probes.size() || layer.parameter >= record.norms.size())
    return std::nullopt;
  const auto& norm = record.norms[layer.parameter];
  // The level rather than this batch's loss, which can be close to 0 for a batch of one.
  const double level = loss.level();
  if (!norm || std::isnan(*norm) || !(level > 0) || !loss.has_scale()) return std::nullopt;
  return *norm * record.probes[layer.parameter].weight / level;
}

std::optional<double> RunView::update_ratio(const Layer& layer) const {
  if (layer.parameter >= record.probes.size()) return std::nullopt;
  const auto& probe = record.probes[layer.parameter];
  if (!(probe.weight > 0) || std::isnan(probe.update)) return std::nullopt;
  return probe.update / probe.weight;
}

}  // namespace plumb
