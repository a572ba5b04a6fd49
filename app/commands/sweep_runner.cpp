#include "commands/sweep_runner.hpp"

#include <algorithm>
#include <csignal>
#include <optional>

#include "commands/exit_code.hpp"
#include "commands/guard.hpp"
#include "commands/interrupt.hpp"
#include "commands/sweep_dataset.hpp"
#include "config/available_cores.hpp"
#include "config/toml.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "sweep/marginals.hpp"
#include "sweep/run_state.hpp"
#include "sweep/sweep_file.hpp"
#include "sweep/worker_pool.hpp"
#include "training/device.hpp"
#include "training/folder_lock.hpp"
#include "training/trainer.hpp"

namespace plumb {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr auto wait_interval = std::chrono::milliseconds(200);
constexpr auto save_interval = std::chrono::seconds(5);

std::int64_t most_threads(const std::vector<SweepRun>& runs) {
  std::int64_t threads = 0;
  for (const auto& run : runs) threads = std::max(threads, run.config.running.threads);
  return threads;
}

/// In a worker: trains one run.
int train_run(const SweepRun& run, const fs::path& directory, bool resume, std::int64_t threads,
              std::optional<Dataset>& dataset) {
  const FolderLock lock(directory);
  RunRequest request{run.config, directory, resume, &interrupt_flag()};
  if (resume) apply_toml(request.config, directory / "config.toml");
  if (request.config.running.threads == 0) request.config.running.threads = threads;
  prepare_process(request.config.running.threads);
  TrainingObserver nobody;
  const RunSummary summary =
      train(request, dataset ? std::move(*dataset) : load_dataset(dataset_request(request.config)),
            nobody);
  return summary.status == RunStatus::interrupted ? exit_interrupted : exit_done;
}

bool on_a_gpu(const std::vector<SweepRun>& runs) {
  return std::any_of(runs.begin(), runs.end(),
                     [](const SweepRun& run) { return may_use_gpu(run.config.running.device); });
}

class Sweep {
 public:
  /// Refuses bad input before anything is written. What it sees of the folder, another sweep may
  /// still change.
  Sweep(const SweepSpec& spec, const fs::path& directory, SweepProgress& progress)
      : runs_(plan_sweep(spec)),
        results_(empty_results(spec)),
        rows_(runs_.size()),
        progress_(progress) {
    outcome_.directory = directory;
    outcome_.planned = runs_.size();
    outcome_.allotment = allot(spec.jobs, most_threads(runs_), available_cores(), on_a_gpu(runs_));
    if (!has_open()) return;
    dataset_ = shared_dataset(runs_);
    check_data_of_runs(runs_, directory, dataset_);
  }

  /// The folder is this sweep's alone by now.
  SweepOutcome operator()() {
    const auto began = Clock::now();
    find_open();
    progress_.on_start(outcome_.directory, runs_.size(), outcome_.kept, open_cost(),
                       outcome_.allotment);
    while (work_left()) {
      launch();
      for (const auto& ended : pool_.wait(wait_interval)) take(ended);
      if (interrupt_flag() && !outcome_.interrupted) interrupt();
      if (Clock::now() - saved_ > save_interval) save();
      progress_.tick();
    }
    progress_.finish();
    outcome_.interrupted = interrupt_flag() && !complete();
    save();
    close(began);
    return std::move(outcome_);
  }

 private:
  fs::path folder(std::size_t job) const { return outcome_.directory / runs_[job].folder; }

  bool work_left() const {
    return pool_.running() > 0 || (next_ < open_.size() && !interrupt_flag());
  }

  bool complete() const { return next_ == open_.size() && interrupted_runs_ == 0; }

  double open_cost() const {
    double cost = 0;
    for (const auto job : open_) cost += runs_[job].cost;
    return cost;
  }

  bool has_open() const {
    for (std::size_t job = 0; job < runs_.size(); ++job)
      if (is_open(run_state(folder(job)))) return true;
    return false;
  }

  /// The long ones first: one that came last would run alone.
  void find_open() {
    for (std::size_t job = 0; job < runs_.size(); ++job) {
      if (is_open(run_state(folder(job)))) {
        open_.push_back(job);
      } else {
        keep(job);
      }
    }
    std::stable_sort(open_.begin(), open_.end(),
                     [&](std::size_t a, std::size_t b) { return runs_[a].cost > runs_[b].cost; });
  }

