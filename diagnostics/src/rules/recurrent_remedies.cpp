#include "recurrent_remedies.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "activation_traits.hpp"
#include "remedies.hpp"
#include "settings.hpp"

namespace plumb {
namespace {

const ParameterInfo* recurrent_weight(const std::vector<ParameterInfo>& parameters) {
  const auto found = std::find_if(parameters.begin(), parameters.end(), is_recurrent);
  return found == parameters.end() ? nullptr : &*found;
}

/// The blocks of several gates lie below each other.
bool has_gates(const ParameterInfo& weight) {
  return weight.shape.size() == 2 && weight.shape[0] > weight.shape[1];
}

std::string_view module_of(std::string_view parameter) {
  return parameter.substr(0, parameter.rfind('.') + 1);
}

Remedy gates(bool has_them) {
  if (has_them) return {"open the gate that keeps the state", {{"forget-bias", "3"}}};
  // The activation is that of its state, the only one it takes: a run of another would be refused.
  return {"take a cell with gates, which carries its state and the gradient over many steps",
          {{"model", "lstm"}, {"activation", "tanh"}}};
}

/// Whether something is too large by the rule: what carries the state and the gradient over more
/// steps makes it larger still.
bool is_of_growth(std::string_view rule) {
  constexpr std::array<std::string_view, 4> rules{"exploding-gradient", "divergence", "non-finite",
                                                  "input-scale"};
  return std::find(rules.begin(), rules.end(), rule) != rules.end();
}

/// Of a state that goes through an exponential in each step, which neither weights nor gates bound.
Remedy bounded_state() {
  return {"take an activation that bounds the state", {{"activation", "tanh"}}};
}

/// A rectifier takes half away of what a rotation hands it, and nothing of what the identity does
/// (Le, Jaitly and Hinton 2015, "A simple way to initialize recurrent networks of rectified linear
/// units", who clip too). Measured: better in 7 of 8 runs whose recurrence was drawn too large.
Remedy identity_weights(const RunFacts& facts) {
  Remedy remedy{"start from recurrent weights that hand the state on, the identity",
                {{"recurrent-init", "identity"}}};
  const auto clip = remedies::clip(facts);
  return clip ? remedies::together(std::move(remedy), ", and clip", *clip) : remedy;
}

Remedy recurrent_weights(const RunFacts& facts, std::string_view rule) {
  if (traits_of(facts.activation).is_rectifier && !is_of_growth(rule))
    return identity_weights(facts);
  return {"start from recurrent weights that keep the state's size",
          {{"recurrent-init", "orthogonal"}}};
}

/// Whether the weights of the inputs begin equal: no recurrent ones help that.
bool begins_equal(const RunFacts& facts) {
  const std::string init = setting_of(facts, "init");
  return init == "zeros" || init.starts_with("constant:");
}

}  // namespace

bool is_recurrent(const ParameterInfo& parameter) {
  return parameter.name.find("weight_recurrent") != std::string::npos ||
         parameter.name.find("weight_hh") != std::string::npos;
}

bool belongs_to_gates(const ParameterInfo& weight, const std::vector<ParameterInfo>& parameters) {
  return std::any_of(parameters.begin(), parameters.end(), [&](const ParameterInfo& other) {
    return is_recurrent(other) && has_gates(other) && weight.shape.size() == 2 &&
           weight.shape[0] == other.shape[0] && module_of(weight.name) == module_of(other.name);
  });
}

bool has_recurrence(const std::vector<ParameterInfo>& parameters) {
  return recurrent_weight(parameters) != nullptr;
}

std::vector<Remedy> fit_to_recurrence(std::vector<Remedy> advised, const RunFacts& facts,
                                      std::string_view rule) {
  const ParameterInfo* weight = recurrent_weight(facts.parameters);
  if (weight == nullptr) return advised;
  const bool loses_state = traits_of(facts.activation).is_lossy() && !has_gates(*weight);
  std::vector<Remedy> fitting;
  for (auto& remedy : advised) {
    const std::string first(remedies::first_setting(remedy));  // which may give way to another
    if (first == "norm" || first == "residual") {
      if (is_of_growth(rule)) continue;
      remedy = gates(has_gates(*weight));
    }
    const bool is_missing = first == "activation" && facts.activation == "identity";
    if (facts.activation == "exponential" && (first == "activation" || first == "init"))
      remedy = bounded_state();
    else if ((first == "activation" && !is_missing) || (first == "init" && !begins_equal(facts)))
      remedy = loses_state && !is_of_growth(rule) ? gates(false) : recurrent_weights(facts, rule);
    if (!remedies::contains(fitting, remedy)) fitting.push_back(std::move(remedy));
  }
  return fitting;
}

}  // namespace plumb
