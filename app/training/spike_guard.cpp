#include "training/spike_guard.hpp"

#include <ATen/ATen.h>

#include <algorithm>

namespace plumb {
namespace {

constexpr std::int64_t snapshot_interval = 50;
constexpr std::size_t snapshots_kept = 2;
constexpr std::int64_t margin = 10;  // steps: what led to the spike began before it
constexpr double rate_drop = 0.5;
constexpr double least_rate = 1.0 / 1024;

}  // namespace

SpikeGuard::SpikeGuard(Response response, const at::Device& device, NamedTensors live)
    : response_(response),
      detector_(device),
      snapshots_(std::move(live), snapshots_kept),
      rate_factor_(at::ones({}, at::kDouble)) {}

void SpikeGuard::update(Optimizer& optimizer, Monitor& monitor, const ClipOutcome& outcome,
                        const at::Tensor& loss) {
  const at::Tensor spike = detector_.judge(loss, outcome.norm());
  monitor.note_skipped(spike);
  if (response_ == Response::skip && !spike.is_cpu()) {
    optimizer.step(spike);
    return;
  }
  const bool is_spike = spike.item<float>() != 0;
  if (is_spike && response_ == Response::rollback) roll_back(monitor);
  if (is_spike) return;
  const bool due = snapshots_.empty() || monitor.steps() % snapshot_interval == 0;
  if (due && response_ == Response::rollback) snapshots_.take(monitor.steps());
  optimizer.step();
}

void SpikeGuard::roll_back(Monitor& monitor) {
  // The very first step has nothing before it to go back to, and needs nothing.
  if (!snapshots_.empty()) snapshots_.restore(monitor.steps(), margin);
  double& factor = *rate_factor_.mutable_data_ptr<double>();
  factor = std::max(rate_drop * factor, least_rate);
  monitor.note_rolled_back();
}

double SpikeGuard::rate_factor() const {
  return *rate_factor_.const_data_ptr<double>();
}

NamedTensors SpikeGuard::state() const {
  NamedTensors state = detector_.state();
  state.emplace_back("rate", rate_factor_);
  return state;
}

std::optional<SpikeGuard::Response> spike_response(const std::string& name) {
  if (name == "skip") return SpikeGuard::Response::skip;
  if (name == "rollback") return SpikeGuard::Response::rollback;
  return std::nullopt;
}

}  // namespace plumb
