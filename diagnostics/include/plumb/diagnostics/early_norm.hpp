#pragma once

#include <ATen/core/Tensor.h>

#include <atomic>

#include "plumb/diagnostics/tap.hpp"

namespace plumb {

namespace detail {

/// Hooks of monitors that take a norm when a gradient arrives at its parameter.
extern constinit std::atomic<int> gradient_hooks;

void take_early_norm(const at::Tensor& gradient);
void take_early_norm(const at::Tensor& gradient, double squares, bool nowhere_zero);

}  // namespace detail

/// Whether measure_early() does anything, so that a pass may sum squares for it.
inline bool measures_early() {
  return detail::gradient_hooks.load(std::memory_order_relaxed) > 0;
}

/// Whether it counts zeros too: a monitor of this thread probes in this step, or a TapObserver
/// listens.
inline bool counts_early() {
  return measures_early() && detail::tap_listeners > 0;
}

/// For a backward pass of one's own that computes several parameters' gradients before it returns:
/// shows the monitors of this thread one that is complete, while it lies in cache. The norm that is
/// taken of it now is that of its parameter, if it arrives there as it is; if it is added to
/// another one or changed in place, its sum is measured as ever. In a step that probes, its zeros
/// and non-finite entries are counted too. Costs one branch when nobody
/// watches, and nothing on a GPU, where norms are taken together.
inline void measure_early(const at::Tensor& gradient) {
  if (measures_early()) detail::take_early_norm(gradient);
}

/// The same where the pass has summed the squares of a float32 gradient's entries while it had them
/// in registers: in float32 for no more than 16 at a time, and such sums in double. The norm's
/// relative error is at most 5e-7 then, that of LibTorch's own norms, and about 1e-9 for thousands
/// of entries, whose errors are independent. `squares` is not used, and the gradient read after
/// all, where squares have left float32's range: where it is not finite, or the entries' root mean
/// square is below 4e-16. `nowhere_zero`: that is known of all entries, which saves counting.
inline void measure_early(const at::Tensor& gradient, double squares, bool nowhere_zero = false) {
  if (measures_early()) detail::take_early_norm(gradient, squares, nowhere_zero);
}

}  // namespace plumb
