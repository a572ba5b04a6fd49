#pragma once

#include <stop_token>

#include "learning_speed.hpp"
#include "mean_field.hpp"
#include "plumb/diagnostics/forecast.hpp"

namespace plumb::forecasting {

/// How fast a network learns whose tangent kernels, and the output layer's own, are known.
LearningSpeed speed_of(const std::vector<ForecastLayer>& layers, const ForecastBatch& batch,
                       double curvature, const TangentKernels& kernels,
                       const TangentKernels& output_layer);

/// The same in the limit of infinite width. `layers` and `passes` belong together; of them it needs
/// the first and the last.
LearningSpeed limit_speed(const std::vector<ForecastLayer>& layers,
                          const std::vector<LayerPass>& passes, const TangentKernels& kernels,
                          const ForecastBatch& batch);

/// Of a network that is not healthy, whether it explodes or vanishes: `speed` in the limit, `norms`
/// of all kernels. `layers` and `passes` belong together.
bool explodes(const std::vector<ForecastLayer>& layers, const std::vector<LayerPass>& passes,
              const LearningSpeed& speed, const std::vector<ForecastNorm>& norms);

/// Most hidden layers for which, and for all fewer, the speed is forecast_least_speed, repeating
/// the last hidden layer up to forecast_deepest: the limit's, and the median of `draws`
/// initializations, unless there are none. Nothing for networks that are no chain of equal dense
/// layers. Throws Error where it is told to stop.
std::optional<std::int64_t> max_trainable_depth(const ForecastNetwork& network,
                                                const std::vector<LayerPass>& passes,
                                                const ForecastBatch& batch, int draws,
                                                const std::stop_token& stop);

/// 1 − mean correlation between different samples: the part of the signal that tells them apart.
double distinct_share(const Matrix& second_moment);

}  // namespace plumb::forecasting
