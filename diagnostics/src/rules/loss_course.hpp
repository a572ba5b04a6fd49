#pragma once

#include <cstddef>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

// What the course of a run's loss says, beyond LossHistory: against thresholds, a start, a
// baseline.

/// Of the losses whose median counts below: one batch alone does not.
inline constexpr std::size_t jump_steps = 5;

/// What the loss was before something happened.
struct UsualLoss {
  double level = 0;
  double spread = 0;  ///< of nearly all; infinite where there were too few to tell
};

/// By the `steps` before the last `skip`; of level 0 where there were none.
UsualLoss usual_loss(const RunView& run, std::size_t steps, std::size_t skip);

/// Mean of some losses, and the variance that it has where they are independent draws.
struct MeanLoss {
  double value = 0, variance = 0;
};

/// Of the `count` losses before the last `skip`, or as many as there are; 0 where there are none.
MeanLoss mean_loss(const Window& losses, std::size_t count, std::size_t skip = 0);

/// By more than so many standard errors of the difference.
bool is_above(const MeanLoss& high, const MeanLoss& low, double errors);

/// The median loss of the last jump_steps is above loss_jump times the usual one and far enough
/// from being learnt to matter; or, of losses without LossHistory::has_scale(), as many times
/// their size and spread above it.
bool loss_has_jumped(const RunView& run, const UsualLoss& usual, const Thresholds& thresholds);

/// Of a mean that batches which are easy by chance do not move.
inline constexpr std::size_t lasting_steps = 100;

/// The share of the baseline that is gone by the mean of the last lasting_steps losses. 0 of fewer,
/// and without LossHistory::has_scale().
double mean_learnt(const RunView& run);

/// Whether that is half of it or more: steps that were feared to be too long have done no harm.
bool has_learnt_for_good(const RunView& run);

/// Whether that is as much as healthy runs have learnt by their end: what was found of a network
/// that learns nothing holds no more.
bool has_learnt_after_all(const RunView& run, const Thresholds& thresholds);

/// Whether the mean of the last hundred losses is about the baseline, however single batches have
/// moved the level meanwhile. False of fewer, and where none was finite.
bool ends_at_baseline(const RunView& run);

/// Whether a run ends near the baseline while its loss still comes down to it, or through it, from
/// above: no plateau, and nothing learnt.
bool ends_on_the_way_down(const RunView& run, const Thresholds& thresholds);

/// Whether next to nothing was learnt, at the end of a run. What still falls is slow-convergence's.
bool ended_without_learning(const RunView& run, const Thresholds& thresholds);

/// At the baseline, and not far above it: that would be no plateau.
bool is_at_baseline(const RunView& run, const Thresholds& thresholds);

/// Both, at the end of a run: on a plateau that is loss-plateau's, if nothing else has explained
/// it. One on its way down is slow-convergence's.
bool ends_on_plateau(const RunView& run, const Thresholds& thresholds);

/// The share of what a first loss was above the baseline that the median of the last 25 steps is
/// above it.
double excess_left(const RunView& run, double first_loss);

/// Whether early_start_steps have left more than early_start_left of what a first loss was above
/// the baseline, at the whole learning rate: no healthy start takes that long.
bool stays_up(const RunView& run, double first_loss, const Thresholds& thresholds);

/// Whether a first loss above the baseline has had its initial_loss_steps, and is on its way down
/// no more; one that stays_up() sooner. One that has lost all but a twentieth of its excess is, up
/// to settled_high times the baseline.
bool has_settled(const RunView& run, double first_loss, const Thresholds& thresholds);

/// Whether after initial_loss_steps its level is no longer above initial_loss_info times the
/// baseline: what made the first loss large did no lasting harm.
bool loss_is_down(const RunView& run, const Thresholds& thresholds);

/// That median is above initial_loss_info times the baseline, as a first loss has to be to be
/// mentioned. False without LossHistory::has_scale().
bool loss_is_large(const RunView& run, const Thresholds& thresholds);

}  // namespace plumb
