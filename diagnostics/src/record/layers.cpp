#include "plumb/diagnostics/layers.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace plumb {
namespace {

/// "b" and "a" of "x.a.b".
struct NameEnds {
  std::string_view leaf, owner;
};

NameEnds ends_of(std::string_view parameter) {
  const auto dot = parameter.rfind('.');
  if (dot == std::string_view::npos) return {parameter, {}};
  const auto path = parameter.substr(0, dot);
  const auto before = path.rfind('.');
  return {parameter.substr(dot + 1),
          before == std::string_view::npos ? path : path.substr(before + 1)};
}

bool is_lengths(std::string_view leaf) {
  return leaf == "weight_g";
}

bool is_layer(const ParameterInfo& parameter) {
  const auto& shape = parameter.shape;
  if (shape.empty()) return names_layer(parameter.name);
  return shape.size() >= 2 && !is_lengths(ends_of(parameter.name).leaf) &&
         std::find(shape.begin(), shape.end(), 0) == shape.end();
}

}  // namespace

std::vector<Layer> layers_of(const std::vector<ParameterInfo>& parameters) {
  std::vector<Layer> layers;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (is_layer(parameters[i])) layers.push_back({layer_name(parameters[i].name), i});
  }
  return layers;
}

std::vector<Layer> layers_of(const std::vector<std::string>& names,
                             const std::vector<ParameterInfo>& known) {
  std::unordered_map<std::string_view, std::size_t> places;
  for (std::size_t i = 0; i < names.size(); ++i) places.emplace(names[i], i);
  const auto parameters = recorded_parameters(known, names);
  auto layers = layers_of(parameters);
  for (auto& layer : layers) layer.parameter = places.at(parameters[layer.parameter].name);
  return layers;
}

std::vector<ParameterInfo> recorded_parameters(const std::vector<ParameterInfo>& known,
                                               const std::vector<std::string>& names) {
  const std::unordered_set<std::string_view> recorded(names.begin(), names.end());
  std::unordered_set<std::string_view> listed;
  std::vector<ParameterInfo> parameters;
  for (const auto& info : known) {
    if (recorded.contains(info.name) && listed.insert(info.name).second) parameters.push_back(info);
  }
  for (const auto& name : names) {
    if (listed.insert(name).second) parameters.push_back({name, {}, 0, {}});
  }
  return parameters;
}

bool names_normalization(std::string_view parameter) {
  const std::string_view owner = ends_of(parameter).owner;
  return owner.find("norm") != std::string_view::npos || owner.starts_with("bn") ||
         owner.starts_with("ln");
}

bool names_layer(std::string_view parameter) {
  const std::string_view leaf = ends_of(parameter).leaf;
  return leaf.starts_with("weight") && !is_lengths(leaf) && !names_normalization(parameter);
}

std::string layer_name(std::string_view parameter) {
  for (const std::string_view suffix : {".weight", ".weight_v"}) {
    if (parameter.ends_with(suffix) && parameter.size() > suffix.size())
      return std::string(parameter.substr(0, parameter.size() - suffix.size()));
  }
  return std::string(parameter);
}

}  // namespace plumb
