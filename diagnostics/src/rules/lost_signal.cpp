#include "lost_signal.hpp"

#include <string>

#include "lossy_depth.hpp"
#include "recurrent_remedies.hpp"
#include "remedies.hpp"

namespace plumb {
namespace {

Verdict lost(const RunView& run, const std::string& where, const Shortfall& behind) {
  Verdict verdict;
  verdict.severity = Severity::warning;
  verdict.first_step = run.record.step;
  verdict.evidence = shortfall_evidence(behind);
  verdict.message = where + ", and " + shortfall_text(run, behind);
  return verdict;
}

}  // namespace

std::optional<Verdict> lost_in_depth(const RunView& run, const Shortfall& behind) {
  const auto how = how_signal_is_lost(run.facts);
  if (!how) return std::nullopt;
  Verdict verdict = lost(run, *how, behind);
  verdict.remedies = remedies::restore_signal(run.facts, remedies::activation(run.facts));
  return verdict;
}

std::optional<Verdict> lost_over_time(const RunView& run, const Shortfall& behind) {
  if (run.facts.activation != "sigmoid" || !has_recurrence(run.facts.parameters))
    return std::nullopt;
  Verdict verdict = lost(run,
                         "on its way back through a sequence the gradient passes a sigmoid at "
                         "every step, whose slope is a quarter at most: little is left of it after "
                         "a few",
                         behind);
  // The first becomes gates (fit_to_recurrence()).
  verdict.remedies = {remedies::batch_norm(), remedies::activation(run.facts)};
  return verdict;
}

}  // namespace plumb
