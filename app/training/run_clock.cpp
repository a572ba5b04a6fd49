#include "training/run_clock.hpp"

namespace plumb {

void RunClock::go_on(std::int64_t step, const RunTimes& before, bool had_ended) {
  first_step_ = step;
  before_ = before;
  had_ended_ = had_ended;
}

void RunClock::note_times(RunSummary& summary) const {
  const std::int64_t steps = summary.steps - first_step_;
  if (had_ended_ && steps == 0) return;
  const RunTimes since{seconds(), timer_.ms_per_step(), timer_.cpu_ms_per_step(), steps};
  set_times(summary, sum(before_, since));
}

}  // namespace plumb
