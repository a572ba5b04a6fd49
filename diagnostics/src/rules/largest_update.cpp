#include "largest_update.hpp"

#include <algorithm>

#include "layer_view.hpp"
#include "remedies.hpp"
#include "text.hpp"

namespace plumb {

void LargestUpdate::observe(const RunView& run) {
  if (run.probed()) ratio_ = std::max(ratio_, median_update_ratio(run).value_or(0));
}

std::optional<Remedy> LargestUpdate::lower_rate(const RunFacts& facts) const {
  return was_large() ? remedies::rate_for_update(facts, ratio_) : std::nullopt;
}

std::string LargestUpdate::text() const {
  return "one step had changed half of the layers by at least " + weights_text(ratio_);
}

void LargestUpdate::add_evidence(Verdict& verdict) const {
  verdict.evidence.emplace_back("update_ratio", ratio_);
}

}  // namespace plumb
