#include "sweep/allotment.hpp"

#include <algorithm>

namespace plumb {

Allotment allot(std::int64_t jobs, std::int64_t threads, std::int64_t cores, bool share_gpu) {
  const std::int64_t each = std::max<std::int64_t>(threads, 1);
  const std::int64_t most = std::max<std::int64_t>(cores / each, 1);
  if (jobs == 0) return {share_gpu ? 1 : most, each};
  return {std::min(jobs, most), each};
}

}  // namespace plumb
