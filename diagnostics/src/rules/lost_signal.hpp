#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plumb/diagnostics/rule.hpp"
#include "shortfall.hpp"

namespace plumb {

/// Why a network that stays behind a simple model does, by what it is made of, though no gradient
/// is so small that it shows.
struct LostSignal {
  std::string how;  ///< a sentence's first part
  /// By the activation, whatever the weights are: then it need not stay behind as far.
  bool is_certain = false;
  std::vector<Remedy> remedies;
};

/// Layers that lose the signal, by lossy_activation() or lossy_depth(), with nothing to help it
/// along, and recurrent states that pass such an activation at every step: what is left of the
/// gradient of a sequence's first steps shows in no layer's, which share their weights with the
/// last.
std::optional<LostSignal> lost_signal(const RunFacts& facts);

/// A warning of a network that stays behind that far.
Verdict tell(const LostSignal& lost, const RunView& run, const Shortfall& behind);

/// The score in parts of a simple model's below which one has lost the signal, in the place of
/// Thresholds::underfitting_cause.
Thresholds thresholds_for(const LostSignal& lost, Thresholds thresholds);

}  // namespace plumb
