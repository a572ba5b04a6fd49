#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "plumb/diagnostics/finding.hpp"
#include "plumb/diagnostics/run_directory.hpp"
#include "terminal/console.hpp"
#include "terminal/live_run.hpp"
#include "terminal/screen.hpp"
#include "training/trainer.hpp"

namespace plumb {

/// A run as a terminal shows it, whether this process trains it or another one: a line an epoch and
/// the findings as they come, and, where the cursor can be moved, the live view below them.
class RunDisplay {
 public:
  explicit RunDisplay(const Console& console);

  /// What is run, and the head of the table of epochs. `start`: what is not known is empty or 0.
  void start(const RunStart& start);

  void step(const StepRecord& record, std::int64_t epoch);

  /// Names of parameters that a record brought; those of `start` are known.
  void set_parameters(const std::vector<std::string>& parameters);

  /// The steps come again from the first: their file was rewritten.
  void forget_steps() { live_.clear_steps(); }

  /// Of a rule known already only if it has become more severe.
  void finding(const Finding& finding);

  /// Of the epoch so far; NaN for regression.
  void set_accuracy(double accuracy) { live_.set_accuracy(accuracy); }

  /// A pass over the whole data begins.
  void measuring();

  void epoch(const EpochRow& row, std::optional<double> largest_norm);

  /// True if it is time for the next picture.
  bool is_due() const;

  /// `note`: stands in the place of the speed; may be empty.
  void draw(const std::string& note = {});

  /// Takes the live view away; the lines above it stay.
  void close();

  /// The view as plain text, every layer in it.
  std::string picture(const std::string& note) const;

  /// A sentence above the live view, wrapped to the terminal.
  void tell(const std::string& sentence);

  /// A line or more above the live view.
  void say(const std::string& text);

 private:
  using Clock = std::chrono::steady_clock;

  void tell_spike(const StepRecord& record, std::int64_t epoch);

  Console console_;
  Screen screen_;
  LiveRun live_;
  std::vector<ParameterInfo> known_parameters_;
  Clock::time_point drawn_{};
  std::int64_t skip_told_in_epoch_ = 0;
};

}  // namespace plumb
