#pragma once

#include <cstdint>

namespace plumb {

/// An activation, entry by entry: x[i] becomes f(x[i]).
using ActivationKernel = void (*)(float* x, std::int64_t count);

/// The gradient for f(x) becomes that for x: gradient[i] *= f'(x[i]), from y[i] = f(x[i]).
/// LibTorch's operations in their order, so that the results are equal to the last bit.
using ActivationGradientKernel = void (*)(float* gradient, const float* y, std::int64_t count);

/// 1 / (1 + exp(-x)), to within 3 units in the last place where that is a normal number; 0 below
/// -88. NaN stays NaN.
void sigmoid_kernel(float* x, std::int64_t count);
void sigmoid_gradient_kernel(float* gradient, const float* y, std::int64_t count);

/// max(x, 0). NaN stays NaN.
void relu_kernel(float* x, std::int64_t count);
void relu_gradient_kernel(float* gradient, const float* y, std::int64_t count);

}  // namespace plumb
