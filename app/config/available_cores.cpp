#include "config/available_cores.hpp"

#include <sched.h>

#include <algorithm>
#include <fstream>
#include <limits>

namespace plumb {
namespace {

constexpr std::int64_t no_quota = std::numeric_limits<std::int64_t>::max();

/// "QUOTA PERIOD" in microseconds, or "max PERIOD" (kernel documentation, cgroup-v2).
std::int64_t quota_cores() {
  std::ifstream stream("/sys/fs/cgroup/cpu.max");
  double quota = 0, period = 0;
  if (!(stream >> quota >> period) || period <= 0) return no_quota;
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

}  // namespace plumb
