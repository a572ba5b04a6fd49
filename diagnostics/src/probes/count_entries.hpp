#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace plumb {

struct EntryCounts {
  std::int64_t zeros = 0;       ///< exactly 0
  std::int64_t non_finite = 0;  ///< inf or NaN
};

/// Of a strided tensor on the CPU, of any floating type.
EntryCounts count_entries(const at::Tensor& tensor);

}  // namespace plumb
