#include "explosion_end.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "huge_start.hpp"
#include "layer_view.hpp"
#include "overflow.hpp"
#include "remedies.hpp"
#include "taps.hpp"
#include "text.hpp"

namespace plumb {
namespace {

using Pass = NonFiniteOrigin::Pass;

constexpr std::size_t known_steps = 10;  // in which an explosion under way shows itself

/// Whether the step's trace, or its probe of the batch, shows something else to have produced it.
bool is_elsewhere(const RunView& run, const std::optional<Overflow>& seen,
                  const ExplosionSigns& signs) {
  if (!run.record.origin) {
    const ActivationProbe* input = probe_of(run, input_tap);
    return input != nullptr && input->non_finite > 0;
  }
  const Pass pass = run.record.origin->pass;
  // What has not been trained has not grown.
  if (pass == Pass::weight) return run.record.step == 0;
  // Of outputs that huge, or that such a step has made, it is no fault of the loss.
  if (pass == Pass::loss) return !seen && !signs.step_promised;
  return pass != Pass::forward && pass != Pass::unknown;
}

/// When neither norm nor loss had grown, nor a step was large, nor the first promised more than the
/// loss: an operation or a batch may have made it, or a loss scale. That takes a few steps to tell,
/// but for what no trace explains and no overflow leaves: NaN, a loss alone, or a first loss.
bool is_out_of_nothing(const RunView& run, const ExplosionSigns& signs,
                       const Thresholds& thresholds) {
  if (signs.updates.was_large() || has_grown(run, thresholds) || signs.step_promised) return false;
  const auto& record = run.record;
  // A loss that overflows has an inf or a huge gradient.
  const bool is_loss_alone = !std::isfinite(record.loss) && std::isfinite(record.norm);
  const bool is_first = run.loss.window().size() == 0;
  const bool needs_evidence =
      !record.origin &&
      (is_first || is_loss_alone || std::isnan(record.loss) || std::isnan(record.norm));
  return needs_evidence || run.norms.size() >= known_steps;
}

bool is_of_inputs(const std::optional<Overflow>& seen) {
  return seen && seen->layer == input_tap;
}

std::string cause(const RunView& run, const std::optional<Overflow>& seen) {
  if (run.record.step >= gradient_start_steps) return ", after the gradient had grown";
  if (is_of_inputs(seen)) return ": the inputs are of size " + brief(seen->size);
  return ": with these weights the first steps explode";
}

std::vector<Remedy> advice(const RunView& run, const std::optional<Overflow>& seen) {
  if (is_of_inputs(seen)) return remedies::fit_inputs(run);
  // No step has led to what the first pass overflows in.
  const bool by_steps = run.record.step > 0;
  return remedies::list({remedies::bypass_normalization(run.facts),
                         remedies::milder_activation(run.facts),
                         remedies::fitting_weights(run.facts), remedies::batch_norm(),
                         by_steps ? remedies::clip(run.facts) : std::nullopt,
                         by_steps ? remedies::lower_rate(run.facts) : std::nullopt});
}

}  // namespace

std::optional<Verdict> explosion_end(const RunView& run, const ExplosionSigns& signs,
                                     const Thresholds& thresholds) {
  const bool is_told = run.record.origin && run.record.origin->pass != Pass::loss;
  const auto seen = is_told ? std::nullopt : overflow_of(run);
  if (is_elsewhere(run, seen, signs) || (!seen && is_out_of_nothing(run, signs, thresholds)) ||
      (run.record.step >= gradient_start_steps && !signs.gradient_grew))
    return std::nullopt;
  Verdict verdict;
  verdict.severity = Severity::error;
  verdict.first_step = run.record.step;
  if (run.record.origin) verdict.layer = run.record.origin->layer;
  if (seen) verdict.layer = seen->layer;
  verdict.evidence = {{"norm", run.record.norm}, {"loss", run.record.loss}};
  if (seen) verdict.evidence.emplace_back("size", seen->size);
  verdict.message =
      "values grew beyond what a float holds in step " + std::to_string(run.record.step);
  if (run.record.step > 0 && signs.updates.was_large()) {
    signs.updates.add_evidence(verdict);
    verdict.message += ": " + signs.updates.text();
    verdict.remedies =
        remedies::list({remedies::milder_weights(run.facts), signs.updates.lower_rate(run.facts),
                        remedies::clip(run.facts), remedies::batch_norm()});
    return verdict;
  }
  verdict.message += cause(run, seen);
  verdict.remedies = advice(run, seen);
  return verdict;
}

}  // namespace plumb
