#pragma once

#include <ATen/core/Tensor.h>

namespace plumb {

/// Whether operations on this tensor may be replaced by ours: not where autocast would change their
/// type, nor under anomaly mode, which names them by LibTorch's names.
bool may_replace_operations(const at::Tensor& x);

}  // namespace plumb
