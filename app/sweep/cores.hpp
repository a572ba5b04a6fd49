#pragma once

#include <cstdint>

namespace plumb {

/// Processors that this process may use: its affinity, and the quota of its control group (v2), as
/// a container has one. At least 1.
std::int64_t available_cores();

/// How many runs at a time, of how many threads each.
struct Allotment {
  std::int64_t jobs = 1;
  std::int64_t threads = 1;
};

/// 0 asks for what fits: 1 thread a run, and as many runs as there are cores. Jobs × threads never
/// exceeds the cores, except that there is always one job: more jobs than fit are lowered.
Allotment allot(std::int64_t jobs, std::int64_t threads, std::int64_t cores);

}  // namespace plumb
