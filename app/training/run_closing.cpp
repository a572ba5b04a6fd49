#include "training/run_closing.hpp"

#include "training/simple_models.hpp"

namespace plumb {

void RunClosing::close() {
  if (parts_.recorder.summary().status == RunStatus::completed) {
    parts_.monitor.flush();
    fit_wanted_simple_models(RunStage::end, parts_.inputs, parts_.monitor);
    parts_.monitor.finish();
  } else {
    parts_.monitor.flush();
  }
  parts_.recorder.flush_steps();
  close_record();
}

void RunClosing::fail() noexcept {
  parts_.recorder.summary().status = RunStatus::failed;
  const auto attempt = [](auto action) {
    try {
      action();
    } catch (...) {
    }
  };
  attempt([this] { parts_.monitor.discard_step(); });
  attempt([this] { parts_.monitor.flush(); });
  attempt([this] { parts_.recorder.flush_steps(); });
  attempt([this] { close_record(); });
}

void RunClosing::close_record() {
  RunRecorder& recorder = parts_.recorder;
  parts_.clock.note_times(recorder.summary());
  recorder.write_summary(parts_.monitor.findings());
  if (has_ended(recorder.summary().status)) parts_.forecast.finish();
  recorder.close();
}

}  // namespace plumb
