#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

namespace plumb {

/// The norm that measure_early() took on this thread of a gradient that has not changed since. To
/// be had once.
std::optional<double> early_norm(const at::Tensor& gradient);

/// Before the next step: what was never asked for, such as of a gradient that was added to another.
void forget_early_norms();

}  // namespace plumb
