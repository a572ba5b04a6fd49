#pragma once

#include <ATen/core/Tensor.h>

namespace plumb {

/// Of the numbers of one feature or channel, {features} float32 each.
struct ColumnMoments {
  at::Tensor mean;
  at::Tensor variance;  ///< biased
};

/// Whether column_moments() takes x: float32 {batch, features} or channels-last images on the CPU,
/// where LibTorch sums up row after row in float32, which for 256 images of 14×14 is off by 4e-4 of
/// the variance. Its sums over other layouts and types are accurate.
bool has_columns(const at::Tensor& x);

/// Accurate to float32's rounding, and faster than LibTorch's: one pass, summed up in double. No
/// gradient goes through.
ColumnMoments column_moments(const at::Tensor& x);

}  // namespace plumb
