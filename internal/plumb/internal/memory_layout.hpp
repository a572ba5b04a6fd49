#pragma once

#include <ATen/core/Tensor.h>

namespace plumb {

/// Whether the same offset from the first entry is the same entry of both, without gaps. Strides of
/// dimensions of one entry say nothing: of a kernel over one channel LibTorch makes the gradient
/// with others than the kernel has.
inline bool laid_out_alike(const at::Tensor& a, const at::Tensor& b) {
  if (a.sizes() != b.sizes() || !a.is_non_overlapping_and_dense()) return false;
  for (std::int64_t i = 0; i < a.dim(); ++i) {
    if (a.size(i) > 1 && a.stride(i) != b.stride(i)) return false;
  }
  return true;
}

}  // namespace plumb
