#include "training/trainer.hpp"

#include <optional>
#include <string>
#include <utility>

#include "training/capture_check.hpp"
#include "training/device.hpp"
#include "training/epoch_boundary.hpp"
#include "training/epoch_measurement.hpp"
#include "training/epoch_training.hpp"
#include "training/forecast_task.hpp"
#include "training/learner.hpp"
#include "training/run_checkpoints.hpp"
#include "training/run_checks.hpp"
#include "training/run_clock.hpp"
#include "training/run_closing.hpp"
#include "training/run_end.hpp"
#include "training/run_inputs.hpp"
#include "training/run_opening.hpp"
#include "training/run_recorder.hpp"
#include "training/run_reporter.hpp"
#include "training/simple_models.hpp"
#include "training/step_graph.hpp"
#include "training/step_timer.hpp"

namespace plumb {
namespace {

class Run {
 public:
  Run(const RunRequest& request, Dataset&& dataset, TrainingObserver& observer)
      : request_(request),
        observer_(observer),
        inputs_(run_inputs(request.config, std::move(dataset))),
        recorder_(request.directory),
        end_({config_.training.steps, config_.running.stop_on, request.interrupted,
              request.stop_when}),
        reporter_(recorder_, end_, observer),
        learner_(config_, inputs_.network_options, inputs_.train, start_.planned_steps,
                 inputs_.device),
        monitor_(learner_.network(), monitor_options()),
        checkpoints_(request.directory, request.retention, config_.clip, learner_, monitor_),
        measurement_(config_,
                     {learner_.network(), learner_.loss(), learner_.precision(), inputs_.train,
                      inputs_.validation},
                     recorder_),
        not_captured_(decide_capture(config_, inputs_.device)),
        training_({inputs_, learner_, monitor_, checkpoints_, end_, reporter_, recorder_.summary(),
                   timer_, observer},
                  {!not_captured_, request.may_lower_threads}),
        boundary_(
            {inputs_, learner_, monitor_, checkpoints_, measurement_, recorder_, clock_, observer},
            request.retention),
        closing_({inputs_, monitor_, recorder_, clock_, forecast_}) {
    if (inputs_.device.is_cuda())
      start_.cuda_graph = not_captured_.value_or(std::string(no_step_captured_yet));
    start_.device = describe_device(inputs_.device);
    start_.directory = request.directory;
    set_parameters(start_, monitor_.parameters());
    inputs_.facts.parameters = monitor_.parameters();
  }

  RunSummary operator()() {
    std::optional<DeviceStream> stream;
    if (!not_captured_) stream.emplace(inputs_.device);
    clock_.start();
    open();
    describe(recorder_.summary(), start_, config_);
    recorder_.write_summary(monitor_.findings());
    observer_.on_start(start_);
    start_forecast();
    try {
      fit_wanted_simple_models(RunStage::start, inputs_, monitor_);
      train_epochs();
    } catch (...) {
      closing_.fail();
      throw;
    }
    closing_.close();
    return recorder_.summary();
  }

 private:
  MonitorOptions monitor_options() {
    MonitorOptions options;
    options.on_record = [this](const StepRecord& record) {
      reporter_.take(record, monitor_.taps());
    };
    options.on_finding = [this](const Finding& finding) {
      reporter_.take(finding, monitor_.findings());
    };
    options.probe_every = config_.running.probe_every;
    options.updates_are_noted = learner_.optimizer().sums_updates();
    options.facts = inputs_.facts;
    return options;
  }

  void open() {
    auto opened = open_run(request_, inputs_,
                           {learner_, monitor_, checkpoints_, end_, recorder_, reporter_, clock_});
    start_.first_epoch = opened.position.epoch + 1;
    if (opened.initialization) boundary_.keep_initialization(std::move(*opened.initialization));
  }

  /// Of a new run that starts from its initialization.
  void start_forecast() {
    if (!request_.forecast || config_.running.forecast == "off") return;
    if (request_.resume || request_.start) return;
    forecast_.start(request_.directory, config_, inputs_.network_options, inputs_.train);
  }

  void train_epochs() {
    RunStatus& status = recorder_.summary().status;
    if (end_.has_made_its_steps(recorder_.summary().steps) && !checkpoints_.is_within_epoch())
      status = RunStatus::completed;
    if (start_.first_epoch == 1) boundary_.keep_initialization();
    for (std::int64_t epoch = start_.first_epoch;
         epoch <= start_.epochs && status == RunStatus::running; ++epoch)
      train_epoch(epoch);
    if (start_.epochs == 0) boundary_.measure_initialization();
    if (status == RunStatus::running) status = RunStatus::completed;
  }

  void train_epoch(std::int64_t epoch) {
    const EpochProgress progress = training_.train(epoch);
    if (recorder_.summary().status == RunStatus::interrupted)
      boundary_.keep_unfinished(epoch, training_.step(), progress);
    else
      boundary_.finish(epoch, training_.step(), progress);
  }

  const RunRequest& request_;
  TrainingObserver& observer_;
  RunInputs inputs_;
  const RunConfig& config_ = inputs_.config;
  RunStart& start_ = inputs_.start;
  RunRecorder recorder_;
  RunEnd end_;
  RunReporter reporter_;
  Learner learner_;
  Monitor monitor_;
  RunCheckpoints checkpoints_;
  EpochMeasurement measurement_;
  std::optional<std::string> not_captured_;  // why steps are not to be
  ForecastTask forecast_;
  StepTimer timer_{[this] { return forecast_.cpu_seconds(); }};
  RunClock clock_{timer_};
  EpochTraining training_;
  EpochBoundary boundary_;
  RunClosing closing_;
};

}  // namespace

RunSummary train(const RunRequest& request, Dataset dataset, TrainingObserver& observer) {
  check_run(request.config, dataset);
  return Run(request, std::move(dataset), observer)();
}

}  // namespace plumb
