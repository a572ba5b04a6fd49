#pragma once

#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <string_view>

namespace plumb {

class TapListener;

namespace detail {

/// How many monitors and observers of this thread look at taps.
extern constinit thread_local int tap_listeners;

void visit_taps(std::string_view name, const at::Tensor& x);

}  // namespace detail

/// Shows an activation to the monitors and observers that live on this thread, and returns it:
///
///     h = plumb::tap("hidden", at::relu(fc1(x)));
///
/// Three names mean the same in every network, and rules look for them (tap_names.hpp): "input",
/// what the network is given; "output", what it gives, logits or values predicted; "prediction",
/// what an activation behind the outputs makes of them, where there is one. Any other is that of a
/// hidden layer; call it as the layer that it comes behind is registered.
///
/// Costs one branch when nobody watches. Monitors see only passes with gradients enabled, at the
/// steps that probe (MonitorOptions::probe_every). What lies there is measured at once, so that
/// later in-place operations do no harm. `x`: {batch, units}, {batch, units, height, width},
/// {batch, time, units}, or {batch}, which is a batch of one unit, dense and of a floating type; of
/// other types and layouts nothing is measured. A name visited several times in a step is one tap.
/// What of it is not UTF-8 is recorded as U+FFFD.
inline const at::Tensor& tap(std::string_view name, const at::Tensor& x) {
  if (detail::tap_listeners > 0) [[unlikely]]
    detail::visit_taps(name, x);
  return x;
}

inline at::Tensor tap(std::string_view name, at::Tensor&& x) {
  tap(name, static_cast<const at::Tensor&>(x));
  return std::move(x);
}

/// While this lives, taps on this thread do nothing, whoever begins to listen meanwhile: for passes
/// that are not the training step's. To be destroyed on the thread that made it.
class TapPause {
 public:
  TapPause();
  ~TapPause();
  TapPause(const TapPause&) = delete;
  TapPause& operator=(const TapPause&) = delete;
};

/// While this lives, shows every tap that a pass on this thread comes by to a function, with
/// gradients enabled or not:
///
///     plumb::TapObserver observer([&](std::string_view name, const at::Tensor& x) { … });
///     net->forward(batch);
///
/// What the function throws comes out of the pass. The tensor may be overwritten when it has
/// returned. To be destroyed on the thread that made it.
class TapObserver {
 public:
  using Visit = std::function<void(std::string_view name, const at::Tensor& x)>;

  explicit TapObserver(Visit visit);
  ~TapObserver();
  TapObserver(const TapObserver&) = delete;
  TapObserver& operator=(const TapObserver&) = delete;

 private:
  std::shared_ptr<TapListener> listener_;
};

}  // namespace plumb
