#include "config/available_cores.hpp"

#include <sched.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "config/cgroup_quota.hpp"

namespace plumb {
namespace {

/// The kernel refuses a set that is smaller than its own, of 1,024 processors or more.
std::int64_t affinity_cores() {
  constexpr std::size_t most_sets = 1024;
  for (std::size_t sets = 1; sets <= most_sets; sets *= 2) {
    std::vector<cpu_set_t> set(sets);
    const std::size_t bytes = sets * sizeof(cpu_set_t);
    if (sched_getaffinity(0, bytes, set.data()) == 0)
      return std::max(1, CPU_COUNT_S(bytes, set.data()));
    if (errno != EINVAL) break;
  }
  return 1;
}

}  // namespace

std::int64_t available_cores() {
  const std::int64_t allowed = affinity_cores();
  return std::min(allowed, quota_cores("/proc/self/cgroup").value_or(allowed));
}

}  // namespace plumb
