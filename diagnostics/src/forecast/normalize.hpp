#pragma once

#include "mean_field.hpp"

namespace plumb::forecasting {

/// Batch normalization: every unit minus its mean over the batch (and positions), by its deviation;
/// layer normalization: every sample likewise over its units. `pass` keeps what the way back needs.
Signal normalized(ForecastLayer::Norm norm, double epsilon, const Signal& input, NormPass& pass);

/// A gradient's covariance before the normalization from that after it.
Matrix normalized_backward(const NormPass& pass, const Matrix& gradient);

/// The transpose of normalized_backward(), which is linear in the gradient: how a tangent kernel
/// goes forward through the norm.
Matrix normalized_transposed(const NormPass& pass, const Matrix& kernel);

}  // namespace plumb::forecasting
