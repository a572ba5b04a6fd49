#include "training/run_times.hpp"

#include <cmath>

#include "training/earlier_steps.hpp"

namespace plumb {
namespace {

double mean_of(double before, std::int64_t steps_before, double since, std::int64_t steps_since) {
  const double weight = before > 0 ? static_cast<double>(steps_before) : 0;
  const double weight_since = since > 0 ? static_cast<double>(steps_since) : 0;
  const double steps = weight + weight_since;
  return steps > 0 ? (weight * before + weight_since * since) / steps : 0;
}

}  // namespace

RunTimes sum(const RunTimes& before, const RunTimes& since) {
  return {before.seconds + since.seconds,
          mean_of(before.ms_per_step, before.steps, since.ms_per_step, since.steps),
          mean_of(before.cpu_ms_per_step, before.steps, since.cpu_ms_per_step, since.steps),
          before.steps + since.steps};
}

RunTimes recorded_times(const std::filesystem::path& run) {
  const auto number = [&](const char* key) { return recorded_number(run, key); };
  return {number("seconds"), number("ms_per_step"), number("cpu_ms_per_step"),
          std::llround(number("steps") - number("first_step"))};
}

void set_times(RunSummary& summary, const RunTimes& times) {
  summary.seconds = times.seconds;
  summary.ms_per_step = times.ms_per_step;
  summary.cpu_ms_per_step = times.cpu_ms_per_step;
}

}  // namespace plumb
