#pragma once

#include <vector>

#include "matrix.hpp"
#include "plumb/diagnostics/forecast.hpp"

namespace plumb::forecasting {

/// What the units of one tensor have in common over a batch, in the limit of many units.
struct Signal {
  Matrix second;             ///< E[h_a h_b] of a unit, averaged over positions
  std::vector<double> mean;  ///< E[h_a]
  double across = 0;         ///< E[h_a(p) h_b(p′)], averaged over all a, b, p, p′
  double positions = 1;
  double units = 1;
};

/// What a normalization does to a gradient on its way back.
struct NormPass {
  ForecastLayer::Norm kind = ForecastLayer::Norm::none;
  std::vector<double> inverse;  ///< by sample: 1 / the deviation that was divided by
  Matrix normalized;            ///< second moment after it
  double positions = 1;
};

/// One layer after the forward recursion.
struct LayerPass {
  Signal input;          ///< of the kernel
  Signal preactivation;  ///< after norm and skip, before the activation
  Matrix slope;          ///< E[φ′(u_a) φ′(u_b)]
  Signal output;
  NormPass norm, norm_after;
};

/// The forward recursion of the batch's second moments through the network.
std::vector<LayerPass> propagate(const ForecastNetwork& network, const ForecastBatch& batch);

/// One more layer, whose skip, if it has one, spans it alone.
LayerPass propagate_layer(const ForecastLayer& layer, const Signal& input);

/// One squared gradient norm by kernel, input to output, projections after their layer; given
/// Σ_k δ_ak δ_bk of the outputs, as a matrix.
std::vector<double> squared_gradients(const ForecastNetwork& network,
                                      const std::vector<LayerPass>& passes, const Matrix& output);

/// The neural tangent kernel of one output (Jacot et al. 2018): Σ over parameters w of
/// ∂f(x_a)/∂w · ∂f(x_b)/∂w, by pair of samples. A step of gradient descent of rate η on the mean
/// loss changes the outputs by −η/B times this, times the loss's derivative.
struct TangentKernels {
  Matrix weights;  ///< of the kernels alone
  Matrix all;      ///< and of biases, and the gains and shifts of norms
};

TangentKernels tangent_kernels(const std::vector<ForecastLayer>& layers,
                               const std::vector<LayerPass>& passes);

/// Those at the end of one more layer, whose skip, if it has one, spans it alone.
TangentKernels tangent_kernels_after(const ForecastLayer& layer, const LayerPass& pass,
                                     const TangentKernels& before);

/// Before the first layer.
TangentKernels no_tangent_kernels(std::size_t samples);

/// The names that belong to squared_gradients().
std::vector<const ForecastKernel*> kernels(const ForecastNetwork& network);

/// A layer's kernel and norm, and its activation, one after another.
Signal through_kernel(const ForecastKernel& kernel, const Signal& input, double positions);
Signal through_activation(const std::string& activation, const Signal& input, Matrix& slope);

}  // namespace plumb::forecasting
