#pragma once

#include <vector>

#include "mean_field.hpp"
#include "normal_stream.hpp"
#include "plumb/diagnostics/forecast.hpp"

namespace plumb::forecasting {

/// How ln ‖∂L/∂W‖² is distributed around the limit of infinite width: nearly like a normal on
/// either side of its median, but not with the same deviation where some initializations lie beyond
/// an unstable fixed point and others before it.
struct WidthEffect {
  double shift = 0;  ///< median of ln ‖·‖² minus ln of the limit
  double below = 0;  ///< root mean square of the deviations from the median, of those below it
  double above = 0;  ///< the same of those above it
};

/// By kernel, in the order of kernels(). `limits` are the squared norms of the recursion.
std::vector<WidthEffect> width_effects(const ForecastNetwork& network, const ForecastBatch& batch,
                                       const std::vector<LayerPass>& passes,
                                       const std::vector<double>& limits,
                                       const ForecastOptions& options);

/// Whether dense_chain_gradient() and dense_chain_kernels() can draw it.
bool is_dense_chain(const ForecastNetwork& network);

/// Squared gradient norms of one draw of a network of dense layers: the recursion with each layer's
/// finite number of units. Given a layer's Gram matrix, the next layer's units are independent
/// Gaussians of that covariance, so that B × B matrices are all that passes from layer to layer.
std::vector<double> dense_chain_gradient(const ForecastNetwork& network, const ForecastBatch& batch,
                                         NormalStream& normals);

/// Tangent kernels of one drawn network: the mean over its outputs, of two at most.
struct DrawnKernels {
  TangentKernels network;  ///< behind a batch normalization, only the output layer's part
  TangentKernels output_layer;
};

/// Draws as dense_chain_gradient() does.
DrawnKernels dense_chain_kernels(const ForecastNetwork& network, const ForecastBatch& batch,
                                 NormalStream& normals);

}  // namespace plumb::forecasting
