#pragma once

#include <cstdint>

namespace plumb {

/// x[i] becomes 1 / (1 + exp(-x[i])), to within 3 units in the last place where that is a normal
/// number; 0 below -88. NaN stays NaN.
void sigmoid_kernel(float* x, std::int64_t count);

}  // namespace plumb
