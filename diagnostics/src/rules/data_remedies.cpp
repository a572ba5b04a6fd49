#include "remedies.hpp"

#include <cmath>
#include <cstdlib>
#include <string>

#include "heavy_tails.hpp"
#include "layer_view.hpp"
#include "settings.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb::remedies {
namespace {

/// Images in [0, 1] have a root mean square near 0.3.
bool is_about_one(double size) {
  constexpr double right_within = 5;  // a factor
  return std::abs(std::log(size)) < std::log(right_within);
}

}  // namespace

Remedy standardize(const RunFacts& facts) {
  Remedy remedy{"bring each input to mean 0 and deviation 1", {{"standardize", "on"}}};
  if (heavy_tails(facts, {}).count > 0 || setting_of(facts, "standardize") == "robust")
    remedy = {"scale each input by its median and quartiles, and bound it",
              {{"standardize", "robust"}}};
  // What multiplies inputs does so after all other scaling.
  if (facts.input_scale != 1) {
    remedy.text += ", and multiply it by nothing";
    remedy.settings.emplace_back("input-scale", "1");
  }
  return remedy;
}

Remedy standardize_targets() {
  return {"bring the values to predict to mean 0 and deviation 1", {{"standardize-targets", "on"}}};
}

Remedy reachable_targets(const RunFacts& facts) {
  if (has_plain_outputs(facts)) return standardize_targets();
  return together(standardize_targets(), ", and leave the outputs as they are",
                  no_output_activation());
}

std::optional<Remedy> loss_of_classes(const RunFacts& facts) {
  const bool is_distance = facts.loss == "mse" || facts.loss == "mae";
  if (!is_distance || facts.targets || facts.settings.empty()) return std::nullopt;
  return Remedy{"take the loss that is made for classes", {{"loss", "cross-entropy"}}};
}

Remedy standardize_all(const RunFacts& facts) {
  return together(standardize(facts), ", and the values to predict to mean 0 and deviation 1",
                  standardize_targets());
}

std::vector<Remedy> fit_inputs(const RunView& run) {
  const ActivationProbe* probe = probe_of(run, input_tap);
  if (probe == nullptr) return {};
  const double size = std::hypot(probe->mean, probe->deviation);
  if (!(size > 0) || is_about_one(size)) return {};
  if (heavy_tails(run.facts, {}).count > 0) return {standardize(run.facts)};
  const double as_read = size / std::abs(run.facts.input_scale);
  if (run.facts.input_scale != 1 && is_about_one(as_read)) {
    const Remedy as_they_are{
        "multiply the inputs by nothing: as they are they have a root mean square of " +
            brief(as_read),
        {{"input-scale", "1"}}};
    // LeCun et al. 1998, section 4.3: inputs on one side of 0 slow a layer down, and behind
    // sigmoids all others are slow already.
    if (run.facts.activation == "sigmoid") return {standardize(run.facts), as_they_are};
    return {as_they_are, standardize(run.facts)};
  }
  return {standardize(run.facts),
          {"scale the inputs to about 1", {{"input-scale", brief(run.facts.input_scale / size)}}}};
}

std::vector<Remedy> tell_inputs_apart(const RunFacts& facts, double spread) {
  if (spread > 0) return {standardize(facts), batch_norm()};
  return {{"look at the data: every sample has the same inputs", {}}};
}

}  // namespace plumb::remedies