  void keep(std::size_t job) {
    rows_[job] = read_result(runs_[job], outcome_.directory);
    ++outcome_.kept;
  }

  /// A run that someone resumes by hand, say. Its folder is not written to.
  void leave_to_another(std::size_t job) {
    RunResult result = read_result(runs_[job], outcome_.directory);
    result.status = "refused";
    result.reason = "another process is at work in " + folder(job).string();
    progress_.on_result(runs_[job], result, 0);
    rows_[job] = std::move(result);
  }

  void launch() {
    const auto jobs = static_cast<std::size_t>(outcome_.allotment.jobs);
    while (next_ < open_.size() && pool_.running() < jobs && !interrupt_flag()) {
      const std::size_t job = open_[next_++];
      const SweepRun& run = runs_[job];
      if (is_locked(folder(job))) {
        leave_to_another(job);
        continue;
      }
      const RunState state = run_state(folder(job));
      if (!is_open(state)) {  // another sweep has made it since this one looked
        keep(job);
        continue;
      }
      const bool resume = state == RunState::partial;
      if (state == RunState::damaged) progress_.on_damaged(run);
      // What is left of a run that cannot go on: it is the sweep's own, and not a result.
      if (!resume) fs::remove_all(folder(job));
      pool_.start(job, [&, job, resume] {
        return guarded(
            [&] {
              return train_run(run, folder(job), resume, outcome_.allotment.threads, dataset_);
            },
            "");
      });
      progress_.on_launch(run);
    }
  }

  void take(const WorkerResult& ended) {
    busy_seconds_ += ended.seconds;
    processor_seconds_ += ended.processor_seconds;
    const bool interrupted =
        ended.exit_code == exit_interrupted || (interrupt_flag() && ended.signal == SIGTERM);
    if (interrupted) {
      ++interrupted_runs_;
    } else if (ended.exit_code != exit_done) {
      const bool refused = ended.exit_code == exit_bad_input;
      write_failure(folder(ended.job), {refused ? "refused" : "failed", reason_of(ended)});
    }
    RunResult result = read_result(runs_[ended.job], outcome_.directory);
    progress_.on_result(runs_[ended.job], result, ended.seconds);
    if (!result.status.empty()) rows_[ended.job] = std::move(result);
  }

  void interrupt() {
    outcome_.interrupted = true;
    progress_.on_interrupt();
    pool_.signal_all(SIGTERM);
  }

  void save() {
    results_.rows.clear();
    for (const auto& row : rows_) {
      if (row) results_.rows.push_back(*row);
    }
    write_file_atomically(outcome_.directory / "results.csv", results_csv(results_));
    write_file_atomically(outcome_.directory / "results.jsonl", results_jsonl(results_));
    write_file_atomically(outcome_.directory / "marginals.csv", marginals_csv(results_));
    saved_ = Clock::now();
  }

  void close(Clock::time_point began) {
    outcome_.seconds = std::chrono::duration<double>(Clock::now() - began).count();
    const auto& allotment = outcome_.allotment;
    const double slots = outcome_.seconds * static_cast<double>(allotment.jobs);
    outcome_.busy_share = busy_seconds_ / slots;
    outcome_.processor_share =
        processor_seconds_ / (slots * static_cast<double>(allotment.threads));
    for (const auto& row : results_.rows)
      outcome_.failed += row.status == "failed" || row.status == "refused" ? 1 : 0;
    outcome_.results = std::move(results_);
  }

  std::vector<SweepRun> runs_;
  SweepResults results_;
  std::vector<std::optional<RunResult>> rows_;  // by job
  std::optional<Dataset> dataset_;              // of every run, if they share one
  SweepProgress& progress_;
  SweepOutcome outcome_;
  WorkerPool pool_;
  std::vector<std::size_t> open_;  // jobs, in the order in which they start
  std::size_t next_ = 0;           // into open_
  std::size_t interrupted_runs_ = 0;
  double busy_seconds_ = 0, processor_seconds_ = 0;
  Clock::time_point saved_ = Clock::now();
};

}  // namespace

SweepOutcome run_sweep(const SweepSpec& spec, const fs::path& directory, SweepProgress& progress) {
  Sweep sweep(spec, directory, progress);  // refuses bad input before anything is written
  const FolderLock lock(directory, "sweep");
  write_file_atomically(directory / "sweep.toml", sweep_toml(spec));
  return sweep();
}

}  // namespace plumb
