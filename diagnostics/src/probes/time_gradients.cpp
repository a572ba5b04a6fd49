#include "plumb/diagnostics/time_gradients.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "plumb/diagnostics/gradient_norms.hpp"

namespace plumb {
namespace {

/// The norm that reached one step, pooled over the visits. Shared with the hook, which
/// may run on the thread of a device, and after the probe is gone.
struct Step {
  double on_host = 0;
  at::Tensor on_device;
};

void add_gradient(Step& step, const at::Tensor& gradient) {
  // Of an output that the loss does not use, while it uses another of its operation's.
  if (!gradient.defined()) return;
  const at::NoGradGuard no_grad;
  if (gradient.device().is_cpu()) {
    step.on_host = std::hypot(step.on_host, cpu_norm(gradient));
    return;
  }
  const at::Tensor norm = device_norms({gradient})[0];
  step.on_device = step.on_device.defined() ? at::hypot(step.on_device, norm) : norm;
}

double norm_of(const Step& step) {
  return step.on_device.defined() ? step.on_device.item<double>() : step.on_host;
}

using TimedPass = std::vector<std::shared_ptr<Step>>;  // null: not visited

struct WatchedLayer {
  std::string name;
  std::vector<TimedPass> passes;
  std::int64_t last_step = 0;
};

/// Norms by lag: passes may be of different length, and end at the same lag.
std::vector<double> pooled_by_lag(const std::vector<TimedPass>& passes) {
  std::vector<double> norms;
  for (const auto& pass : passes) {
    norms.resize(std::max(norms.size(), pass.size()));
    for (std::size_t lag = 0; lag < pass.size(); ++lag) {
      const auto& step = pass[pass.size() - 1 - lag];
      if (step) norms[lag] = std::hypot(norms[lag], norm_of(*step));
    }
  }
  return norms;
}

}  // namespace

class TimeGradients::Listener {
 public:
  void visit(std::string_view name, std::int64_t step, const at::Tensor& state) {
    auto& steps = pass(name, step);
    const auto position = static_cast<std::size_t>(step);
    if (steps.size() <= position) steps.resize(position + 1);
    auto& slot = steps[position];
    if (!slot) slot = std::make_shared<Step>();
    if (!state.requires_grad()) return;
    state.register_hook([slot](const at::Tensor& gradient) { add_gradient(*slot, gradient); });
  }

  std::vector<TimeGradient> read() const {
    std::vector<TimeGradient> result;
    for (const auto& layer : layers_) {
      TimeGradient& gradient = result.emplace_back();
      gradient.layer = layer.name;
      gradient.norms = pooled_by_lag(layer.passes);
    }
    return result;
  }

 private:
  /// The layer's pass under way: an earlier step than the last begins another.
  TimedPass& pass(std::string_view name, std::int64_t step) {
    WatchedLayer& visited = layer(name);
    if (visited.passes.empty() || step < visited.last_step) visited.passes.emplace_back();
    visited.last_step = step;
    return visited.passes.back();
  }

  WatchedLayer& layer(std::string_view name) {
    const auto found = std::find_if(layers_.begin(), layers_.end(),
                                    [&](const WatchedLayer& layer) { return layer.name == name; });
    if (found != layers_.end()) return *found;
    return layers_.emplace_back(WatchedLayer{std::string(name), {}, 0});
  }

  std::vector<WatchedLayer> layers_;
};

namespace {

thread_local std::vector<TimeGradients::Listener*> watching;

}  // namespace

namespace detail {

constinit thread_local int time_listeners = 0;

void visit_step(std::string_view layer, std::int64_t step, const at::Tensor& state) {
  watching.back()->visit(layer, step, state);
}

}  // namespace detail

TimeGradients::TimeGradients() : listener_(std::make_shared<Listener>()) {
  watching.push_back(listener_.get());
  ++detail::time_listeners;
}

TimeGradients::~TimeGradients() {
  std::erase(watching, listener_.get());
  --detail::time_listeners;
}

std::vector<TimeGradient> TimeGradients::read() const {
  return listener_->read();
}

}  // namespace plumb
