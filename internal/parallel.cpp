#include "plumb/internal/parallel.hpp"

#include <ATen/Parallel.h>

#if AT_PARALLEL_OPENMP && !defined(_OPENMP) && !defined(__clang__)
#error "LibTorch's threads are OpenMP's: compile this file with it"
#endif

namespace plumb {

void parallel_shares(std::int64_t work, std::int64_t grain, c10::function_ref<void(Share)> f) {
  const std::int64_t shares =
      at::in_parallel_region()
          ? 1
          : std::clamp<std::int64_t>(work / grain, 1, std::max(1, at::get_num_threads()));
  at::parallel_for(0, shares, 1, [&](std::int64_t first, std::int64_t end) {
    for (std::int64_t i = first; i < end; ++i) f({i, shares});
  });
}

}  // namespace plumb
