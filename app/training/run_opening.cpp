#include "training/run_opening.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "config/toml.hpp"
#include "plumb/diagnostics/diagnosis.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "training/data_record.hpp"
#include "training/earlier_steps.hpp"
#include "training/resume.hpp"
#include "training/run_checks.hpp"
#include "training/run_times.hpp"
#include "training/simple_models.hpp"

namespace plumb {
namespace {

/// The first one first.
std::vector<std::filesystem::path> runs_of(const RunRequest::Start& start) {
  auto runs = start.before;
  runs.push_back(start.directory);
  return runs;
}

class RunOpening {
 public:
  RunOpening(const RunRequest& request, const RunInputs& inputs, const OpeningParts& parts)
      : directory_(request.directory), config_(inputs.config), inputs_(inputs), parts_(parts) {}

  void make_directory() {
    create_run_directory(directory_);
    write_file_atomically(directory_ / "config.toml", to_toml(config_));
    if (inputs_.data) write_data_record(directory_, *inputs_.data);
    if (inputs_.standardization)
      write_file_atomically(directory_ / "standardization.json", *inputs_.standardization);
  }

  Checkpoints::Position start_from(const RunRequest::Start& start) {
    const RunConfig other = recorded_config(start.directory);
    const auto position = parts_.checkpoints.restore_from(start.directory, start.step, other.clip);
    go_on_at(position);
    RunSummary& summary = parts_.recorder.summary();
    summary.first_step = position.step;
    for (const auto& run : runs_of(start)) {
      const auto folder = std::filesystem::proximate(run, directory_);
      summary.went_on_from.push_back(folder.string());
    }
    summary.steps = position.step;
    summary.epochs = position.epoch;
    if (begins_anew(other, config_)) {
      parts_.learner.initialize_again(inputs_.train);
      parts_.monitor.restore_activations({});
    } else {
      listen_to_steps_before(start, position.step);
    }
    return position;
  }

  OpenedRun resume() {
    if (inputs_.data) check_data_record(directory_, *inputs_.data);
    const auto position = parts_.checkpoints.restore();
    auto initialization = parts_.checkpoints.take_initialization();
    const RunTimes before = recorded_times(directory_);
    const bool ended = had_ended(directory_);
    check_resumed_length(config_, position);
    check_more_epochs(config_, recorded_config(directory_), inputs_.train.count());
    keep_configuration();
    parts_.end.go_on(directory_, position.step);
    go_on_at(position, before, ended);
    if (const auto facts = read_facts(directory_); facts && !facts->simple_models.empty())
      parts_.monitor.diagnosis().set_simple_models(facts->simple_models);
    SummaryTally& tally = parts_.recorder.tally();
    replay(restore_record(directory_, position, tally));
    parts_.checkpoints.restore_tally(tally);
    return {position, std::move(initialization)};
  }

  void open_record() {
    RunRecorder& recorder = parts_.recorder;
    const auto& parameters = parts_.monitor.parameters();
    write_known_facts(inputs_, parts_.monitor);
    recorder.open(parameters);
    if (config_.running.tensorboard)
      recorder.open_metrics(config_, parameters, recorder.summary().steps);
  }

 private:
  void go_on_at(const Checkpoints::Position& position, const RunTimes& before = {},
                bool had_ended = false) {
    parts_.clock.go_on(position.step, before, had_ended);
    parts_.monitor.set_next_step(position.step);
  }

  void replay(const StepTable& steps) { parts_.reporter.replay(steps, parts_.monitor.diagnosis()); }

  /// What was found of the other run is not this one's: the rules know of its steps, and say what
  /// they think of those from here on.
  void listen_to_steps_before(const RunRequest::Start& start, std::int64_t step) {
    RunReporter& reporter = parts_.reporter;
    Monitor& monitor = parts_.monitor;
    Diagnosis& diagnosis = monitor.diagnosis();
    diagnosis = Diagnosis(inputs_.facts, listening_rules(reporter.is_replaying()));
    diagnosis.on_finding([&reporter, &monitor](const Finding& finding) {
      reporter.take(finding, monitor.findings());
    });
    for (const auto& part : steps_before(runs_of(start), step)) {
      diagnosis.set_clip(part.clip);
      replay(part.table);
    }
    diagnosis.set_clip(config_.clip);
  }

  /// Of a run that goes on: only what it changes is written, so that the file stays as it is, with
  /// its comments, where that is nothing. Before anything else is written: the run is of its new
  /// length from here on, whatever ends it.
  void keep_configuration() {
    const std::string text = to_toml(config_);
    if (to_toml(recorded_config(directory_)) != text)
      write_file_atomically(directory_ / "config.toml", text);
  }

  const std::filesystem::path& directory_;
  const RunConfig& config_;
  const RunInputs& inputs_;
  const OpeningParts& parts_;
};

}  // namespace

OpenedRun open_run(const RunRequest& request, const RunInputs& inputs, const OpeningParts& parts) {
  RunOpening opening(request, inputs, parts);
  OpenedRun opened;
  if (request.resume) {
    opened = opening.resume();
  } else {
    opening.make_directory();
    if (request.start) opened.position = opening.start_from(*request.start);
  }
  opening.open_record();
  return opened;
}

}  // namespace plumb
