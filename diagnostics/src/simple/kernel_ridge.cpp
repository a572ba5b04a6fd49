#include "kernel_ridge.hpp"

#include <ATen/ATen.h>

#include <cstdint>

namespace plumb {
namespace {

/// Cholesky factor of K + λI, lower; undefined where it has none.
at::Tensor factor_of(const at::Tensor& kernel, double penalty) {
  at::Tensor sum = kernel.clone();
  sum.diagonal().add_(penalty);
  const auto [factor, info] = at::linalg_cholesky_ex(sum);
  return info.item<std::int32_t>() == 0 ? factor : at::Tensor();
}

}  // namespace

at::Tensor left_out_predictions(const at::Tensor& kernel, const at::Tensor& targets,
                                double penalty) {
  const at::Tensor factor = factor_of(kernel, penalty);
  if (!factor.defined()) return factor;
  const at::Tensor inverse = at::cholesky_inverse(factor);
  return targets - at::matmul(inverse, targets) / inverse.diagonal().unsqueeze(1);
}

at::Tensor kernel_ridge(const at::Tensor& kernel, const at::Tensor& targets, double penalty) {
  const at::Tensor factor = factor_of(kernel, penalty);
  return factor.defined() ? at::cholesky_solve(targets, factor) : factor;
}

}  // namespace plumb
