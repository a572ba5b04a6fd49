#pragma once

#include <ATen/core/Tensor.h>

#include <string_view>

namespace plumb {
namespace detail {

/// How many monitors of this thread look at taps in the step under way.
extern constinit thread_local int tap_listeners;

void visit_taps(std::string_view name, const at::Tensor& x);

}  // namespace detail

/// Shows an activation to the monitors that live on this thread, and returns it:
///
///     h = plumb::tap("hidden", at::relu(fc1(x)));
///
/// Costs one branch when nobody watches. Seen are only passes with gradients enabled, at the steps
/// that probe (MonitorOptions::probe_every). What lies there is measured at once, so that later
/// in-place operations do no harm. `x`: {batch, units}, {batch, units, height, width} or {batch,
/// time, units}, of a floating type. A name visited several times in a step is one tap.
inline const at::Tensor& tap(std::string_view name, const at::Tensor& x) {
  if (detail::tap_listeners > 0) [[unlikely]]
    detail::visit_taps(name, x);
  return x;
}

inline at::Tensor tap(std::string_view name, at::Tensor&& x) {
  tap(name, static_cast<const at::Tensor&>(x));
  return std::move(x);
}

/// While this lives, taps on this thread do nothing: for passes that are not the training step's.
class TapPause {
 public:
  TapPause();
  ~TapPause();
  TapPause(const TapPause&) = delete;
  TapPause& operator=(const TapPause&) = delete;

 private:
  int listeners_;
};

}  // namespace plumb
