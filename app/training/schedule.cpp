#include "training/schedule.hpp"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include <fmt/format.h>

#include "config/value_text.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

constexpr double drop = 0.1;  // of step and plateau: torch's gamma and factor

class Constant final : public Schedule {
 public:
  explicit Constant(const ScheduleOptions&) {}
  double factor(std::int64_t) const override { return 1; }
  bool changes() const override { return false; }
};

/// SGDR's half cosine (Loshchilov & Hutter 2017) without restarts: torch's CosineAnnealingLR, from
/// the end of the warm-up to 0 after the last step.
class Cosine final : public Schedule {
 public:
  explicit Cosine(const ScheduleOptions& options)
      : first_(options.warmup), length_(options.planned_steps - options.warmup) {}

  double factor(std::int64_t step) const override {
    const double done = static_cast<double>(step - first_) / static_cast<double>(length_);
    return 0.5 * (1 + std::cos(std::numbers::pi * std::clamp(done, 0.0, 1.0)));
  }

 private:
  std::int64_t first_, length_;
};

/// torch's MultiStepLR, at a half and three quarters of the planned steps.
class Step final : public Schedule {
 public:
  explicit Step(const ScheduleOptions& options)
      : first_(options.planned_steps / 2),
        second_(options.planned_steps / 4 * 3 + options.planned_steps % 4 * 3 / 4) {}

  double factor(std::int64_t step) const override {
    return (step >= first_ ? drop : 1) * (step >= second_ ? drop : 1);
  }

 private:
  std::int64_t first_, second_;
};

/// torch's ReduceLROnPlateau of the validation loss, its other arguments at their defaults: an
/// improvement is more than 1e-4 of the best, and a rate that would fall by less than 1e-8 stays.
class Plateau final : public Schedule {
 public:
  explicit Plateau(const ScheduleOptions& options)
      : learning_rate_(options.learning_rate),
        state_(at::tensor({1.0, std::numeric_limits<double>::infinity(), 0.0}, at::kDouble)) {}

  double factor(std::int64_t) const override { return value(rate); }

  void end_epoch(double validation_loss) override {
    constexpr double threshold = 1e-4, least_change = 1e-8;
    if (validation_loss < value(best) * (1 - threshold)) {
      value(best) = validation_loss;
      value(bad_epochs) = 0;
    } else {
      value(bad_epochs) += 1;
    }
    if (value(bad_epochs) <= static_cast<double>(plateau_patience)) return;
    value(bad_epochs) = 0;
    const double before = learning_rate_ * value(rate);
    if (before - before * drop > least_change) value(rate) *= drop;
  }

  std::vector<std::pair<std::string, at::Tensor>> state() const override {
    return {{"plateau", state_}};
  }

 private:
  enum Entry { rate, best, bad_epochs };

  double& value(Entry entry) const { return state_.mutable_data_ptr<double>()[entry]; }

  double learning_rate_;
  at::Tensor state_;  // a tensor, so that checkpoints hold it
};

/// Another schedule, its rate rising linearly over the first steps: (k + 1)/N in step k, as torch's
/// LinearLR from 1/N has it.
class WarmUp final : public Schedule {
 public:
  WarmUp(std::int64_t steps, std::unique_ptr<Schedule> then)
      : steps_(steps), then_(std::move(then)) {}

  double factor(std::int64_t step) const override {
    const double share = static_cast<double>(step + 1) / static_cast<double>(steps_);
    return std::min(share, 1.0) * then_->factor(step);
  }
  void end_epoch(double validation_loss) override { then_->end_epoch(validation_loss); }
  std::vector<std::pair<std::string, at::Tensor>> state() const override { return then_->state(); }

 private:
  std::int64_t steps_;
  std::unique_ptr<Schedule> then_;
};

template <typename T>
std::unique_ptr<Schedule> make(const ScheduleOptions& options) {
  return std::make_unique<T>(options);
}

struct Entry {
  ScheduleInfo info;
  std::unique_ptr<Schedule> (*make)(const ScheduleOptions&);
};

const std::vector<Entry>& entries() {
  static const std::vector<Entry> all{
      {{"constant", "the learning rate as it is"}, make<Constant>},
      {{"cosine", "half a cosine, to 0 after the last planned step"}, make<Cosine>},
      {{"step", "a tenth from half of the planned steps on, a hundredth from three quarters"},
       make<Step>},
      {{"plateau", "a tenth whenever the validation loss has not fallen for over 5 epochs"},
       make<Plateau>},
  };
  return all;
}

}  // namespace

std::unique_ptr<Schedule> make_schedule(const ScheduleOptions& options) {
  if (options.warmup > 0 && options.warmup >= options.planned_steps) {
    throw Error(fmt::format("--warmup {} is not less than the {} steps of the run", options.warmup,
                            options.planned_steps));
  }
  std::vector<std::string> names;
  for (const auto& entry : entries()) {
    names.push_back(entry.info.name);
    if (entry.info.name != options.name) continue;
    auto schedule = entry.make(options);
    if (options.warmup == 0) return schedule;
    return std::make_unique<WarmUp>(options.warmup, std::move(schedule));
  }
  throw Error(fmt::format("schedule '{}' is not one of {}", options.name, join(names)));
}

const std::vector<ScheduleInfo>& schedules() {
  static const std::vector<ScheduleInfo> infos = [] {
    std::vector<ScheduleInfo> result;
    for (const auto& entry : entries()) result.push_back(entry.info);
    return result;
  }();
  return infos;
}

}  // namespace plumb
