#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <map>
#include <string>

#include "commands/output_options.hpp"
#include "sweep/allotment.hpp"
#include "sweep/run_result.hpp"
#include "terminal/console.hpp"

namespace plumb {

/// Shows a sweep while it runs: on a terminal a table that is drawn anew, elsewhere a line a run.
class SweepProgress {
 public:
  SweepProgress(Console console, Output output) : console_(console), output_(output) {}

  /// `kept` of the `total` runs are there already; `open_cost` is that of the others together.
  void on_start(const std::filesystem::path& directory, std::size_t total, std::size_t kept,
                double open_cost, const Allotment& allotment);
  /// Of what a run left nothing can be read: it is about to be made again.
  void on_damaged(const SweepRun& run);
  void on_launch(const SweepRun& run);
  void on_result(const SweepRun& run, const RunResult& result, double seconds);
  /// Now and then: draws what has changed with time.
  void tick();
  /// Before the workers are told to end.
  void on_interrupt();
  /// Takes the table off the terminal.
  void finish();

 private:
  using Clock = std::chrono::steady_clock;

  bool drawing() const { return output_ == Output::full && console_.interactive; }
  void clear();
  void draw();
  std::string counts() const;
  std::string time_left() const;

  Console console_;
  Output output_;
  std::size_t total_ = 0, ended_ = 0, failed_ = 0;
  double open_cost_ = 0, ended_cost_ = 0;
  std::map<std::string, Clock::time_point> running_;  // by label
  std::deque<std::string> last_;
  Clock::time_point began_{}, drawn_{};
  int lines_ = 0;
  bool interrupted_ = false;
};

/// duration_text with a tenth of a second where that matters.
std::string run_duration(double seconds);

/// "validation accuracy 91.20 %, warning vanishing-gradient", or why it failed.
std::string result_text(const RunResult& result);

}  // namespace plumb
