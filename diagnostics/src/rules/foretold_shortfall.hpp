#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "shortfall.hpp"

namespace plumb {

// What the data alone tell of a network that has made no step: by how much one simple model stays
// behind another, and the network with it. All by more than chance and by linear_margin; none asks
// for an evaluation.

/// The best score of a linear model; nothing where none is known.
std::optional<double> linear_score(const RunView& run);

/// Whether so many samples tell what a linear model of the network's inputs can do. False of a
/// recurrent one, whose sequences may be of any length.
bool tell_of_linear(const RunView& run, std::int64_t samples);

/// What a linear model stays behind: `network` is the best one's score. Asks for samples that
/// tell_of_linear().
std::optional<Shortfall> linear_shortfall(const RunView& run, const Thresholds& thresholds);

/// "kernel regression is right of 91 % of 1400 samples that it was not fitted to, and a linear
/// model of 60 %".
std::string linear_shortfall_text(const RunView& run, const Shortfall& shortfall);

/// Whether a few values of some column outweigh all others, or some columns all others: a model
/// that takes the columns as they are may not see the rest.
bool may_hide_columns(const RunFacts& facts, const Thresholds& thresholds);

/// Where those of a model may_hide_columns(), and it stays behind one of the same columns brought
/// to one size: makes a warning of what was noticed of them, and says so in it, as "; with all
/// columns of one size kernel regression is right of 91 % of 1400 samples that it was not fitted
/// to, and with these of 60 %".
bool warn_of_hidden_columns(const RunView& run, const Thresholds& thresholds, Verdict& noticed);

/// Whether it is as good as the other, but for a twentieth of its score: then they hide nothing.
bool shows_all_columns(const RunView& run);

}  // namespace plumb
