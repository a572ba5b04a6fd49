#pragma once

#include <cstdint>

#include "plumb/diagnostics/forecast.hpp"
#include "population.hpp"

namespace plumb::forecasting {

/// The derivative of the batch's mean loss with respect to each output, units × samples.
Population output_gradient(const Population& outputs, const ForecastBatch& batch);

/// E[Σ_k δ_ak δ_bk] over outputs that are Gaussian with this covariance, independent of one
/// another: in closed form for mse, else over draws from a fixed seed, which leaves 1 % of chance.
Matrix mean_output_gradient(const Matrix& covariance, std::size_t outputs,
                            const ForecastBatch& batch);

/// The largest eigenvalue of the Hessian of one sample's loss with respect to its outputs, which
/// are Gaussian of mean 0 with this covariance: over the batch's size, times the tangent kernel's,
/// it is the sharpness of the batch's mean loss. In units of the loss by those of an output
/// squared; cross-entropy's and bce's are taken at equal probabilities, mae's is the mean over the
/// outputs.
double output_curvature(const Matrix& covariance, std::size_t outputs, const ForecastBatch& batch);

/// The same for targets to regress on that are brought to a root mean square of 1: what a network
/// learns of them does not depend on their unit, by which a learning rate for mae is measured, too.
double unit_target_curvature(const Matrix& covariance, std::size_t outputs,
                             const ForecastBatch& batch);

/// output_curvature() of the mean over a batch that all samples' gradients act on together, with
/// outputs as they are at the start, but not below output_curvature(): probabilities that differ
/// make cross-entropy of three and more classes steeper in some directions, up to a half.
double starting_curvature(const Matrix& covariance, std::size_t outputs,
                          const ForecastBatch& batch);

}  // namespace plumb::forecasting
