#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "activation_reader.hpp"
#include "parameter_reader.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "probe_window.hpp"

namespace plumb {

/// What the monitor looks at beyond the norms, parameters and activations, in the steps that are
/// probed.
class StepProbes {
 public:
  /// `parameters` must outlive this.
  StepProbes(const ParameterList& parameters, const MonitorOptions& options);

  /// Whether the step that begins is probed follows from its number and the cadence.
  void begin_step(std::int64_t step);
  bool probing() const { return probing_; }

  /// The step under way is not probed after all.
  void cancel();

  /// The step under way begins once more.
  void begin_again();

  /// Activations that pass in between are not the step's.
  void pause() { activations_.pause_probe(); }
  void resume();

  void note_update(const at::Tensor& parameter, const UpdateSums& sums);

  /// After backward, before the update.
  void read_gradients(const GradientMeter& meter, double loss_scale);

  /// What the step showed, after the update; nothing where it is not probed. add() keeps it for the
  /// step's record.
  std::optional<ProbeWindow::Reading> end(std::int64_t step);
  void add(ProbeWindow::Reading reading) { window_.add(std::move(reading)); }

  /// As the last of a step that a graph captures; goes on probing. Throws Error if no step was
  /// probed before.
  CapturedProbe capture(std::int64_t step);

  /// What a replay of such a step showed, and its end, in place of end() and add().
  static ProbeWindow::Reading read_replayed(std::int64_t step, const CapturedProbe& probe);
  void end_replayed(ProbeWindow::Reading reading);

  /// All that was added to the host; from there, each to its record.
  void transfer() { window_.transfer(); }
  void attach_to(StepRecord& record);

  const std::vector<TapInfo>& taps() const { return activations_.taps(); }

  std::vector<std::pair<std::string, at::Tensor>> state() const { return activations_.state(); }
  void restore(const std::vector<std::pair<std::string, at::Tensor>>& state) {
    activations_.restore(state);
  }

 private:
  const ParameterList& list_;
  std::int64_t every_;  // steps; 0: none is probed
  ParameterReader parameters_;
  ActivationReader activations_;
  ProbeWindow window_;
  double loss_scale_ = 1;  // at read_gradients()
  bool probing_ = false;
};

}  // namespace plumb
