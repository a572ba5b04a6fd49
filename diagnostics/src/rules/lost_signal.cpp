#include "lost_signal.hpp"

#include "activation_traits.hpp"
#include "lossy_depth.hpp"
#include "recurrent_remedies.hpp"
#include "remedies.hpp"

namespace plumb {
namespace {

/// Of plain recurrent layers: gates carry the state past their activation.
std::optional<LostSignal> over_time(const RunFacts& facts) {
  const ActivationTraits& traits = traits_of(facts.activation);
  if (!has_recurrence(facts.parameters) || !traits.is_lossy()) return std::nullopt;
  const std::string how =
      traits.saturates
          ? "on its way back through a sequence the gradient passes a " + facts.activation +
                " at every step, whose slope is a quarter at most: little is left of it after a few"
          : "at every step of a sequence the state passes a " + facts.activation +
                ", which is never 0: it grows by what carries nothing";
  return LostSignal{how, true, {remedies::activation(facts)}};  // gates, by fit_to_recurrence()
}

}  // namespace

std::optional<LostSignal> lost_signal(const RunFacts& facts) {
  if (auto lost = over_time(facts)) return lost;
  if (!has_nothing_to_help(facts)) return std::nullopt;
  const auto activation = lossy_activation(facts), depth = lossy_depth(facts);
  if (!activation && !depth) return std::nullopt;
  return LostSignal{activation ? *activation
                               : *depth +
                                     " without normalization or shortcuts it is up to chance what "
                                     "is left of signal and gradient",
                    activation.has_value(),
                    remedies::restore_signal(facts, remedies::activation(facts))};
}

Verdict tell(const LostSignal& lost, const RunView& run, const Shortfall& behind) {
  Verdict verdict;
  verdict.severity = Severity::warning;
  verdict.first_step = run.record.step;
  verdict.evidence = shortfall_evidence(behind);
  verdict.message = lost.how + ", and " + shortfall_text(run, behind);
  verdict.remedies = lost.remedies;
  return verdict;
}

Thresholds thresholds_for(const LostSignal& lost, Thresholds thresholds) {
  if (lost.is_certain) thresholds.underfitting_cause = thresholds.lost_signal_cause;
  return thresholds;
}

}  // namespace plumb
