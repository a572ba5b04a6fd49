#include "commands/watched_run.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <system_error>

#include <fmt/format.h>

#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

constexpr std::int64_t most_old_epochs = 10;
constexpr double quiet_seconds = 5;  // longer than a run at work is silent, but for large data

/// 0, as where there is none, for what is no count.
std::int64_t count_of(const RecordedRun& run, const std::string& key) {
  constexpr double largest = 9007199254740992;  // 2^53: to here every whole number is a double
  const double number = summary_number(run.summary, key).value_or(0);
  return number >= 0 && number <= largest ? static_cast<std::int64_t>(number) : 0;
}

}  // namespace

WatchedRun::WatchedRun(const std::filesystem::path& directory)
    : directory_(directory), steps_(directory) {}

RunStart WatchedRun::start() const {
  const RecordedRun run = read_run(directory_);
  RunStart start;
  start.name = run.name;
  start.model = run.summary_value("model");
  start.data = run.summary_value("data");
  start.device = run.summary_value("device");
  start.cuda_graph = run.summary_value("cuda_graph");
  start.directory = directory_;
  start.parameters = count_of(run, "parameters");
  start.train_samples = count_of(run, "train_samples");
  start.validation_samples = count_of(run, "validation_samples");
  start.epochs = count_of(run, "planned_epochs");
  start.steps_per_epoch = count_of(run, "steps_per_epoch");
  start.planned_steps = count_of(run, "planned_steps");
  start.parameter_infos = run.parameters;
  return start;
}

void WatchedRun::report_to(RunDisplay& display) {
  const Time changed = newest_change({"epochs.csv", "findings.json", "summary.json"});
  if (changed != read_) {
    // Before what is read: a change that comes meanwhile is seen at the next call.
    read_ = changed;
    report_epochs(display);
    report_findings(display);
  }
  const auto news = steps_.poll();
  if (news.restarted) display.forget_steps();
  if (!news.rows.empty()) display.set_parameters(steps_.parameters());
  for (const auto& row : news.rows) display.step(row, row.epoch);
}

void WatchedRun::report_epochs(RunDisplay& display) {
  const RecordedRun run = read_run(directory_);
  status_ = run.status();
  const std::int64_t recorded = run.epochs.empty() ? 0 : run.epochs.back().epoch + 1;
  if (!next_epoch_) next_epoch_ = std::max<std::int64_t>(recorded - most_old_epochs, 0);
  // A resumed run goes back to its checkpoint, and does again what came after it.
  next_epoch_ = std::min(*next_epoch_, recorded);
  for (const auto& row : run.epochs) {
    if (row.epoch >= *next_epoch_) display.epoch(row, run.gradients.largest(row.epoch));
  }
  next_epoch_ = recorded;
}

void WatchedRun::report_findings(RunDisplay& display) {
  try {
    for (const auto& finding : read_findings(directory_)) display.finding(finding);
  } catch (const Error& problem) {
    // Damaged findings keep nobody from the run itself; told once, not at every change.
    if (findings_fault_ == problem.what()) return;
    findings_fault_ = problem.what();
    display.say("The findings are left out: " + findings_fault_);
  }
}

WatchedRun::Time WatchedRun::newest_change(std::initializer_list<const char*> files) const {
  Time newest = Time::min();
  for (const char* file : files) {
    std::error_code missing;
    const Time changed = std::filesystem::last_write_time(directory_ / file, missing);
    if (!missing) newest = std::max(newest, changed);
  }
  return newest;
}

std::string WatchedRun::note() const {
  if (ended()) return std::string(to_string(*status_));
  const double seconds = std::chrono::duration<double>(
                             Time::clock::now() - newest_change({"epochs.csv", "findings.json",
                                                                 "summary.json", "steps.jsonl"}))
                             .count();
  return seconds < quiet_seconds ? std::string()
                                 : fmt::format("nothing new for {}", duration_text(seconds));
}

}  // namespace plumb
