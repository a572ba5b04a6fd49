#include "sweep/allotment.hpp"

#include <algorithm>

namespace plumb {

Allotment allot(std::int64_t jobs, std::int64_t threads, std::int64_t cores) {
  const std::int64_t each = std::max<std::int64_t>(threads, 1);
  const std::int64_t most = std::max<std::int64_t>(cores / each, 1);
  return {jobs > 0 ? std::min(jobs, most) : most, each};
}

}  // namespace plumb
