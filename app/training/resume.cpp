#include "training/resume.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "plumb/diagnostics/run_writer.hpp"

namespace plumb {
namespace {

/// Nothing where that epoch's gradients were not measured.
std::optional<double> largest_norm_of(const GradientTable& table, std::int64_t epoch) {
  const auto found = std::lower_bound(table.epochs.begin(), table.epochs.end(), epoch);
  if (found == table.epochs.end() || *found != epoch) return std::nullopt;
  const auto i = static_cast<std::size_t>(found - table.epochs.begin());
  double largest = 0;
  for (std::size_t j = 0; j < table.parameters.size(); ++j)
    largest = larger_norm(largest, table.at(i, j));
  return largest;
}

void restore_epochs(const std::filesystem::path& directory, SummaryTally& tally) {
  const RecordedRun recorded = read_run(directory);
  for (const auto& row : recorded.epochs)
    tally.add(row, largest_norm_of(recorded.gradients, row.epoch));
}

void restore_steps(const StepTable& table, std::int64_t steps, SummaryTally& tally) {
  if (table.rows.empty()) return;
  for (const auto& row : table.rows) tally.add(row);
  const double weight = static_cast<double>(steps) / static_cast<double>(table.rows.size());
  for (auto* count : {&tally.summary().clipped_steps, &tally.summary().skipped_updates,
                      &tally.summary().rollbacks})
    *count = std::llround(weight * static_cast<double>(*count));
}

/// Until a run was interrupted; one that was killed has not said it.
double recorded_seconds(const std::filesystem::path& directory) {
  const auto summary = read_summary(directory);
  const auto seconds = summary.find("seconds");
  return seconds == summary.end() ? 0 : std::stod(seconds->second);
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
  tally.summary().seconds = recorded_seconds(directory);
  return table;
}

}  // namespace plumb
