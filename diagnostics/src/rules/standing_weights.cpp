#include "standing_weights.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace plumb {
namespace {

constexpr int enough_probes = 3;
constexpr std::int64_t enough_steps = 40;    // a loop may update every so many steps only
constexpr std::int64_t gradient_steps = 50;  // without any: one that comes later is late
constexpr double customary_rate = 1e-3;      // where it is not known
constexpr double held_by_a_float = 1e-6;     // of a weight; less may be rounded away
constexpr double smallest_step = 1e-30;

/// What arrives at a parameter after clipping; 0 where nothing does.
double gradient_of(const StepRecord& record, std::size_t i) {
  const auto& norms = record.norms_after.empty() ? record.norms : record.norms_after;
  return i < norms.size() ? norms[i].value_or(0) : 0;
}

/// Whether the step must have moved some parameter: the smaller of what plain gradient descent and
/// an optimizer that scales every entry to the rate make of it is more than rounding.
bool should_move(const RunView& run) {
  const StepRecord& record = run.record;
  const double rate =
      record.learning_rate.value_or(run.facts.learning_rate.value_or(customary_rate));
  if (record.skipped || record.rolled_back || !std::isfinite(record.norm) || !(rate > 0))
    return false;
  const std::size_t known = std::min(record.probes.size(), run.facts.parameters.size());
  for (std::size_t i = 0; i < known; ++i) {
    const double gradient = gradient_of(record, i);
    const auto count = static_cast<double>(run.facts.parameters[i].count);
    const double step = rate * (count > 0 ? std::min(gradient, std::sqrt(count)) : gradient);
    if (step > held_by_a_float * record.probes[i].weight + smallest_step) return true;
  }
  return false;
}

}  // namespace

std::optional<Verdict> StandingWeights::observe(const RunView& run) {
  if (auto verdict = without_gradient(run)) return verdict;
  if (has_moved_ || !run.probed()) return std::nullopt;
  look_for_movement(run);
  if (has_moved_ || !should_move(run)) {
    probes_ = 0;
    return std::nullopt;
  }
  if (probes_++ == 0) since_ = run.record.step;
  if (probes_ < enough_probes || run.record.step - since_ < enough_steps) return std::nullopt;
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
  verdict.message = "in " + std::to_string(run.loss.steps()) +
                    " steps no gradient has arrived at any parameter: is backward() called on a "
                    "loss of this network?";
  verdict.remedies = {{"call backward() on a loss that was made of the network's outputs", {}}};
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
  has_moved_ = has_moved_ || !recorded || (!weights_.empty() && weights != weights_);
  weights_ = std::move(weights);
}

}  // namespace plumb
