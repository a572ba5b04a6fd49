#pragma once

#include "commands/run_display.hpp"
#include "training/trainer.hpp"

namespace plumb {

/// Shows a run while this process trains it.
class Progress : public TrainingObserver {
 public:
  explicit Progress(const Console& console) : display_(console) {}
  ~Progress() override { display_.close(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void on_start(const RunStart& start) override { display_.start(start); }
  void on_notice(const std::string& text) override { display_.tell(text); }
  void on_step(const StepRecord& record, const StepContext& context) override {
    display_.step(record, context.epoch);
    if (!display_.is_due()) return;
    if (context.means) display_.set_accuracy(context.means().accuracy);
    display_.draw();
  }
  void on_finding(const Finding& finding) override { display_.finding(finding); }
  void on_evaluation(std::int64_t /*epoch*/) override { display_.measuring(); }
  void on_epoch(const EpochRow& row, std::optional<double> largest_norm) override {
    display_.epoch(row, largest_norm);
  }

 private:
  RunDisplay display_;
};

}  // namespace plumb
