#pragma once

#include <cstdint>
#include <filesystem>

#include "training/run_summary.hpp"

namespace plumb {

/// What a run took, whole or since it went on.
struct RunTimes {
  double seconds = 0;
  double ms_per_step = 0;      ///< mean; 0: not known
  double cpu_ms_per_step = 0;  ///< the same in processor time
  std::int64_t steps = 0;      ///< made in that time
};

/// Both in a row: a mean that is known has the weight of its steps.
RunTimes sum(const RunTimes& before, const RunTimes& since);

/// Those that a run's summary.json says, of its own steps; 0 where it does not.
RunTimes recorded_times(const std::filesystem::path& run);

void set_times(RunSummary& summary, const RunTimes& times);

}  // namespace plumb
