#pragma once

#include <ATen/core/Tensor.h>

#include <optional>

#include "count_entries.hpp"

namespace plumb {

/// What a gradient in cache is asked.
struct GradientReading {
  double norm = 0;
  std::optional<EntryCounts> counts;  ///< if a probe is under way on this thread
};

/// Of a gradient on the CPU.
GradientReading read_gradient(const at::Tensor& gradient);

/// What measure_early() read on this thread of a gradient that has not changed since. To be had
/// once.
std::optional<GradientReading> early_reading(const at::Tensor& gradient);

/// Before the next step: what was never asked for, such as of a gradient that was added to another.
void forget_early_norms();

}  // namespace plumb
