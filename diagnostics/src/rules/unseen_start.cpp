#include "unseen_start.hpp"

#include <cmath>
#include <string>

#include "layer_view.hpp"
#include "recurrent_remedies.hpp"
#include "remedies.hpp"
#include "settings.hpp"
#include "text.hpp"

namespace plumb {
namespace {

/// The biases that all of a run's steps can take back at most; nothing where that is not known.
std::optional<double> reach_of_the_run(const RunFacts& facts) {
  if (!remedies::steps_by_the_rate(facts) || !facts.planned_steps || !facts.learning_rate)
    return std::nullopt;
  return *facts.learning_rate * static_cast<double>(*facts.planned_steps);
}

/// Each of its own size, which is about that of the setting: what all units have in common may be
/// what the targets ask for.
bool are_random(const RunFacts& facts) {
  return !setting_of(facts, "bias-init").starts_with("constant");
}

}  // namespace

std::optional<double> gain(const RunView& run, const Layer& layer) {
  if (!run.probed() || units_of(run, layer) == 0) return std::nullopt;
  return run.record.probes[layer.parameter].weight /
         std::sqrt(static_cast<double>(units_of(run, layer)));
}

std::optional<Verdict> far_biases(const RunFacts& facts) {
  constexpr double taken_back = 0.25;
  const auto remedy = remedies::biases_near_0(facts);
  if (!remedy) return std::nullopt;
  Verdict verdict;
  verdict.severity = Severity::info;
  verdict.message = "biases begin far from 0, by " + setting_of(facts, "bias-init") +
                    ": they outweigh what the inputs make of most units";
  verdict.remedies = {*remedy};
  const double size = size_setting(facts, "bias-init");
  const auto reach = reach_of_the_run(facts);
  if (!reach || remedies::is_normalized(facts) || !are_random(facts) || *reach > taken_back * size)
    return verdict;
  verdict.severity = Severity::warning;
  verdict.evidence = {{"size", size}, {"reach", *reach}};
  verdict.message += ", and " + std::to_string(*facts.planned_steps) + " steps of about " +
                     brief(*facts.learning_rate) + " move them by no more than " + brief(*reach);
  return verdict;
}

std::optional<Verdict> large_gates(const RunView& run, double large_gain) {
  for (const auto& layer : run.layers) {
    const ParameterInfo& weight = run.facts.parameters[layer.parameter];
    const double size = gain(run, layer).value_or(0);
    if (!(size > large_gain) || !belongs_to_gates(weight, run.facts.parameters)) continue;
    Verdict verdict;
    verdict.severity = Severity::info;
    verdict.layer = layer.name;
    verdict.message = "the weights of " + layer.name +
                      " are so large that most gates start open or shut for good, where hardly any "
                      "gradient passes: they make " +
                      brief(size) + " of values of size 1";
    verdict.evidence = {{"gain", size}, {"threshold", large_gain}};
    verdict.remedies = {remedies::usual_recurrent_weights()};
    return verdict;
  }
  return std::nullopt;
}

}  // namespace plumb
