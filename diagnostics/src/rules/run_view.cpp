#include <algorithm>
#include <cmath>

#include "plumb/diagnostics/rule.hpp"

namespace plumb {
namespace {

/// By the name alone, for runs recorded without shapes. weight_v: a direction, by weight
/// normalization.
bool looks_like_a_kernel(const std::string& name) {
  return (name.ends_with("weight") || name.ends_with("weight_v")) &&
         name.find("norm") == std::string::npos;
}

std::string layer_name(const std::string& parameter) {
  for (const std::string_view suffix : {".weight", ".weight_v"}) {
    if (parameter.ends_with(suffix)) return parameter.substr(0, parameter.size() - suffix.size());
  }
  return parameter;
}

}  // namespace

std::vector<Layer> layers_of(const std::vector<ParameterInfo>& parameters) {
  std::vector<Layer> layers;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const auto& parameter = parameters[i];
    const auto& shape = parameter.shape;
    if (std::find(shape.begin(), shape.end(), 0) != shape.end()) continue;  // it has no entries
    if (parameter.shape.empty() ? looks_like_a_kernel(parameter.name) : parameter.shape.size() >= 2)
      layers.push_back({layer_name(parameter.name), i});
  }
  return layers;
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
