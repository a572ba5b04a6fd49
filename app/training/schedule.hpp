#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plumb {

struct ScheduleOptions {
  std::string name = "constant";   ///< constant, cosine, step or plateau
  std::int64_t warmup = 0;         ///< steps of linear warm-up; < planned_steps, unless 0
  std::int64_t planned_steps = 0;  ///< of the whole run
  double learning_rate = 1;        ///< the configured one
};

/// The learning rate over a run, in parts of the configured one. docs/training.md has the formulas.
class Schedule {
 public:
  virtual ~Schedule() = default;

  /// For step k, from 0.
  virtual double factor(std::int64_t step) const = 0;

  /// False for a rate that never changes.
  virtual bool changes() const { return true; }

  /// After each epoch.
  virtual void end_epoch(double /*validation_loss*/) {}

  /// What a resumed run needs beside the step; the tensors alias it.
  virtual std::vector<std::pair<std::string, at::Tensor>> state() const { return {}; }
};

/// Throws Error on a name that does not exist and on a warm-up as long as the run.
std::unique_ptr<Schedule> make_schedule(const ScheduleOptions& options);

struct ScheduleInfo {
  std::string name;
  std::string description;
};

/// Every name make_schedule takes.
const std::vector<ScheduleInfo>& schedules();

/// Epochs in a row without a lower validation loss that plateau lets pass before it lowers the
/// rate.
constexpr std::int64_t plateau_patience = 5;

}  // namespace plumb
