#include "training/trainer.hpp"

#include <ATen/Parallel.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "config/toml.hpp"
#include "plumb/diagnostics/diagnose_run.hpp"
#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/fit_simple_models.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "plumb/models/dropout.hpp"
#include "training/batches.hpp"
#include "training/capture_check.hpp"
#include "training/data_record.hpp"
#include "training/device.hpp"
#include "training/earlier_steps.hpp"
#include "training/epoch_measurement.hpp"
#include "training/epoch_progress.hpp"
#include "training/forecast_task.hpp"
#include "training/learner.hpp"
#include "training/non_finite_step.hpp"
#include "training/resume.hpp"
#include "training/run_checkpoints.hpp"
#include "training/run_checks.hpp"
#include "training/run_end.hpp"
#include "training/run_length.hpp"
#include "training/run_parts.hpp"
#include "training/run_recorder.hpp"
#include "training/run_summary.hpp"
#include "training/run_times.hpp"
#include "training/save_pace.hpp"
#include "training/seeds.hpp"
#include "training/standardization_file.hpp"
#include "training/step_graph.hpp"
#include "training/step_timer.hpp"
#include "training/stored_tensors.hpp"
#include "training/tensor_copies.hpp"
#include "training/thread_choice.hpp"
#include "training/train_step.hpp"

namespace plumb {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double not_measured = std::numeric_limits<double>::quiet_NaN();

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

/// Lets records that are handed out meanwhile ask for the means over the epoch.
class MeansOfStep {
 public:
  MeansOfStep(StepContext& context, std::int64_t epoch, const TrainStep& step) : context_(context) {
    context = {epoch, [&step] { return step.means(); }};
  }
  ~MeansOfStep() { context_.means = nullptr; }
  MeansOfStep(const MeansOfStep&) = delete;
  MeansOfStep& operator=(const MeansOfStep&) = delete;

 private:
  StepContext& context_;
};

/// The first one first.
std::vector<std::filesystem::path> runs_of(const RunRequest::Start& start) {
  auto runs = start.before;
  runs.push_back(start.directory);
  return runs;
}

class Run {
 public:
  Run(const RunRequest& request, Dataset&& dataset, TrainingObserver& observer)
      : request_(request),
        config_(resolve(request.config, dataset)),
        observer_(observer),
        device_(resolve_device(config_.running.device)),
        start_(run_start(config_, dataset)),
        data_(data_record(dataset)),
        standardization_(standardization_json(dataset)),
        train_(to_device(std::move(dataset.train), dataset.sample_shape, device_)),
        validation_(to_device(std::move(dataset.validation), dataset.sample_shape, device_)),
        facts_(run_facts(config_, dataset, train_.targets)),
        network_options_(network_options(config_, dataset)),
        learner_(config_, network_options_, train_, start_.planned_steps, device_),
        monitor_(learner_.network(), monitor_options()),
        end_({config_.training.steps, config_.running.stop_on, request.interrupted,
              request.stop_when}),
        checkpoints_(request.directory, request.retention, config_.clip, learner_, monitor_),
        recorder_(request.directory),
        measurement_(
            config_,
            {learner_.network(), learner_.loss(), learner_.precision(), train_, validation_},
            recorder_) {
    const auto not_captured = decide_capture(config_, device_);
    captures_ = !not_captured;
    if (request.may_lower_threads) barriers_.emplace();
    if (device_.is_cuda())
      start_.cuda_graph = not_captured.value_or(std::string(no_step_captured_yet));
    start_.device = describe_device(device_);
    start_.directory = request.directory;
    set_parameters(start_, monitor_.parameters());
    facts_.parameters = monitor_.parameters();
  }

