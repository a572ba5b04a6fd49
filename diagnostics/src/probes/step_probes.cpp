#include "step_probes.hpp"

#include <ATen/ATen.h>

#include "plumb/diagnostics/error.hpp"

namespace plumb {

StepProbes::StepProbes(const ParameterList& parameters, const MonitorOptions& options)
    : list_(parameters),
      every_(options.probe_every),
      parameters_(parameters, options.updates_are_noted),
      activations_(options.tap_prefix, options.inactive_window) {}

void StepProbes::begin_step(std::int64_t step) {
  probing_ = every_ > 0 && step % every_ == 0;
  if (!probing_) return activations_.cancel_probe();
  parameters_.remember();
  activations_.begin_probe();
}

void StepProbes::cancel() {
  activations_.cancel_probe();
  probing_ = false;
}

void StepProbes::begin_again() {
  if (probing_) activations_.begin_probe();
}

void StepProbes::resume() {
  if (probing_) activations_.resume_probe();
}

void StepProbes::note_update(const at::Tensor& parameter, const UpdateSums& sums) {
  if (probing_) parameters_.note_update(parameter, sums);
}

void StepProbes::read_gradients(const GradientMeter& meter, double loss_scale) {
  loss_scale_ = loss_scale;
  if (probing_) parameters_.read_gradients(meter);
}

std::optional<ProbeWindow::Reading> StepProbes::end(std::int64_t step) {
  if (!probing_) return std::nullopt;
  return ProbeWindow::Reading{step, parameters_.read_update(),
                              activations_.end_probe(list_.device()), loss_scale_,
                              parameters_.require_gradient()};
}

CapturedProbe StepProbes::capture(std::int64_t step) {
  if (!parameters_.has_read()) {
    throw Error("Monitor::capture_probe was called in step " + std::to_string(step) +
                " before any step was probed: run one first");
  }
  CapturedProbe probe;
  probe.parameters_ = parameters_.read_update();
  probe.activations_ = activations_.capture_probe(list_.device());
  probe.loss_scale_ = loss_scale_;
  probe.require_gradient_ = parameters_.require_gradient();
  return probe;
}

ProbeWindow::Reading StepProbes::read_replayed(std::int64_t step, const CapturedProbe& probe) {
  // The next replay writes there again.
  const auto copy = [](const at::Tensor& read) { return read.defined() ? read.clone() : read; };
  return {step, copy(probe.parameters_), copy(probe.activations_), probe.loss_scale_,
          probe.require_gradient_};
}

void StepProbes::end_replayed(ProbeWindow::Reading reading) {
  add(std::move(reading));
  activations_.end_replayed_probe();
}

void StepProbes::attach_to(StepRecord& record) {
  const auto reading = window_.take(record.step);
  if (!reading) return;
  if (!reading->parameters.empty())
    record.probes = ParameterReader::decode(reading->parameters.data(), list_.size());
  for (std::size_t i = 0; i < record.probes.size(); ++i)
    record.probes[i].requires_grad = reading->require_gradient[i];
  record.activations = ActivationReader::decode(reading->activations, taps(), reading->loss_scale);
}

}  // namespace plumb
