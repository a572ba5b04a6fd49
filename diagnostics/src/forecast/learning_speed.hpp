#pragma once

#include "matrix.hpp"
#include "plumb/diagnostics/forecast.hpp"

namespace plumb::forecasting {

/// What gradient descent can do with a tangent kernel.
struct LearningSpeed {
  /// Largest eigenvalue over the batch size: it bounds the learning rate.
  double sharpest = 0;
  /// How much larger the kernel is between two samples of a class than between two of different
  /// classes: what a step on some samples teaches about others. Over regression targets, its slope
  /// on the product of the standardized targets.
  /// In a batch without two samples of a class: how much larger it is between a sample and itself.
  double shared = 0;
};

/// Learning rate up to which gradient descent is stable: 2 / (sharpness of the loss). Ten equal
/// probabilities make the cross-entropy's curvature a tenth of the tangent kernel's eigenvalue.
double stable_rate(const LearningSpeed& speed);

/// Change of the outputs that a step on some samples makes for others of their class, at the best
/// rate that anybody tries, 0.001 to 10; 0 where even the smallest is unstable.
double best_speed(const LearningSpeed& speed);

LearningSpeed learning_speed(const Matrix& tangent_kernel, const ForecastBatch& batch);

}  // namespace plumb::forecasting
