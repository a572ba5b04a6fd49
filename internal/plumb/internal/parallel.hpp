#pragma once

#include <c10/util/FunctionRef.h>

#include <algorithm>
#include <cstdint>

namespace plumb {

/// One thread's part of a loop, or of several.
struct Share {
  std::int64_t index = 0, of = 1;

  struct Range {
    std::int64_t first, end;

    std::int64_t size() const { return end - first; }
  };

  /// Its range of `count` iterations. Ranges begin at multiples of 16: neither a line of the cache
  /// nor a vector register's entries are shared. Loops over rows may have another multiple.
  Range range(std::int64_t count, std::int64_t multiple = 16) const {
    const std::int64_t size = ((count + of - 1) / of + multiple - 1) / multiple * multiple;
    return {std::min(count, index * size), std::min(count, (index + 1) * size)};
  }
};

/// Calls `f` with all shares of a loop, each on one of LibTorch's intra-op threads, as many as have
/// `grain` of `work` each and at least one. With one, and inside another parallel region, on the
/// caller's thread. An exception of `f` reaches the caller.
///
/// at::parallel_for does the work; it is a template, and quietly takes one thread in every file
/// that is not itself compiled with OpenMP.
void parallel_shares(std::int64_t work, std::int64_t grain, c10::function_ref<void(Share)> f);

}  // namespace plumb
