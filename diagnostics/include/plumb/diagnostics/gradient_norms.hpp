#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <vector>

namespace plumb {

/// L2 norm of a tensor on the CPU: dense of any strides and floating type, or sparse (duplicates
/// are summed first); of complex entries by their moduli. Accumulated in double, so that float
/// entries of 1e-30 or 1e+30 neither under- nor overflow; double tensors beyond 1e±150 are
/// rescaled. inf or NaN entries give inf or NaN. Relative error below 1e-12 for float entries.
double cpu_norm(const at::Tensor& tensor);

/// L2 norms of tensors on one device, of the kinds that cpu_norm takes, as a double tensor
/// {tensors.size()} on that device; of no tensors, on the CPU. Does not synchronize.
at::Tensor device_norms(const std::vector<at::Tensor>& tensors);

/// sqrt(Σ norm²) without overflow; absent norms count as zero.
double total_norm(const std::vector<std::optional<double>>& norms);

}  // namespace plumb
