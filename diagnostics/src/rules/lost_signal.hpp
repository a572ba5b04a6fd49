#pragma once

#include <optional>

#include "plumb/diagnostics/rule.hpp"
#include "shortfall.hpp"

namespace plumb {

// Why a network that stays behind a simple model does, by what it is made of, though no gradient is
// so small that it shows.

/// Layers that lose the signal, with nothing to help it along (how_signal_is_lost()).
std::optional<Verdict> lost_in_depth(const RunView& run, const Shortfall& behind);

/// Recurrent sigmoids. What they leave of the gradient of a sequence's first steps shows in no
/// layer's: these share their weights with the last.
std::optional<Verdict> lost_over_time(const RunView& run, const Shortfall& behind);

}  // namespace plumb
