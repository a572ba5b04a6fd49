#include "probed_tap.hpp"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <c10/util/Exception.h>
#include <torch/csrc/autograd/graph_task.h>

#include <algorithm>

#include "activation_sums.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"

namespace plumb {
namespace {

/// Within a backward pass: whether it is for chosen tensors, as torch::autograd::grad's is, and not
/// one that adds gradients to all parameters. A gradient penalty makes such a pass beside the
/// loss's own.
bool is_for_chosen_tensors() {
  const auto* wanted = torch::autograd::get_current_graph_task_exec_info();
  return wanted != nullptr && !wanted->empty();
}

}  // namespace

at::Tensor moved_to(const at::Device& device, const at::Tensor& tensor) {
  return tensor.device() == device ? tensor : tensor.to(device, /*non_blocking=*/!device.is_cpu());
}

void TapSums::add(const at::Tensor& gradient) {
  // Undefined: of an output that the loss does not use, while it uses another of its operation's.
  if (!gradient.defined() || !is_heard()) return;
  const at::NoGradGuard no_grad;
  if (gradient.device().is_cpu()) {
    const double norm = cpu_norm(gradient);
    count_squares(norm * norm);
  } else {
    totals_[gradient_square_sum] +=
        moved_to(totals_.device(), device_norms({gradient})[0].square());
    totals_[gradient_visits] += 1;
  }
}

void TapSums::add_squares(double squares) {
  if (is_heard()) count_squares(squares);
}

void TapSums::add_inactive(const at::Tensor& last_active, ProbeNumber& probe, double window) {
  if (!totals_.device().is_cpu() || !last_active.device().is_cpu()) {
    const at::Tensor oldest = (probe.on(last_active.device()) - (window - 1)).clamp_min(0);
    totals_[inactive_share].copy_(last_active.lt(oldest).to(at::kDouble).mean(),
                                  /*non_blocking=*/!totals_.device().is_cpu());
    return;
  }
  const double oldest = std::max(0.0, probe.on_host() - (window - 1));
  const double* last = last_active.const_data_ptr<double>();
  const auto units = last_active.numel();
  const auto inactive = std::count_if(last, last + units, [&](double l) { return l < oldest; });
  totals_.mutable_data_ptr<double>()[inactive_share] =
      static_cast<double>(inactive) / static_cast<double>(units);
}

bool TapSums::is_heard() const {
  return passes_ == HeardPasses::any || !is_for_chosen_tensors();
}

void TapSums::count_squares(double squares) {
  if (totals_.device().is_cpu()) {
    double* sums = totals_.mutable_data_ptr<double>();
    sums[gradient_square_sum] += squares;
    sums[gradient_visits] += 1;
  } else {
    totals_[gradient_square_sum] += squares;
    totals_[gradient_visits] += 1;
  }
}

void LeafHook::remove() const {
  const at::Tensor leaf(leaf_.lock());
  if (!leaf.defined()) return;
  try {
    leaf.remove_hook(position_);
  } catch (const c10::Error&) {
    // It has become another operation's output since, and lost its hooks.
  }
}

void ProbedTap::hook(const at::Tensor& x) {
  const bool is_leaf = x.is_leaf();
  if (is_leaf && std::any_of(leaf_hooks.begin(), leaf_hooks.end(),
                             [&](const LeafHook& hook) { return hook.is_on(x); }))
    return;
  const auto position =
      x.register_hook([listening = std::weak_ptr<TapSums>(sums)](const at::Tensor& gradient) {
        if (const auto alive = listening.lock()) alive->add(gradient);
      });
  if (is_leaf) leaf_hooks.emplace_back(x, position);
}

void ProbedTap::end_probe() {
  sums.reset();
  for (const auto& hook : leaf_hooks) hook.remove();
  leaf_hooks.clear();
}

}  // namespace plumb
