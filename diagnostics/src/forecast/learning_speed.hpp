#pragma once

#include "mean_field.hpp"

namespace plumb::forecasting {

/// What gradient descent can do with a tangent kernel.
struct LearningSpeed {
  /// Largest eigenvalue of the loss's Hessian with respect to the outputs of one sample, in no unit
  /// of the targets: unit_target_curvature().
  double curvature = 0;
  /// Largest eigenvalue of the kernel over the batch size: with the curvature it bounds the
  /// learning rate.
  double sharpest = 0;
  /// What a step on one sample teaches about another the more alike their inputs are: the kernel's
  /// covariance with the inputs' correlation, over pairs of different samples, by that
  /// correlation's standard deviation. In a batch whose pairs are all equally alike: how much
  /// larger the kernel is between a sample and itself. Of the weights: a bias moves samples apart
  /// only by the slopes of units that are on for one and off for another, and where the signal has
  /// faded a bias turns them on or off for all.
  double shared = 0;
  /// As sharpest, of the parameters that bound the rate of learning: not of those before a batch
  /// normalization.
  double limiting = 0;
};

/// Learning rate up to which gradient descent is stable: 2 / (sharpness of the loss), with the
/// sharpness of Gauss and Newton, curvature · sharpest, where `curvature` is the loss's.
double stable_rate(const LearningSpeed& speed, double curvature);

/// Whether what bounds the rate of learning leaves one that anybody tries.
bool has_stable_rate(const LearningSpeed& speed);

/// The part of the way to the minimum, as the loss's slope and curvature have it, by which a step
/// on some samples moves the outputs for others that are like them; at the best rate, at most
/// forecast_largest_rate. 0 where no rate that anybody tries is stable.
double best_speed(const LearningSpeed& speed);

LearningSpeed learning_speed(const TangentKernels& kernels, const Matrix& inputs, double curvature);

/// The same where batches are normalized. Outputs do not change with the length of the weights
/// before the normalization, whose gradient is across them: a step that is too large makes them
/// longer and the next steps smaller, and the rate is bounded by the output layer. `shared` is then
/// how much its kernel differs between pairs: the root mean square over pairs of different samples
/// of what is left without a part for each of the two samples. Deep in the network that need not go
/// with the inputs' correlation, but where it is lost pairs cannot be told from one another.
LearningSpeed normalized_learning_speed(const TangentKernels& kernels,
                                        const TangentKernels& output_layer, const Matrix& inputs,
                                        double curvature);

}  // namespace plumb::forecasting
