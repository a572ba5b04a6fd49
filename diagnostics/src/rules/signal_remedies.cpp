#include "remedies.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "activation_traits.hpp"
#include "lossy_depth.hpp"
#include "plumb/diagnostics/layers.hpp"
#include "recurrent_remedies.hpp"
#include "settings.hpp"
#include "text.hpp"

namespace plumb::remedies {
namespace {

using Settings = decltype(Remedy::settings);

/// An activation, and the weights that go with it.
Settings with_its_weights(const char* activation) {
  return {{"activation", activation}, {"init", std::string(traits_of(activation).initializer)}};
}

/// Probability that some hidden ReLU layer is dead at the start: each of its units is with
/// probability 1/2 where weights are symmetric and biases zero (Lu, Shin, Su and Karniadakis 2020,
/// "Dying ReLU and initialization", theorem 3.3).
double born_dead(const RunFacts& facts) {
  double alive = 1;
  const auto layers = layers_of(facts.parameters);
  for (std::size_t i = 0; i + 1 < layers.size(); ++i) {
    const auto& shape = facts.parameters[layers[i].parameter].shape;
    if (!shape.empty()) alive *= 1 - std::exp2(-static_cast<double>(shape[0]));
  }
  return 1 - alive;
}

/// Whether all units of a ReLU layer may be dead from the start.
bool is_narrow(const RunFacts& facts) {
  constexpr double risk_of_dead_layers = 0.01;
  return born_dead(facts) > risk_of_dead_layers;
}

/// ReLU, or tanh where the network is too narrow for it.
Settings bearable_activation(const RunFacts& facts) {
  return with_its_weights(is_narrow(facts) ? "tanh" : "relu");
}

/// Of an activation with a flaw, or of one that is not known ("").
std::string reason_to_change(const std::string& activation, bool narrow) {
  constexpr const char* may_die = " (a layer this narrow may lose all its ReLUs)";
  if (!traits_of(activation).keeps_sizes)
    return "take an activation with which signal and gradient both keep their size";
  std::string text = narrow ? "take an activation with a slope of 1 at 0"
                            : "take an activation that does not saturate";
  if (activation.empty())
    text += narrow ? ", if it has none" : ", if it is one that does, as sigmoid and tanh";
  if (narrow && (activation.empty() || activation == "relu")) text += may_die;
  return text;
}

/// The scale of a normalization has one value a channel, and a shift as long. A name alone tells
/// where shapes are not known.
bool is_normalization(const ParameterInfo& scale, const std::vector<ParameterInfo>& all) {
  constexpr std::string_view suffix = ".weight";
  if (!scale.name.ends_with(suffix)) return false;
  if (scale.shape.empty()) return names_normalization(scale.name);
  if (scale.shape.size() != 1) return false;
  const std::string module = scale.name.substr(0, scale.name.size() - suffix.size());
  return std::any_of(all.begin(), all.end(), [&](const ParameterInfo& other) {
    return other.name == module + ".bias" && other.shape == scale.shape;
  });
}

/// A tenth, or so little that half of the signal's power is left behind all hidden layers: 11 of
/// them learn 0.61 of digits' classes at a tenth, and 0.84 at a twentieth.
std::string bearable_dropout(const RunFacts& facts) {
  constexpr double usual = 0.1, power_left = 0.5;
  const std::size_t layers = layers_of(facts.parameters).size();
  if (layers < 2) return brief(usual);
  return brief(std::min(usual, 1 - std::pow(power_left, 1.0 / static_cast<double>(layers - 1))));
}

/// By its usual weights, which are a rectifier's: an ELU passes on more than half, so that the
/// signal grows; of a signal that has become small GELU and SiLU pass on a quarter of its power,
/// and it fades.
bool drifts_with_depth(const RunFacts& facts) {
  constexpr std::size_t deep = 8;
  const auto& name = facts.activation;
  return (name == "elu" || name == "gelu" || name == "silu") &&
         layers_of(facts.parameters).size() > deep;
}

}  // namespace

bool is_normalized(const RunFacts& facts) {
  const std::string norm = setting_of(facts, "norm");
  if (!norm.empty()) return norm != "none";
  return std::any_of(facts.parameters.begin(), facts.parameters.end(),
                     [&](const ParameterInfo& parameter) {
                       return is_normalization(parameter, facts.parameters);
                     });
}

bool is_normalized_at_once(const RunFacts& facts) {
  const auto layers = layers_of(facts.parameters);
  if (layers.empty() || setting_of(facts, "residual") == "preact") return false;
  const auto& all = facts.parameters;
  const auto of_first = [&](const ParameterInfo& parameter) {
    return parameter.name.starts_with(layers.front().name + ".");
  };
  const auto begin = all.begin() + static_cast<std::ptrdiff_t>(layers.front().parameter);
  const auto next = std::find_if_not(begin, all.end(), of_first);
  return next != all.end() && is_normalization(*next, all);
}

Remedy activation(const RunFacts& facts) {
  if (auto missing = missing_activation(facts)) return *std::move(missing);
  const ActivationTraits& traits = traits_of(facts.activation);
  const bool narrow = is_narrow(facts);
  const bool known = !facts.activation.empty();
  const bool flawed = (narrow ? !traits.is_steep_at_0 : traits.saturates) || !traits.keeps_sizes;
  if (known && !flawed) return fitting_weights(facts);
  return {reason_to_change(facts.activation, narrow), bearable_activation(facts)};
}

std::optional<Remedy> missing_activation(const RunFacts& facts) {
  const auto layers = layers_of(facts.parameters);
  if (facts.activation != "identity" || layers.size() < 2) return std::nullopt;
  if (has_recurrence(facts.parameters))
    return Remedy{"put an activation into the recurrence, which without one is a linear map",
                  {{"activation", "tanh"}}};
  const bool is_linear = std::all_of(layers.begin(), layers.end(), [&](const Layer& layer) {
    return facts.parameters[layer.parameter].shape.size() == 2;
  });
  Remedy remedy{std::string("put an activation between the layers") +
                    (is_linear ? ", which without one are together one linear map" : ""),
                bearable_activation(facts)};
  if (!lossy_depth(facts) || !has_nothing_to_help(facts)) return remedy;
  return together(std::move(remedy), ", and a normalization in front of it", batch_norm());
}

Remedy living_activation(const RunFacts& facts) {
  return is_narrow(facts) ? activation(facts) : leaky_activation();
}

Remedy leaky_activation() {
  return {"take an activation with a slope everywhere", with_its_weights("leaky-relu")};
}

Remedy elu() {
  return {"take an activation with a slope everywhere and a mean near 0", with_its_weights("elu")};
}

Remedy selu() {
  return {"take an activation that keeps the signal's size by itself", with_its_weights("selu")};
}

Remedy no_output_activation() {
  return {"leave the outputs as they are", {{"output-activation", "none"}}};
}

std::optional<Remedy> biases_near_0(const RunFacts& facts) {
  constexpr double far_from_0 = 2;
  if (std::abs(size_setting(facts, "bias-init")) < far_from_0) return std::nullopt;
  return Remedy{"start from biases of 0", {{"bias-init", "zeros"}}};
}

std::optional<Remedy> normalize_lossy_depth(const RunFacts& facts) {
  return lossy_depth(facts) ? std::optional(batch_norm()) : std::nullopt;
}

std::vector<Remedy> restore_signal(const RunFacts& facts, Remedy advised_activation) {
  const ActivationTraits& traits = traits_of(facts.activation);
  const bool is_sound = !facts.activation.empty() && !traits.saturates && traits.keeps_sizes;
  // Who normalizes hardly has an activation that saturates beside it.
  if (facts.activation.empty() && is_normalized(facts))
    return list({biases_near_0(facts), residual(), std::move(advised_activation)});
  return list({biases_near_0(facts), is_sound ? normalize_lossy_depth(facts) : std::nullopt,
               std::move(advised_activation), batch_norm(), residual()});  // advised once
}

Remedy milder_activation(const RunFacts& facts) {
  return facts.activation.empty() || facts.activation == "identity" ? fitting_weights(facts)
                                                                    : activation(facts);
}

Remedy fitting_weights(const RunFacts& facts) {
  const ActivationTraits& traits = traits_of(facts.activation);
  return {traits.keeps_sizes ? "start from weights that keep the signal's size"
                             : "start from weights of the usual size",
          {{"init", std::string(drifts_with_depth(facts) ? "critical" : traits.initializer)}}};
}

Remedy living_weights(const RunFacts& facts) {
  return {"start from biases near 0, and weights that keep the signal's size",
          fitting_weights(facts).settings};
}

std::optional<Remedy> milder_weights(const RunFacts& facts) {
  const auto is_he = [](std::string_view initializer) { return initializer.starts_with("he-"); };
  const bool grows =
      is_he(setting_of(facts, "init")) && !is_he(traits_of(facts.activation).initializer);
  return grows ? std::optional(fitting_weights(facts)) : std::nullopt;
}

Remedy smaller_weights() {
  return {"start from smaller weights", {{"init", "glorot-uniform"}}};
}

Remedy usual_recurrent_weights() {
  return {"start from weights of the usual size",
          {{"recurrent-init", "orthogonal"}, {"init", "glorot-uniform"}}};
}

Remedy random_weights(const RunFacts& facts) {
  return {"draw the weights at random", fitting_weights(facts).settings};
}

Remedy orthogonal_weights() {
  return {"start from orthogonal weights", {{"init", "orthogonal"}}};
}

Remedy unit_variance() {
  return {"scale each layer's weights to outputs of variance 1",
          {{"init", "lsuv"}},
          RemedyKind::online};
}

Remedy less_dropout(const RunFacts& facts) {
  return {"leave out fewer units", {{"dropout", bearable_dropout(facts)}}};
}

double power_behind_dropout(const RunFacts& facts) {
  const double left_out = number_setting(facts, "dropout");
  const std::size_t layers = layers_of(facts.parameters).size();
  return left_out > 0 && layers > 1 ? std::pow(1 - left_out, static_cast<double>(layers - 1)) : 1;
}

std::optional<Remedy> lower_dropout(const RunFacts& facts, double least_power) {
  if (power_behind_dropout(facts) > least_power) return std::nullopt;
  return Remedy{"leave out fewer units: little of the signal gets through all masks",
                {{"dropout", bearable_dropout(facts)}}};
}

Remedy batch_norm() {
  return {"normalize between the layers", {{"norm", "batch"}}};
}

Remedy layer_norm() {
  return {"normalize each sample between the layers", {{"norm", "layer"}}};
}

Remedy residual() {
  return {"add residual connections", {{"residual", "plain"}}};
}

Remedy gated_residual() {
  return {"add residual connections whose branches start shut", {{"residual", "rezero"}}};
}

std::optional<Remedy> bypass_normalization(const RunFacts& facts) {
  const std::string norm = setting_of(facts, "norm");
  if (norm.empty() || norm == "none" || setting_of(facts, "residual") != "none")
    return std::nullopt;
  return Remedy{
      "add residual connections: without them normalization makes the gradient grow "
      "from layer to layer",
      {{"residual", "preact"}}};
}

}  // namespace plumb::remedies
