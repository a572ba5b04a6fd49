#include "standing_weights.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "must_move.hpp"

namespace plumb {
namespace {

constexpr int standing_probes = 3;
constexpr std::int64_t standing_steps = 40;  // a loop may update every so many steps only
constexpr std::int64_t gradient_steps = 50;  // without any: one that comes later is late

/// Whether the step must have moved some parameter.
bool should_move(const RunView& run) {
  for (std::size_t i = 0; i < run.facts.parameters.size(); ++i) {
    if (must_move(run, i)) return true;
  }
  return false;
}

}  // namespace

std::optional<Verdict> StandingWeights::observe(const RunView& run) {
  if (run.probed() && !has_moved_) look_for_movement(run);
  if (auto verdict = without_gradient(run)) return verdict;
  if (has_moved_ || is_unknown_ || !run.probed()) return std::nullopt;
  if (!should_move(run)) {
    probes_ = 0;
    return std::nullopt;
  }
  if (probes_++ == 0) since_ = run.record.step;
  if (probes_ < standing_probes || run.record.step - since_ < standing_steps) return std::nullopt;
  Verdict verdict;
  verdict.severity = Severity::warning;
  verdict.first_step = since_;
  verdict.evidence = {{"norm", run.record.norm}, {"update", 0}};
  verdict.message = "gradients arrive, but in " + std::to_string(run.record.step - since_ + 1) +
                    " steps no parameter has changed: does the optimizer hold these parameters, "
                    "and is its step called?";
  verdict.remedies = {
      {"call the step of an optimizer that was made of this network's parameters", {}}};
  return verdict;
}

std::optional<Verdict> StandingWeights::without_gradient(const RunView& run) {
  const auto& norms = run.record.norms;
  has_gradient_ = has_gradient_ || norms.empty() ||
                  std::any_of(norms.begin(), norms.end(), [](const auto& n) { return n; });
  if (has_gradient_ || run.loss.steps() < gradient_steps) return std::nullopt;
  Verdict verdict;
  verdict.severity = Severity::warning;
  verdict.evidence = {{"steps", static_cast<double>(run.loss.steps())}};
  const std::string steps = "in " + std::to_string(run.loss.steps()) + " steps ";
  const Remedy order{"call monitor.step() before zero_grad(), which takes the gradients away", {}};
  const Remedy backward{"call backward() on a loss that was made of the network's outputs", {}};
  const Remedy between{
      "call zero_grad() before backward(), not between it and the optimizer's step", {}};
  if (has_moved_) {
    verdict.message = steps +
                      "no gradient was left when monitor.step() looked for one, and yet the "
                      "parameters move: is zero_grad() called before it?";
    verdict.remedies = {order};
  } else {
    verdict.message = steps +
                      "no gradient has arrived at any parameter: is backward() called on a loss of "
                      "this network, and " +
                      (is_known_to_stand() ? "no zero_grad() between it and the optimizer's step?"
                                           : "zero_grad() after monitor.step()?");
    verdict.remedies = {backward, is_known_to_stand() ? between : order};
  }
  return verdict;
}

/// A loop that updates at other steps than the probed ones shows it in the weights. Where these are
/// not recorded nobody knows.
void StandingWeights::look_for_movement(const RunView& run) {
  std::vector<double> weights;
  for (const auto& probe : run.record.probes) {
    weights.push_back(probe.weight);
    has_moved_ = has_moved_ || probe.update != 0;
  }
  const bool recorded = std::any_of(weights.begin(), weights.end(), [](double w) { return w > 0; });
  is_unknown_ = is_unknown_ || !recorded;
  has_moved_ = has_moved_ || (!weights_.empty() && weights != weights_);
  weights_ = std::move(weights);
}

}  // namespace plumb
