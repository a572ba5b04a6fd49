#include "training/resume.hpp"

#include <cmath>

#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {
namespace {

void restore_epochs(const std::filesystem::path& directory, SummaryTally& tally) {
  const RecordedRun recorded = read_run(directory);
  for (const auto& row : recorded.epochs) tally.add(row);
  const GradientTable& table = recorded.gradients;
  for (std::size_t i = 0; i < table.epochs.size(); ++i) {
    double largest = 0;
    for (std::size_t j = 0; j < table.parameters.size(); ++j)
      largest = larger_norm(largest, table.at(i, j));
    tally.add_largest_norm(table.epochs[i], largest);
  }
}

void restore_steps(const StepTable& table, std::int64_t steps, SummaryTally& tally) {
  if (table.rows.empty()) return;
  for (const auto& row : table.rows) tally.add(row);
  const double weight = static_cast<double>(steps) / static_cast<double>(table.rows.size());
  for (auto* count : {&tally.summary().clipped_steps, &tally.summary().skipped_updates,
                      &tally.summary().rollbacks})
    *count = std::llround(weight * static_cast<double>(*count));
}

}  // namespace

StepTable restore_record(const std::filesystem::path& directory,
                         const Checkpoints::Position& position, SummaryTally& tally) {
  // A run that goes on from its initialization measures that again.
  const std::int64_t last_epoch = position.epoch > 0 ? position.epoch : -1;
  rewind_run(directory, last_epoch, position.step);
  restore_epochs(directory, tally);
  StepTable table = read_steps(directory);
  restore_steps(table, position.step, tally);
  tally.summary().steps = position.step;
  tally.summary().epochs = position.epoch;
  return table;
}

}  // namespace plumb
