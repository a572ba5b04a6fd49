#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace plumb {

struct EntryCounts {
  std::int64_t zeros = 0;       ///< exactly 0
  std::int64_t non_finite = 0;  ///< inf or NaN
};

/// Of a strided tensor on the CPU, of any floating type. `all_finite`: it is known that all of them
/// are, which saves looking.
EntryCounts count_entries(const at::Tensor& tensor, bool all_finite = false);

}  // namespace plumb
