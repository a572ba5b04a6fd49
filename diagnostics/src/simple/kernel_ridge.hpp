#pragma once

#include <ATen/core/Tensor.h>

namespace plumb {

/// What the ridge regression on a kernel predicts of each sample when it is fitted to all others,
/// {n, outputs}: y - (A⁻¹y)ᵢ / (A⁻¹)ᵢᵢ with A = K + λI, in closed form (Rasmussen and Williams,
/// "Gaussian Processes for Machine Learning", 2006, eq. 5.12). kernel: {n, n} double; targets:
/// {n, outputs} double. Undefined where A is singular.
at::Tensor left_out_predictions(const at::Tensor& kernel, const at::Tensor& targets,
                                double penalty);

/// The coefficients of that regression, {n, outputs}. Undefined where A is singular.
at::Tensor kernel_ridge(const at::Tensor& kernel, const at::Tensor& targets, double penalty);

}  // namespace plumb
