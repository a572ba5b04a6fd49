#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "plumb/diagnostics/run_directory.hpp"

namespace plumb {
namespace detail {

/// How many TimeGradients of this thread look at steps.
extern constinit thread_local int time_listeners;

void visit_step(std::string_view layer, std::int64_t step, const at::Tensor& state);

}  // namespace detail

/// Shows the state that a recurrent layer has after a step to the TimeGradients that lives on this
/// thread, and returns it:
///
///     h = plumb::tap_step("rnn", t, at::tanh(input(x[t]) + recurrent(h)));
///
/// The state tapped must be the one that the next step reads, so that the gradient measured is all
/// that reaches the step, along the recurrence too. A fused operation (at::lstm) gives a tensor
/// {time, batch, units} that the recurrence inside it does not pass through: step by hand while
/// steps_are_watched(). Costs one branch when nobody watches. `step`: from 0. `state`: {batch,
/// units}, not to be changed in place afterwards.
inline const at::Tensor& tap_step(std::string_view layer, std::int64_t step,
                                  const at::Tensor& state) {
  if (detail::time_listeners > 0) [[unlikely]]
    detail::visit_step(layer, step, state);
  return state;
}

inline at::Tensor tap_step(std::string_view layer, std::int64_t step, at::Tensor&& state) {
  tap_step(layer, step, static_cast<const at::Tensor&>(state));
  return std::move(state);
}

/// True while a TimeGradients lives on this thread: a network that runs fused operations has to
/// step by hand then.
inline bool steps_are_watched() {
  return detail::time_listeners > 0;
}

/// Measures ‖∂L/∂h_t‖ at every step t that plumb::tap_step shows, for one forward and backward pass
/// (or several, which are pooled by lag; one begins where a layer shows an earlier step than last):
///
///     plumb::TimeGradients probe;
///     torch::autograd::grad({loss_of(net->forward(batch))}, net->parameters());
///     for (const auto& gradient : probe.read()) …  // gradient.norms[lag]
///
/// Norms are L2 over batch and units, as plumb::cpu_norm takes them. Only the newest that lives on
/// a thread is shown the steps. To be destroyed on the thread that made it.
class TimeGradients {
 public:
  TimeGradients();
  ~TimeGradients();
  TimeGradients(const TimeGradients&) = delete;
  TimeGradients& operator=(const TimeGradients&) = delete;

  /// The layers in the order of their first visit; `epoch` is left at 0. A step that no gradient
  /// reached has norm 0. Waits for the device.
  std::vector<TimeGradient> read() const;

  class Listener;

 private:
  std::shared_ptr<Listener> listener_;
};

}  // namespace plumb
