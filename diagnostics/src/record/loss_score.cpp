#include "plumb/diagnostics/loss_score.hpp"

namespace plumb {

std::optional<double> loss_score(double loss, const RunFacts& facts) {
  if (!facts.baseline_loss || !(*facts.baseline_loss > 0)) return std::nullopt;
  return 1 - loss / *facts.baseline_loss;
}

}  // namespace plumb
