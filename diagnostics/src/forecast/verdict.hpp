#pragma once

#include <stop_token>

#include "learning_speed.hpp"
#include "mean_field.hpp"
#include "plumb/diagnostics/forecast.hpp"

namespace plumb::forecasting {

/// How fast a network learns whose tangent kernels are known. `layers` and `passes` belong
/// together; of them it needs the first and the last.
LearningSpeed speed_of(const std::vector<ForecastLayer>& layers,
                       const std::vector<LayerPass>& passes, const TangentKernels& kernels,
                       const ForecastBatch& batch);

/// Whether gradient descent gets anywhere from such an initialization; docs/forecast.md has the
/// criterion and how often it is right. `layers` and `passes` belong together.
ForecastVerdict judge(const std::vector<ForecastLayer>& layers,
                      const std::vector<LayerPass>& passes, const LearningSpeed& speed);

/// Most hidden layers for which, and for all fewer, judge() says healthy, repeating the last hidden
/// layer up to forecast_deepest; none for networks that are no chain of equal dense layers.
/// Throws Error where it is told to stop.
std::optional<std::int64_t> max_trainable_depth(const ForecastNetwork& network,
                                                const std::vector<LayerPass>& passes,
                                                const ForecastBatch& batch,
                                                const std::stop_token& stop);

/// 1 − mean correlation between different samples: the part of the signal that tells them apart.
double distinct_share(const Matrix& second_moment);

}  // namespace plumb::forecasting
