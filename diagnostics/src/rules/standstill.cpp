#include "standstill.hpp"

#include "take_back.hpp"

namespace plumb {

std::optional<Shortfall> standing_shortfall(const RunView& run, const Thresholds& thresholds) {
  if (run.loss.steps() < thresholds.standing_steps || !run.gain) return std::nullopt;
  auto behind = lasting_shortfall(run, thresholds);
  const bool stands = behind && behind->model != nullptr &&
                      behind->simple > thresholds.ended_plateau &&
                      *run.gain < thresholds.standing_gain * behind->simple;
  return stands ? behind : std::nullopt;
}

std::optional<Verdict> Standstill::caught_up(const RunView& run, const Thresholds& thresholds) {
  const auto score = network_score(run);
  const auto better = best_simple_model(run);
  const double enough = is_foretold_ ? thresholds.foretold_cause : thresholds.underfitting_cause;
  if (!score || (better && *score < enough * better->simple)) return std::nullopt;
  return take_back(told_, run, "the network has caught up");
}

}  // namespace plumb
