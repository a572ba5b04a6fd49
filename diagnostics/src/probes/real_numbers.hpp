#pragma once

#include <ATen/core/Tensor.h>

namespace plumb {

/// Of integers and truth values, which may be parameters too (a mask, codes of a quantized layer),
/// numbers that differences and norms can be taken of; what has those is handed back as it is.
inline at::Tensor real_numbers(const at::Tensor& tensor) {
  const bool has = tensor.is_floating_point() || tensor.is_complex();
  return has ? tensor : tensor.to(at::kDouble);
}

}  // namespace plumb
