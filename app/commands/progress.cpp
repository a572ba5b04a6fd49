#include "commands/progress.hpp"

#include "commands/findings_text.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

namespace plumb {
namespace {

constexpr auto redraw_interval = std::chrono::milliseconds(100);

std::string bar(double share, int width) {
  const int full = std::clamp(static_cast<int>(share * width), 0, width);
  return std::string(static_cast<std::size_t>(full), '#') +
         std::string(static_cast<std::size_t>(width - full), '.');
}

std::string header() {
  return fmt::format("{:>5}  {:>10}  {:>9}  {:>10}  {:>9}  {:>12}  {:>8}", "epoch", "loss",
                     "accuracy", "val loss", "val acc", "largest norm", "time");
}

}  // namespace

Progress::Progress(Console console, Detail detail) : console_(console), detail_(detail) {}

void Progress::on_start(const RunStart& start) {
  start_ = start;
  epoch_began_ = Clock::now();
  if (detail_ == Detail::quiet) return;
  fmt::print("{}  {}, {} parameters, {} ({} train, {} validation) on {}\n",
             bold(console_, start.name), start.model, start.parameters, start.data,
             start.train_samples, start.validation_samples, start.device);
  fmt::print("{}\n", dim(console_, start.data + " from " + start.data_source + "; recorded in " +
                                       start.directory.string()));
  fmt::print("{}\n", header());
  std::fflush(stdout);
}

void Progress::on_step(const StepRecord& record, const StepContext& context) {
  ++steps_in_epoch_;
  if (detail_ == Detail::quiet) return;
  if (record.rolled_back || (record.skipped && context.epoch != skip_told_in_epoch_))
    tell_spike(record, context);
  if (!console_.interactive) return;
  const auto now = Clock::now();
  if (now - drawn_ < redraw_interval) return;
  drawn_ = now;
  draw(record, context);
}

/// Every rollback; of skipped steps the first of each epoch, the end of the run says how many.
void Progress::tell_spike(const StepRecord& record, const StepContext& context) {
  clear_line();
  fmt::print("{:>5}  step {}: loss {}, gradient norm {}: {}\n", context.epoch, record.step,
             short_number(record.loss), short_number(record.norm),
             record.rolled_back ? "back to an earlier state, at half the learning rate"
                                : "the update is skipped");
  std::fflush(stdout);
  if (!record.rolled_back) skip_told_in_epoch_ = context.epoch;
}

void Progress::draw(const StepRecord& record, const StepContext& context) {
  const double share =
      static_cast<double>(steps_in_epoch_) / static_cast<double>(start_.steps_per_epoch);
  const double elapsed = std::chrono::duration<double>(Clock::now() - epoch_began_).count();
  const double rate = static_cast<double>(steps_in_epoch_) / std::max(elapsed, 1e-9);
  const double epoch_left = static_cast<double>(start_.steps_per_epoch - steps_in_epoch_) / rate;
  const double full_epoch = epoch_seconds_ > 0 ? epoch_seconds_ : elapsed + epoch_left;
  const double left = epoch_left + full_epoch * static_cast<double>(start_.epochs - context.epoch);
  const Evaluation means = context.means();
  std::string line =
      fmt::format("{:>5}  [{}] loss {}  acc {}  norm {}  {:.0f}/s  {} left", context.epoch,
                  bar(share, 16), short_number(means.loss), percent(means.accuracy),
                  short_number(record.norm), rate, duration_text(left));
  if (static_cast<int>(line.size()) >= console_.width)
    line.resize(static_cast<std::size_t>(console_.width - 1));
  fmt::print("\r{}\033[K", line);
  std::fflush(stdout);
}

void Progress::clear_line() const {
  if (console_.interactive) fmt::print("\r\033[K");
}

void Progress::on_finding(const Finding& finding) {
  // An observation without consequence can wait for the end.
  if (detail_ == Detail::quiet || finding.severity == Severity::info) return;
  clear_line();
  fmt::print("{}", live_finding_text(finding, console_));
  std::fflush(stdout);
}

void Progress::on_evaluation(std::int64_t epoch) {
  if (detail_ == Detail::quiet || !console_.interactive) return;
  fmt::print("\r{:>5}  measuring gradients and accuracy …\033[K", epoch);
  std::fflush(stdout);
}

void Progress::on_epoch(const EpochRow& row, std::optional<double> largest_norm) {
  const auto now = Clock::now();
  if (row.epoch > 0) epoch_seconds_ = std::chrono::duration<double>(now - epoch_began_).count();
  epoch_began_ = now;
  steps_in_epoch_ = 0;
  if (detail_ == Detail::quiet) return;
  clear_line();
  // Row 0 is before training: the evaluated numbers stand where the running means would be.
  const bool trained = row.epoch > 0;
  fmt::print("{:>5}  {:>10}  {:>9}  {:>10}  {:>9}  {:>12}  {:>8}\n", row.epoch,
             short_number(trained ? row.train_loss : row.train_eval_loss),
             percent(trained ? row.train_accuracy : row.train_eval_accuracy),
             short_number(row.val_loss), percent(row.val_accuracy),
             largest_norm ? short_number(*largest_norm) : "-",
             trained ? duration_text(row.seconds) : "");
  std::fflush(stdout);
}

}  // namespace plumb
