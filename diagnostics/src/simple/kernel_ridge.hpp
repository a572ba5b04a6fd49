#pragma once

#include <ATen/core/Tensor.h>

namespace plumb {

/// Mean square of what the ridge regression on a kernel misses each sample by that it is not fitted
/// to, all others being: (A⁻¹y)ᵢ / (A⁻¹)ᵢᵢ with A = K + λI, in closed form (Rasmussen and Williams,
/// "Gaussian Processes for Machine Learning", 2006, eq. 5.12). kernel: {n, n} double; targets:
/// {n, outputs} double; infinite where A is singular.
double left_out_error(const at::Tensor& kernel, const at::Tensor& targets, double penalty);

/// The coefficients of that regression, {n, outputs}. Undefined where A is singular.
at::Tensor kernel_ridge(const at::Tensor& kernel, const at::Tensor& targets, double penalty);

}  // namespace plumb
