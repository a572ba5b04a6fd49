#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "plumb/diagnostics/histograms.hpp"
#include "report/budget.hpp"

namespace plumb {

/// How weights, gradients and activations are spread over time: by kind {of, left_out: names,
/// epochs, layers: {layer, low, high, peak, columns, zeros, non_finite}}. All epochs of a layer are
/// in rows of one width from `low` to `high`; of gradients, whose rows are of log10|g|, all layers.
/// `columns` has a text an epoch, `zeros` and `non_finite` have one character an epoch: shares of
/// the layer's entries, `peak` × (c / 63)² for the c-th character of A–Z, a–z, 0–9, +, /. A kind
/// that was not recorded is not there.
nlohmann::ordered_json distribution_data(const std::vector<EpochHistograms>& histograms,
                                         const PageBudget& budget);

}  // namespace plumb
