#include "count_entries.hpp"

#include <ATen/ATen.h>

#include <algorithm>

#include "plumb/internal/cpu_dispatch.hpp"

namespace plumb {
namespace {

// Counted in blocks, in integers as wide as a float: the compiler vectorizes these.
template <bool all_finite, typename T>
[[gnu::always_inline]] inline EntryCounts count_values(const T* values, std::int64_t count) {
  constexpr std::int64_t block = 1 << 16;
  EntryCounts counts;
  for (std::int64_t begin = 0; begin < count; begin += block) {
    const std::int64_t end = std::min(begin + block, count);
    std::int32_t zeros = 0, non_finite = 0;
    for (std::int64_t i = begin; i < end; ++i) {
      zeros += values[i] == 0;
      if constexpr (!all_finite) non_finite += !(values[i] - values[i] == 0);  // inf − inf is NaN
    }
    counts.zeros += zeros;
    counts.non_finite += non_finite;
  }
  return counts;
}

template <int bytes>
[[gnu::always_inline]] inline EntryCounts count_floats_in(const float* values, std::int64_t count,
                                                          bool all_finite) {
  return all_finite ? count_values<true>(values, count) : count_values<false>(values, count);
}
PLUMB_DISPATCH(EntryCounts, count_floats,
               (const float* values, std::int64_t count, bool all_finite),
               (values, count, all_finite))

}  // namespace

EntryCounts count_entries(const at::Tensor& tensor, bool all_finite) {
  at::Tensor entries = tensor.is_complex() ? at::view_as_real(tensor) : tensor;
  if (!entries.is_non_overlapping_and_dense()) entries = entries.contiguous();
  if (entries.scalar_type() == at::kDouble)
    return count_values<false>(entries.const_data_ptr<double>(), entries.numel());
  if (entries.scalar_type() != at::kFloat) entries = entries.to(at::kFloat);
  return count_floats(entries.const_data_ptr<float>(), entries.numel(), all_finite);
}

}  // namespace plumb
