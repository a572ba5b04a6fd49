#pragma once

#include "plumb/diagnostics/monitor.hpp"
#include "training/forecast_task.hpp"
#include "training/run_clock.hpp"
#include "training/run_inputs.hpp"
#include "training/run_recorder.hpp"

namespace plumb {

/// Brings a run to its end, planned or not: what still waits is judged and recorded.
class RunClosing {
 public:
  /// All of it outlives this.
  struct Parts {
    const RunInputs& inputs;
    Monitor& monitor;
    RunRecorder& recorder;
    const RunClock& clock;
    ForecastTask& forecast;
  };

  explicit RunClosing(const Parts& parts) : parts_(parts) {}

  /// Of a run whose status says how it ended. One that came to its planned end is compared with
  /// simple models first.
  void close();

  /// Keeps what was recorded until something failed. What fails on the way must not hide it.
  void fail() noexcept;

 private:
  void close_record();

  Parts parts_;
};

}  // namespace plumb
