#pragma once

#include <ATen/core/Tensor.h>

#include <atomic>

namespace plumb {

namespace detail {

/// Hooks of monitors that take a norm when a gradient arrives at its parameter.
extern constinit std::atomic<int> gradient_hooks;

void take_early_norm(const at::Tensor& gradient);

}  // namespace detail

/// For a backward pass of one's own that computes several parameters' gradients before it returns:
/// shows the monitors of this thread one that is complete, while it lies in cache. The norm that is
/// taken of it now is that of its parameter, if it arrives there as it is; if it is added to
/// another one or changed in place, its sum is measured as ever. Costs one branch when nobody
/// watches, and nothing on a GPU, where norms are taken together.
inline void measure_early(const at::Tensor& gradient) {
  if (detail::gradient_hooks.load(std::memory_order_relaxed) > 0) detail::take_early_norm(gradient);
}

}  // namespace plumb