  RunSummary operator()() {
    std::optional<DeviceStream> stream;
    if (captures_) stream.emplace(device_);
    begin_ = Clock::now();
    open_directory();
    begin_summary();
    observer_.on_start(start_);
    start_forecast();
    try {
      if (end_.has_made_its_steps(recorder_.summary().steps) && !checkpoints_.is_within_epoch())
        recorder_.summary().status = RunStatus::completed;
      if (start_.first_epoch == 1 && !initialization_) keep_initialization();
      for (epoch_ = start_.first_epoch; epoch_ <= start_.epochs && !ends(); ++epoch_) train_epoch();
      if (initialization_ && start_.epochs == 0) measure_initialization();
      if (!ends()) recorder_.summary().status = RunStatus::completed;
    } catch (...) {
      fail();
      throw;
    }
    close();
    return recorder_.summary();
  }

 private:
  MonitorOptions monitor_options() {
    MonitorOptions options;
    options.on_record = [this](const StepRecord& record) { take(record); };
    options.on_finding = [this](const Finding& finding) { take(finding); };
    options.probe_every = config_.running.probe_every;
    options.updates_are_noted = learner_.optimizer().sums_updates();
    options.facts = facts_;
    return options;
  }

  void open_directory() {
    if (request_.resume) {
      resume();
    } else {
      create_run_directory(request_.directory);
      write_file_atomically(request_.directory / "config.toml", to_toml(config_));
      if (data_) write_data_record(request_.directory, *data_);
      if (standardization_)
        write_file_atomically(request_.directory / "standardization.json", *standardization_);
      if (request_.start) start_from(*request_.start);
    }
    write_facts(request_.directory, facts_);
    recorder_.open(monitor_.parameters());
    if (config_.running.tensorboard)
      recorder_.open_metrics(config_, monitor_.parameters(), recorder_.summary().steps);
  }

  void start_from(const RunRequest::Start& start) {
    const RunConfig other = recorded_config(start.directory);
    const auto position = checkpoints_.restore_from(start.directory, start.step, other.clip);
    go_on_at(position);
    recorder_.summary().first_step = position.step;
    for (const auto& run : runs_of(start)) {
      const auto folder = std::filesystem::proximate(run, request_.directory);
      recorder_.summary().went_on_from.push_back(folder.string());
    }
    recorder_.summary().steps = position.step;
    recorder_.summary().epochs = position.epoch;
    if (begins_anew(other, config_)) {
      learner_.initialize_again(train_);
      monitor_.restore_activations({});
    } else {
      listen_to_steps_before(start, position.step);
    }
  }

  /// What was found of the other run is not this one's: the rules know of its steps, and say what
  /// they think of those from here on.
  void listen_to_steps_before(const RunRequest::Start& start, std::int64_t step) {
    Diagnosis& diagnosis = monitor_.diagnosis();
    diagnosis = Diagnosis(facts_, listening_rules(replaying_));
    diagnosis.on_finding([this](const Finding& finding) { take(finding); });
    for (const auto& part : steps_before(runs_of(start), step)) {
      diagnosis.set_clip(part.clip);
      replay(part.table);
    }
    diagnosis.set_clip(config_.clip);
  }

  void go_on_at(const RunCheckpoints::Position& position) {
    start_.first_epoch = position.epoch + 1;
    steps_before_ = position.step;
    monitor_.set_next_step(position.step);
  }

  void replay(const StepTable& steps) {
    replaying_ = true;
    show_run(steps, monitor_.diagnosis());
    replaying_ = false;
  }

  void resume() {
    if (data_) check_data_record(request_.directory, *data_);
    const auto position = checkpoints_.restore();
    initialization_ = checkpoints_.take_initialization();
    before_ = recorded_times(request_.directory);
    had_ended_ = had_ended(request_.directory);
    check_resumed_length(config_, position);
    check_more_epochs(config_, recorded_config(request_.directory), train_.count());
    keep_configuration();
    end_.go_on(request_.directory, position.step);
    go_on_at(position);
    replay(restore_record(request_.directory, position, recorder_.tally()));
    checkpoints_.restore_tally(recorder_.tally());
  }

