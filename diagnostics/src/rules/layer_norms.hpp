#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "plumb/diagnostics/rule.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {

/// A layer with its sensitivity in the step at hand.
struct LayerSensitivity {
  const Layer* layer = nullptr;
  double value = 0;
};

/// The layers that have one, input to output.
std::vector<LayerSensitivity> sensitivities(const RunView& run);

/// Slope of log10 gradient norm over depth, decades a layer from input to output, by least squares
/// over the layers with a gradient that is not 0; nothing for fewer than three.
std::optional<double> decades_per_layer(const RunView& run);

/// The layer with the largest gradient norm; null if none is finite.
const Layer* largest_gradient(const RunView& run);

/// The middle value, of an even number the upper one. There must be one.
double upper_median(std::vector<double> values);

/// The same of the layers' update ratios (RunView::update_ratio); nothing where no layer has one.
std::optional<double> median_update_ratio(const RunView& run);

/// Of the tap of that name, where the network has it and this step looked at it; else null.
const ActivationProbe* probe_of(const RunView& run, std::string_view tap);

/// The layer that a tap is called after; null where there is none.
const Layer* layer_of(const RunView& run, std::string_view tap);

/// Rows of a layer's weight: its units or channels. 0 where its shape is not known.
std::int64_t units_of(const RunView& run, const Layer& layer);

/// Whether a layer before the last has weights of exactly 0. False in a step without a probe.
bool has_layer_of_zeros(const RunView& run);

/// The first tap whose values are all exactly 0, by RunView::taps; nothing if there is none.
std::optional<std::size_t> all_zero_tap(const RunView& run, double share);

/// The first tap behind the input whose spread is below that and after which samples do not plainly
/// differ: what comes after it sees every sample alike. A shortcut may lead around the branch that
/// such a tap is in. Nothing if there is none.
std::optional<std::size_t> collapsed_tap(const RunView& run, double spread);

/// Of the inputs, where it is below that: what comes after them is alike since they are. Nothing
/// where they differ, or that is not known.
std::optional<double> spread_of_alike_inputs(const RunView& run, double spread);

/// Whether it is the activation behind the outputs that makes all samples alike: they differ before
/// it, and not behind it, as with a softmax over one output.
bool outputs_are_flattened(const RunView& run, double spread);

/// Of the losses whose median counts below: one batch alone does not.
inline constexpr std::size_t jump_steps = 5;

/// What the loss was before something happened.
struct UsualLoss {
  double level = 0;
  double spread = 0;  ///< of nearly all; infinite where there were too few to tell
};

/// By the `steps` before the last `skip`; of level 0 where there were none.
UsualLoss usual_loss(const RunView& run, std::size_t steps, std::size_t skip);

/// The median loss of the last jump_steps is above loss_jump times the usual one and far enough
/// from being learnt to matter; or, of losses without LossHistory::has_scale(), as many times
/// their size and spread above it.
bool loss_has_jumped(const RunView& run, const UsualLoss& usual, const Thresholds& thresholds);

/// Whether the mean of the last hundred losses is about the baseline, however single batches have
/// moved the level meanwhile. False of fewer, and where none was finite.
bool ends_at_baseline(const RunView& run);

/// Whether next to nothing was learnt, at the end of a run. What still falls is slow-convergence's.
bool ended_without_learning(const RunView& run, const Thresholds& thresholds);

/// Whether a first loss above the baseline has had its initial_loss_steps, and is on its way down
/// no more. One that has lost all but a twentieth of its excess is, however high it is still.
bool has_settled(const RunView& run, double first_loss, const Thresholds& thresholds);

/// Whether after initial_loss_steps its level is no longer above initial_loss_info times the
/// baseline: what made the first loss large did no lasting harm.
bool loss_is_down(const RunView& run, const Thresholds& thresholds);

/// That median is above initial_loss_info times the baseline, as a first loss has to be to be
/// mentioned. False without LossHistory::has_scale().
bool loss_is_large(const RunView& run, const Thresholds& thresholds);

}  // namespace plumb
