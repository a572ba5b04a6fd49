#pragma once

#include <cstdint>

namespace plumb {

/// How many runs at a time, of how many threads each.
struct Allotment {
  std::int64_t jobs = 1;
  std::int64_t threads = 1;
};

/// 0 asks for what fits: 1 thread a run, and as many runs as there are cores, or one where runs
/// share a GPU. Jobs × threads never exceeds the cores, except that there is always one job: more
/// jobs than fit are lowered.
Allotment allot(std::int64_t jobs, std::int64_t threads, std::int64_t cores,
                bool share_gpu = false);

}  // namespace plumb