  /// Of a run that goes on: only what it changes is written, so that the file stays as it is, with
  /// its comments, where that is nothing. Before anything else is written: the run is of its new
  /// length from here on, whatever ends it.
  void keep_configuration() {
    const std::string text = to_toml(config_);
    if (to_toml(recorded_config(request_.directory)) != text)
      write_file_atomically(request_.directory / "config.toml", text);
  }

  /// Of a new run that starts from its initialization.
  void start_forecast() {
    if (!request_.forecast || config_.running.forecast == "off") return;
    if (request_.resume || request_.start) return;
    forecast_.start(request_.directory, config_, network_options_, train_);
  }

  void begin_summary() {
    describe(recorder_.summary(), start_, config_);
    recorder_.write_summary(monitor_.findings());
  }

  /// Keeps what was recorded until something failed. What fails on the way must not hide it.
  void fail() noexcept {
    recorder_.summary().status = RunStatus::failed;
    const auto attempt = [](auto action) {
      try {
        action();
      } catch (...) {
      }
    };
    attempt([this] { monitor_.discard_step(); });
    attempt([this] { monitor_.flush(); });
    attempt([this] { close_record(); });
  }

  void close() {
    if (recorder_.summary().status == RunStatus::completed) {
      compare_with_simple_models();
      monitor_.finish();
    } else {
      monitor_.flush();
    }
    close_record();
  }

  /// Only now, and only where it can matter: it takes tenths of a second.
  void compare_with_simple_models() {
    monitor_.flush();
    if (!monitor_.diagnosis().wants_simple_models()) return;
    facts_.simple_models =
        fit_simple_models({train_.features, train_.targets},
                          {validation_.features, validation_.targets}, config_.training.loss);
    monitor_.diagnosis().set_simple_models(facts_.simple_models);
    write_facts(request_.directory, facts_);
  }

  void close_record() {
    recorder_.flush_steps();
    note_times();
    recorder_.write_summary(monitor_.findings());
    if (has_ended(recorder_.summary().status)) forecast_.finish();
    recorder_.close();
  }

  /// What a run that had ended took stays as it was where it makes no further step.
  void note_times() {
    RunSummary& summary = recorder_.summary();
    const std::int64_t steps = summary.steps - steps_before_;
    if (had_ended_ && steps == 0) return;
    const RunTimes since{seconds_since(begin_), timer_.ms_per_step(), timer_.cpu_ms_per_step(),
                         steps};
    set_times(summary, sum(before_, since));
  }

  bool ends() { return recorder_.summary().status != RunStatus::running; }

  void train_epoch() {
    Network& network = learner_.network();
    network.train();
    seed_dropout(network, stream_seed(config_.running.seed, RandomStream::dropout,
                                      static_cast<std::uint64_t>(epoch_)));
    if (!step_) make_step();
    step_->begin_epoch();
    EpochProgress progress = checkpoints_.go_on_with(*step_);
    if (progress.masks_began_anew) {
      observer_.on_notice(
          "The run was on another kind of device: the masks of dropout begin anew in this epoch.");
    }
    {
      // What fails here is recorded when nobody asks for its means any more.
      const MeansOfStep means(step_context_, epoch_, *step_);
      make_steps(*step_, progress);
      monitor_.flush();
    }
    if (recorder_.summary().status == RunStatus::interrupted)
      keep_unfinished(*step_, progress);
    else
      finish_epoch(*step_, progress);
  }

  /// For all epochs: what a graph has captured holds as long as the run does, since weights,
  /// optimizer state and sums stay where they are in memory, whatever is written there.
  void make_step() {
    step_.emplace(learner_.network(), learner_.loss(), learner_.optimizer(), monitor_,
                  TrainStepOptions{config_.clip, learner_.precision(), config_.training.batch_size,
                                   learner_.guard()},
                  device_);
    step_->on_non_finite([this](const TensorSplit& batch) { trace(batch); });
    if (!captures_) return;
    step_->replay_with(
        [this] { return make_step_graph(device_); },
        [this](const TrainStep::CaptureFailure& failure) { give_up_capturing(failure); });
  }

