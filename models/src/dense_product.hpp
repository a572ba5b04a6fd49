#pragma once

#include <ATen/core/Tensor.h>

namespace plumb {

/// x Wᵀ + b, {batch, inputs} to {batch, outputs}; `bias` may be undefined. On a small batch by the
/// products that a chain of layers uses too, so that the numbers do not depend on whether anybody
/// looks between the layers; elsewhere at::linear.
at::Tensor dense_product(const at::Tensor& x, const at::Tensor& weight, const at::Tensor& bias);

}  // namespace plumb
