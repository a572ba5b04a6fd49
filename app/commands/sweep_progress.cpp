#include "commands/sweep_progress.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "commands/standard_output.hpp"
#include "terminal/glyphs.hpp"
#include "terminal/text.hpp"

namespace plumb {
namespace {

constexpr auto sweep_redraw_interval = std::chrono::milliseconds(200);
constexpr std::size_t most_running = 8;
constexpr std::size_t most_last = 4;
constexpr std::size_t bar_columns = 20;

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

std::string run_duration(double seconds) {
  return seconds < 10 ? fmt::format("{:.1f} s", seconds) : duration_text(seconds);
}

std::string result_text(const RunResult& result) {
  if (!result.reason.empty()) return result.status + ": " + result.reason;
  if (!result.trained()) return result.status;
  std::string text;
  if (result.numbers.final_val_accuracy) {
    text = "validation accuracy " + percent(*result.numbers.final_val_accuracy);
  } else if (result.numbers.final_val_loss) {
    text = "validation loss " + short_number(*result.numbers.final_val_loss);
  }
  if (!result.worst_finding.empty() && result.worst_severity != "info")
    text += fmt::format(", {} {}", result.worst_severity, result.worst_finding);
  return text;
}

void SweepProgress::on_start(const std::filesystem::path& directory, std::size_t total,
                             std::size_t kept, double open_cost, const Allotment& allotment) {
  total_ = total;
  ended_ = kept;
  open_cost_ = open_cost;
  began_ = Clock::now();
  if (output_ != Output::full) return;
  std::string text = fmt::format("{} run{}, {} at a time of {} thread{} each, in {}\n", total,
                                 total == 1 ? "" : "s", allotment.jobs, allotment.threads,
                                 allotment.threads == 1 ? "" : "s", directory.string());
  if (kept == total) {
    text += "All of them are there already; --out DIR would repeat them elsewhere.\n";
  } else if (kept > 0) {
    text += fmt::format("{} of them are there already.\n", kept);
  }
  print_out("{}", prose(text, console_));
  flush_out();
}

void SweepProgress::on_damaged(const SweepRun& run) {
  clear();
  print_err("{}: what it recorded is damaged, and it is made again\n", run.label);
}

void SweepProgress::on_launch(const SweepRun& run) {
  running_[run.label] = Clock::now();
}

void SweepProgress::on_result(const SweepRun& run, const RunResult& result, double seconds) {
  running_.erase(run.label);
  ended_cost_ += run.cost;
  ++ended_;
  if (!result.reason.empty()) ++failed_;
  if (output_ != Output::full) return;
  const std::string line =
      fmt::format("{}  {}, {}", run.label, result_text(result), run_duration(seconds));
  if (!console_.interactive) {
    print_out("[{}/{}]  {}\n", ended_, total_, line);
    flush_out();
    return;
  }
  last_.push_back(line);
  if (last_.size() > most_last) last_.pop_front();
  drawn_ = {};
  tick();
}

void SweepProgress::tick() {
  if (!drawing() || Clock::now() - drawn_ < sweep_redraw_interval) return;
  drawn_ = Clock::now();
  draw();
}

void SweepProgress::on_interrupt() {
  interrupted_ = true;
  if (output_ != Output::full) return;
  clear();
  print_out("Interrupted: {} runs under way save their state …\n", running_.size());
  flush_out();
}

void SweepProgress::finish() {
  if (drawing()) clear();
  flush_out();
}

void SweepProgress::clear() {
  if (!drawing() || lines_ == 0) return;
  print_out("\033[{}A\r\033[J", lines_);
  lines_ = 0;
}

std::string SweepProgress::counts() const {
  const std::size_t left = total_ - std::min(total_, ended_ + running_.size());
  const double share = total_ == 0 ? 0 : static_cast<double>(ended_) / static_cast<double>(total_);
  return fmt::format("{}  {} done  {} running  {} failed  {} to go{}",
                     progress_bar(share, bar_columns, console_), ended_ - failed_, running_.size(),
                     failed_, left, time_left());
}

/// By the cost of what has ended, once something has.
std::string SweepProgress::time_left() const {
  if (ended_cost_ <= 0) return {};
  const double left = seconds_since(began_) * (open_cost_ - ended_cost_) / ended_cost_;
  return fmt::format("  {} left", duration_text(std::max(left, 0.0)));
}

void SweepProgress::draw() {
  if (interrupted_) return;
  std::vector<std::string> lines{counts()};
  for (const auto& [label, began] : running_) {
    if (lines.size() > most_running) break;
    lines.push_back(fmt::format("  running  {}  {}", label, duration_text(seconds_since(began))));
  }
  for (const auto& line : last_) lines.push_back("  ended    " + line);
  clear();
  // A wrapped line would be two to clear.
  const auto columns = static_cast<std::size_t>(std::max(console_.width - 1, 1));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string line = fitted(lines[i], columns, console_);
    print_out("{}\n", i == 0 ? bold(console_, line) : line);
  }
  lines_ = static_cast<int>(lines.size());
  flush_out();
}

}  // namespace plumb
