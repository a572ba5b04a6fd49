#pragma once

#include <optional>
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

/// Slope of log10 gradient norm over depth, decades a layer from input to output, by least squares
/// over the layers with a gradient that is not 0; nothing for fewer than three.
std::optional<double> decades_per_layer(const RunView& run);

/// The layer with the largest gradient norm; null if none is finite.
const Layer* largest_gradient(const RunView& run);

/// Every layer's gradient is exactly 0, or there is none at all.
bool no_gradient_at_all(const RunView& run);

/// The first tap whose values are all exactly 0, by RunView::taps; nothing if there is none.
std::optional<std::size_t> all_zero_tap(const RunView& run, double share);

}  // namespace plumb
