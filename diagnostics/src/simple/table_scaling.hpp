#pragma once

#include <ATen/core/Tensor.h>

namespace plumb {

/// Brings every column to about one size, whatever a few values of it are: (x - median) / scale by
/// the distance of the quartiles, or half the range where these are equal, softly bounded by 3
/// (Holzmüller et al. 2024, "Better by default", RealMLP).
class TableScaling {
 public:
  /// rows: {n, columns} floating, of which the first 200 tell.
  explicit TableScaling(const at::Tensor& rows);

  at::Tensor operator()(const at::Tensor& rows) const;

 private:
  at::Tensor median_, scale_;  // {1, columns}
};

}  // namespace plumb