  /// Those of the epoch that are left, until it is over or the run ends.
  void make_steps(TrainStep& step, EpochProgress& progress) {
    const at::Tensor order = epoch_order(train_.count(), config_.running.seed, epoch_, device_);
    if (end_.has_made_its_steps(recorder_.summary().steps))
      recorder_.summary().status = RunStatus::completed;
    const auto begin = Clock::now();
    if (barriers_) barriers_->begin(process_seconds());
    timer_.start();
    for (; progress.steps < start_.steps_per_epoch && !ends(); ++progress.steps) {
      const std::int64_t first = progress.steps * update_samples(config_);
      const std::int64_t length = std::min(update_samples(config_), train_.count() - first);
      learner_.set_learning_rate(recorder_.summary().steps, monitor_);
      step.run(train_, order.narrow(0, first, length));
      count_step();
    }
    synchronize(device_);
    timer_.stop();
    progress.seconds += seconds_since(begin);
  }

  void keep_unfinished(const TrainStep& step, const EpochProgress& progress) {
    recorder_.flush_steps();
    checkpoints_.save_within_epoch(epoch_ - 1, recorder_.summary().steps, step, progress,
                                   recorder_.tally());
  }

  void give_up_capturing(const TrainStep::CaptureFailure& failure) {
    if (!step_->has_captured())
      recorder_.summary().cuda_graph = "the step could not be captured: " + failure.what;
    const std::string steps = failure.of_probed_steps ? "Steps that are probed" : "Steps";
    observer_.on_notice(
        steps + " could not be captured in a CUDA graph, and are run as they are: " + failure.what);
  }

  void count_step() {
    RunSummary& summary = recorder_.summary();
    ++summary.steps;
    if (step_->has_captured()) summary.cuda_graph = steps_captured;
    if (timer_.count()) {
      synchronize(device_);
      timer_.start();
    }
    if (barriers_ && barriers_->add(process_seconds())) lower_threads();
    summary.status = end_.after_step(summary.steps, monitor_.findings());
  }

  void lower_threads() {
    barriers_.reset();
    at::set_num_threads(1);
    recorder_.summary().device += fmt::format(", 1 from step {} on", recorder_.summary().steps);
    observer_.on_notice(
        "The machine has become busy, and threads wait for each other: going on with one.");
  }

  /// Once a run: what follows a step that is not finite says nothing new.
  void trace(const TensorSplit& batch) {
    if (std::exchange(traced_, true)) return;
    if (const auto failure = trace_non_finite_step(request_.directory, learner_, monitor_, batch))
      observer_.on_notice("The step that is not finite could not be traced: " + *failure);
  }

  void take(const Finding& finding) {
    if (replaying_) return;  // told, and stopped for, before
    end_.note(finding);
    recorder_.add(finding, monitor_.findings());
    observer_.on_finding(finding);
  }

  void take(const StepRecord& record) {
    recorder_.add(record, monitor_.taps(), epoch_);
    observer_.on_step(record, step_context_);
  }

  bool is_last(std::int64_t epoch) { return epoch == start_.epochs || ends(); }

  /// A ladder of checkpoints has every rung: what is repaired from it must not depend on the clock.
  void save(std::int64_t epoch) {
    const bool due = request_.retention == Retention::ladder || is_last(epoch) ||
                     pace_.is_due(seconds_since(begin_));
    if (!due) return;
    const auto begin = Clock::now();
    recorder_.flush_steps();  // a checkpoint has no steps that the record lacks
    checkpoints_.save(epoch, recorder_.summary().steps, recorder_.tally());
    pace_.add(seconds_since(begin));
  }

  /// For epoch 0, whose measurement takes as long as half an epoch: the first step does not wait
  /// for it.
  void keep_initialization() {
    save(0);
    initialization_.emplace(tensors_of(learner_.network()));
  }

