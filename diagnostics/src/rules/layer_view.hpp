#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "plumb/diagnostics/rule.hpp"

namespace plumb {

/// A layer with its sensitivity in the step at hand.
struct LayerSensitivity {
  const Layer* layer = nullptr;
  double value = 0;
};

/// The layers that have one, input to output.
std::vector<LayerSensitivity> sensitivities(const RunView& run);

/// Whether all of these are above that, and there are some: where the gradient itself has vanished,
/// no rate is to blame.
bool has_gradient_everywhere(const RunView& run, double vanishing_sensitivity);

/// Slope of log10 gradient norm over depth, decades a layer from input to output, by least squares
/// over the layers with a gradient that is not 0; nothing for fewer than three.
std::optional<double> decades_per_layer(const RunView& run);

/// Of the parameters' gradients, as the optimizer gets them: once they are clipped.
const std::vector<std::optional<double>>& clipped_norms(const StepRecord& record);

/// The layer with the largest gradient norm; null if none is finite.
const Layer* largest_gradient(const RunView& run);

/// The middle value, of an even number the upper one. There must be one.
double upper_median(std::vector<double> values);

/// The same of what `of` tells of the layers; nothing where it tells of none.
template <class Of>
std::optional<double> median_over_layers(const RunView& run, const Of& of) {
  std::vector<double> values;
  for (const auto& layer : run.layers) {
    if (const std::optional<double> value = of(layer)) values.push_back(*value);
  }
  if (values.empty()) return std::nullopt;
  return upper_median(std::move(values));
}

/// Of the layers' update ratios (RunView::update_ratio); nothing where no layer has one.
std::optional<double> median_update_ratio(const RunView& run);

/// Of the tap of that name, where the network has it and this step looked at it; else null.
const ActivationProbe* probe_of(const RunView& run, std::string_view tap);

/// Whether the network has a tap of that name.
bool has_tap(const RunView& run, std::string_view name);

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

}  // namespace plumb
