#include "training/summary_tally.hpp"

#include <algorithm>
#include <cmath>

#include "plumb/internal/larger_norm.hpp"

namespace plumb {

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

}  // namespace plumb