  void measure_initialization() {
    const NamedTensors tensors = tensors_of(learner_.network());
    const TensorCopies now(tensors);
    initialization_->put_back(tensors);
    EpochRow row;
    row.train_loss = not_measured;
    row.train_accuracy = not_measured;
    const RunPosition position{0, recorder_.summary().first_step};
    const std::optional<double> largest = measure(row, position, start_.epochs == 0);
    now.put_back(tensors);
    publish(row, position, largest);
    initialization_.reset();
  }

  /// `step`: of the epoch, which the run may have ended within.
  void finish_epoch(const TrainStep& step, const EpochProgress& progress) {
    const SummaryTally before = recorder_.tally();
    if (initialization_) measure_initialization();
    const Evaluation running = step.means();
    EpochRow row;
    row.epoch = epoch_;
    row.train_loss = running.loss;
    row.train_accuracy = running.accuracy;
    row.seconds = progress.seconds;
    const RunPosition position{epoch_, recorder_.summary().steps};
    const std::optional<double> largest = measure(row, position, is_last(epoch_));
    recorder_.summary().epochs = epoch_;
    if (progress.steps < start_.steps_per_epoch) {
      // A run that goes on from there measures this epoch at its end, not here.
      checkpoints_.save_end_within_epoch(epoch_ - 1, position.step, step, progress, before);
    } else {
      learner_.end_epoch(row.val_loss);
      save(epoch_);
    }
    publish(row, position, largest);
  }

  /// Returns the largest norm of a gradient, where they are measured.
  std::optional<double> measure(EpochRow& row, const RunPosition& position, bool last) {
    observer_.on_evaluation(position.epoch);
    const auto [largest, classes] = measurement_.measure(row, position.step, last);
    recorder_.add(row, position.step, largest);
    recorder_.summary().validation_classes = classes;
    if (row.epoch > 0) note_evaluation({row.train_eval_loss, row.val_loss, classes}, position.step);
    return largest;
  }

  void note_evaluation(const EvaluationLosses& losses, std::int64_t step) {
    recorder_.add(EvaluationRecord{step, losses});
    monitor_.note_evaluation(losses);
  }

  void publish(const EpochRow& row, const RunPosition& position, std::optional<double> largest) {
    note_times();  // a run that is killed after that has said them
    recorder_.write_summary(monitor_.findings());
    recorder_.add_epoch_figures(position);
    observer_.on_epoch(row, largest);
  }

  const RunRequest& request_;
  RunConfig config_;
  TrainingObserver& observer_;
  at::Device device_;
  RunStart start_;  // before the splits, which take the data over
  std::optional<DataRecord> data_;
  std::optional<std::string> standardization_;
  TensorSplit train_;
  TensorSplit validation_;
  RunFacts facts_;
  NetworkOptions network_options_;
  Learner learner_;
  Monitor monitor_;
  std::optional<TensorCopies> initialization_;  // until it has been measured
  bool captures_ = false;                       // steps in a graph
  bool traced_ = false;
  bool replaying_ = false;
  std::int64_t epoch_ = 0;
  std::optional<TrainStep> step_;  // from the first epoch on
  StepContext step_context_;
  StepTimer timer_{[this] { return forecast_.cpu_seconds(); }};
  std::optional<BarrierWatch> barriers_;  // as long as threads may be lowered
  Clock::time_point begin_;
  RunTimes before_;                // of a run that goes on, until then
  std::int64_t steps_before_ = 0;  // and where that is
  bool had_ended_ = false;         // there
  SavePace pace_;
  RunEnd end_;
  RunCheckpoints checkpoints_;
  RunRecorder recorder_;
  EpochMeasurement measurement_;
  ForecastTask forecast_;
};

}  // namespace

RunSummary train(const RunRequest& request, Dataset dataset, TrainingObserver& observer) {
  check_run(request.config, dataset);
  return Run(request, std::move(dataset), observer)();
}

}  // namespace plumb
