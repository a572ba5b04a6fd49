#include "training/summary_tally.hpp"

#include <algorithm>
#include <cmath>

#include "plumb/internal/larger_norm.hpp"

namespace plumb {
namespace {

template <typename T>
std::optional<double> as_number(const T& value) {
  return static_cast<double>(value);
}
template <typename T>
std::optional<double> as_number(const std::optional<T>& value) {
  return value ? as_number(*value) : std::nullopt;
}

template <typename T>
void set_number(T& value, std::optional<double> number) {
  if (number) value = static_cast<T>(*number);
}
template <typename T>
void set_number(std::optional<T>& value, std::optional<double> number) {
  value = number ? std::optional(static_cast<T>(*number)) : std::nullopt;
}

}  // namespace

void SummaryTally::add(const StepRecord& record) {
  if (record.clipped) ++summary_.clipped_steps;
  if (record.skipped) ++summary_.skipped_updates;
  if (record.rolled_back) ++summary_.rollbacks;
  summary_.largest_step_norm = larger_norm(summary_.largest_step_norm, record.norm);
  const bool finite = std::isfinite(record.loss) && std::isfinite(record.norm);
  if (!finite && !summary_.first_non_finite_step) summary_.first_non_finite_step = record.step;
}

void SummaryTally::add(const EpochRow& row, std::optional<double> largest_norm) {
  const bool first = !summary_.evaluated;
  summary_.best_val_accuracy =
      first ? row.val_accuracy : std::max(summary_.best_val_accuracy, row.val_accuracy);
  summary_.best_val_loss = first ? row.val_loss : std::min(summary_.best_val_loss, row.val_loss);
  summary_.last = row;
  summary_.evaluated = true;
  if (!largest_norm) return;
  summary_.largest_norm = larger_norm(summary_.largest_norm.value_or(*largest_norm), *largest_norm);
  explosion_.add(row.epoch, *largest_norm, row.train_eval_loss);
  summary_.exploded_epoch = explosion_.exploded_epoch();
}

template <typename Tally, typename Visit>
void SummaryTally::visit_numbers(Tally& tally, const Visit& visit) {
  auto& summary = tally.summary_;
  visit("clipped_steps", summary.clipped_steps);
  visit("skipped_updates", summary.skipped_updates);
  visit("rollbacks", summary.rollbacks);
  visit("largest_step_norm", summary.largest_step_norm);
  visit("first_non_finite_step", summary.first_non_finite_step);
  visit("evaluated", summary.evaluated);
  visit("best_val_accuracy", summary.best_val_accuracy);
  visit("best_val_loss", summary.best_val_loss);
  visit("largest_norm", summary.largest_norm);
  visit("exploded_epoch", summary.exploded_epoch);
  auto& last = summary.last;  // but for its seconds: equal runs have equal checkpoints
  visit("last.epoch", last.epoch);
  visit("last.train_loss", last.train_loss);
  visit("last.train_accuracy", last.train_accuracy);
  visit("last.train_eval_loss", last.train_eval_loss);
  visit("last.train_eval_accuracy", last.train_eval_accuracy);
  visit("last.val_loss", last.val_loss);
  visit("last.val_accuracy", last.val_accuracy);
  ExplosionWatch::visit_numbers(tally.explosion_, visit);
}

std::map<std::string, double> SummaryTally::numbers() const {
  std::map<std::string, double> numbers;
  visit_numbers(*this, [&](const char* name, const auto& value) {
    if (const auto number = as_number(value)) numbers[name] = *number;
  });
  return numbers;
}

void SummaryTally::restore(const std::map<std::string, double>& numbers) {
  visit_numbers(*this, [&](const char* name, auto& value) {
    const auto found = numbers.find(name);
    set_number(value, found == numbers.end() ? std::nullopt : std::optional(found->second));
  });
}

}  // namespace plumb
