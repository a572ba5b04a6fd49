#pragma once

#include <optional>

#include "plumb/diagnostics/forecast.hpp"

namespace plumb::forecasting {

/// Fixed points, depth scales and the edge of chaos of one hidden layer repeated for ever, started
/// from the variance `start` and the correlation `start_correlation`. Schoenholz et al. 2017, eq. 3
/// to 9: ξ_q⁻¹ = −ln(χ₁ + σ_w² E[φ″φ]) and ξ_c⁻¹ = −ln(σ_w² E[φ′(u₁)φ′(u₂)] at c*).
DepthTheory depth_theory(const ForecastLayer& layer, double start, double start_correlation);

/// σ_w at which χ₁ = 1 at the fixed point of the variance, for this bias variance; none where no
/// σ_w of 0.01 to 100 does it (sigmoid without biases: its χ₁ stays below 1 until the correlation
/// is lost to its mean).
std::optional<double> edge_of_chaos(const std::string& activation, double bias_variance);

}  // namespace plumb::forecasting
