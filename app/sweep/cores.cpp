#include "sweep/cores.hpp"

#include <sched.h>

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

namespace plumb {
namespace {

constexpr std::int64_t unlimited = std::numeric_limits<std::int64_t>::max();

/// "QUOTA PERIOD" in microseconds, or "max PERIOD" (kernel documentation, cgroup-v2).
std::int64_t quota_cores() {
  std::ifstream stream("/sys/fs/cgroup/cpu.max");
  double quota = 0, period = 0;
  if (!(stream >> quota >> period) || period <= 0) return unlimited;
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(quota / period));
}

std::int64_t affinity_cores() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return std::max(1, CPU_COUNT(&set));
}

}  // namespace

std::int64_t available_cores() {
  return std::min(affinity_cores(), quota_cores());
}

Allotment allot(std::int64_t jobs, std::int64_t threads, std::int64_t cores) {
  const std::int64_t each = std::max<std::int64_t>(threads, 1);
  const std::int64_t most = std::max<std::int64_t>(cores / each, 1);
  return {jobs > 0 ? std::min(jobs, most) : most, each};
}

}  // namespace plumb
