#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "commands/console.hpp"
#include "training/trainer.hpp"

namespace plumb {

/// Shows a run while it trains: on a terminal a bar that moves, elsewhere a line per epoch.
class Progress : public TrainingObserver {
 public:
  enum class Detail { full, quiet };

  Progress(Console console, Detail detail);

  void on_start(const RunStart& start) override;
  void on_step(const StepRecord& record, const StepContext& context) override;
  void on_finding(const Finding& finding) override;
  void on_evaluation(std::int64_t epoch) override;
  void on_epoch(const EpochRow& row, std::optional<double> largest_norm) override;

 private:
  using Clock = std::chrono::steady_clock;

  void tell_spike(const StepRecord& record, const StepContext& context);
  void draw(const StepRecord& record, const StepContext& context);
  void clear_line() const;

  Console console_;
  Detail detail_;
  RunStart start_;
  Clock::time_point drawn_{};
  Clock::time_point epoch_began_{};
  std::int64_t steps_in_epoch_ = 0;
  std::int64_t skip_told_in_epoch_ = 0;
  double epoch_seconds_ = 0;  ///< of the newest epoch, evaluation included
};

}  // namespace plumb
