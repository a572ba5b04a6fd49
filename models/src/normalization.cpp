#include "plumb/models/normalization.hpp"

#include <torch/nn/modules/normalization.h>

#include <algorithm>
#include <optional>

#include "plumb/models/batch_norm.hpp"
#include "plumb/models/choice_argument.hpp"
#include "registry.hpp"

namespace plumb {
namespace {

enum class Kind { none, batch, layer, group, weight };

constexpr std::string_view group_with_number = "group:G";
constexpr std::int64_t most_groups = 32;  // Wu and He's number

const Registry<Kind>& registry() {
  static const Registry<Kind> all(
      "norm",
      {
          {"none", "no normalization", Kind::none},
          {"batch", "batch normalization, Keras's constants", Kind::batch},
          {"layer", "layer normalization: a sample by its own mean and variance", Kind::layer},
          {"group", "group normalization: the same in up to 32 groups of channels", Kind::group},
          {std::string(group_with_number), "the same in G groups", Kind::group},
          {"weight", "weight normalization: kernels g v / |v|, the output's excepted",
           Kind::weight},
      });
  return all;
}

Kind kind_of(std::string_view name) {
  if (name != group_with_number && argument_text(name, group_with_number)) return Kind::group;
  return registry().find(name);
}

std::int64_t groups_asked_for(std::string_view name, std::string_view text) {
  const auto number = positive_number(text);
  const auto groups =
      number.value_or(0) <= 65536 ? static_cast<std::int64_t>(number.value_or(0)) : std::int64_t{0};
  if (groups < 1 || static_cast<double>(groups) != *number) {
    throw Error(fmt::format("norm '{}': '{}' is not a whole number from 1 to 65536", name, text));
  }
  return groups;
}

torch::nn::AnyModule group_norm(std::int64_t groups, std::int64_t channels) {
  return torch::nn::AnyModule(torch::nn::GroupNorm(torch::nn::GroupNormOptions(groups, channels)));
}

torch::nn::AnyModule layer_of(std::string_view name, std::int64_t channels, Normalized input) {
  switch (kind_of(name)) {
    case Kind::batch:
      return torch::nn::AnyModule(BatchNorm(channels));
    case Kind::layer:
      return group_norm(1, channels);
    case Kind::group:
      return group_norm(group_count(name, channels, input), channels);
    case Kind::none:
    case Kind::weight:
      break;
  }
  return {};
}

}  // namespace

Normalization make_normalization(std::string_view name, torch::nn::Module& owner,
                                 const std::string& child, std::int64_t channels,
                                 Normalized input) {
  auto layer = layer_of(name, channels, input);
  if (!layer.is_empty()) owner.register_module(child, layer.ptr());
  return Normalization(std::move(layer));
}

std::int64_t group_count(std::string_view name, std::int64_t channels, Normalized input) {
  const std::int64_t smallest_group = input == Normalized::images ? 2 : 8;
  if (const auto text = argument_text(name, group_with_number)) {
    const auto groups = groups_asked_for(name, *text);
    if (channels % groups == 0) return groups;
    throw Error(fmt::format(
        "norm '{}' needs a number of channels that its groups divide, and a layer has {}: take "
        "another width, or norm 'layer'",
        name, channels));
  }
  for (auto groups = std::min(most_groups, channels / smallest_group); groups > 1; --groups) {
    if (channels % groups == 0) return groups;
  }
  throw Error(fmt::format(
      "norm 'group' finds no groups of at least {} {} in a layer of {}: take a width that divides, "
      "such as 64, or norm 'layer', which is one group",
      smallest_group, input == Normalized::images ? "channels" : "features", channels));
}

void check_normalization(std::string_view name) {
  kind_of(name);
  if (const auto text = argument_text(name, group_with_number)) groups_asked_for(name, *text);
}

const std::vector<NamedEntry>& normalizations() {
  return registry().listing();
}

}  // namespace plumb
