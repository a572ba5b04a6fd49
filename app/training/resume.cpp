#include "training/resume.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/run_writer.hpp"
#include "training/earlier_steps.hpp"
#include "training/run_times.hpp"

namespace plumb {
namespace {

void restore_epochs(const std::filesystem::path& directory, SummaryTally& tally) {
  const RecordedRun recorded = read_run(directory);
  for (const auto& row : recorded.epochs) tally.add(row, recorded.gradients.largest(row.epoch));
}

void restore_steps(const StepTable& table, std::int64_t steps, SummaryTally& tally) {
  if (table.rows.empty()) return;
  for (const auto& row : table.rows) tally.add(row);
  const double own_steps = static_cast<double>(steps - tally.summary().first_step);
  const double weight = own_steps / static_cast<double>(table.rows.size());
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
  tally.summary().first_step = std::llround(recorded_number(directory, "first_step"));
  for (const auto& run : runs_before(directory)) {
    const auto folder = std::filesystem::proximate(run, directory);
    tally.summary().went_on_from.push_back(folder.string());
  }
  StepTable table = read_steps(directory);
  restore_steps(table, position.step, tally);
  if (!table.evaluations.empty())
    tally.summary().validation_classes = table.evaluations.back().losses.classes;
  tally.summary().steps = position.step;
  tally.summary().epochs = position.epoch;
  set_times(tally.summary(), recorded_times(directory));
  return table;
}

}  // namespace plumb
