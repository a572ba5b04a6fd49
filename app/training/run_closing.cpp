#include "training/run_closing.hpp"

#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/fit_simple_models.hpp"
#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {

void RunClosing::close() {
  if (parts_.recorder.summary().status == RunStatus::completed) {
    compare_with_simple_models();
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

void RunClosing::compare_with_simple_models() {
  const RunInputs& inputs = parts_.inputs;
  Monitor& monitor = parts_.monitor;
  monitor.flush();
  if (!monitor.diagnosis().wants_simple_models()) return;
  RunFacts facts = inputs.facts;
  facts.simple_models = fit_simple_models({inputs.train.features, inputs.train.targets},
                                          {inputs.validation.features, inputs.validation.targets},
                                          inputs.config.training.loss);
  monitor.diagnosis().set_simple_models(facts.simple_models);
  write_facts(inputs.start.directory, facts);
}

void RunClosing::close_record() {
  RunRecorder& recorder = parts_.recorder;
  parts_.clock.note_times(recorder.summary());
  recorder.write_summary(parts_.monitor.findings());
  if (has_ended(recorder.summary().status)) parts_.forecast.finish();
  recorder.close();
}

}  // namespace plumb
