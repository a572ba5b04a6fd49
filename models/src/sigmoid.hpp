#pragma once

#include <ATen/core/Tensor.h>

namespace plumb {

/// at::Tensor::sigmoid_, with its gradient: in place. Float32 on the CPU is computed by a loop of
/// our own, since LibTorch's takes five times as long on a small batch (docs/performance.md).
at::Tensor sigmoid_in_place(at::Tensor x);

}  // namespace plumb
