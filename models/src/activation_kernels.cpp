#include "activation_kernels.hpp"

#include <bit>

#include "plumb/internal/cpu_dispatch.hpp"

namespace plumb {
namespace {

// exp(z) = 2ⁿ exp(r), n the integer nearest to z / ln 2, |r| ≤ ln 2 / 2. ln 2 in two parts, of
// which n times the first is exact, and the polynomial are those of Cephes' expf (Moshier 1989).
constexpr float log2_e = 1.44269504F;
constexpr float ln2_high = 0.693359375F, ln2_low = -2.12194440e-4F;

constexpr float lowest = -87.0F, highest = 88.3F;  // beyond them 2ⁿ would leave the exponent

// Added to a small number and taken off again, it rounds; in between, the sum's last bits are n.
constexpr float rounder = 12582912.0F;  // 1.5 · 2²³

template <int bytes>
[[gnu::always_inline]] inline void sigmoid_kernel_in(float* x, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) {
    float z = -x[i];
    z = z < lowest ? lowest : z;
    z = z > highest ? highest : z;
    const float rounded = z * log2_e + rounder;
    const float n = rounded - rounder;
    const float r = z - n * ln2_high - n * ln2_low;
    float p = 1.9875691500e-4F;
    p = p * r + 1.3981999507e-3F;
    p = p * r + 8.3334519073e-3F;
    p = p * r + 4.1665795894e-2F;
    p = p * r + 1.6666665459e-1F;
    p = p * r + 5.0000001201e-1F;
    p = p * r * r + r + 1.0F;
    const auto bits = std::bit_cast<std::int32_t>(rounded) - std::bit_cast<std::int32_t>(rounder);
    const float power = std::bit_cast<float>((bits + 127) << 23);
    const float sigmoid = 1.0F / (1.0F + p * power);
    x[i] = x[i] < -highest ? 0.0F : sigmoid;
  }
}

template <int bytes>
[[gnu::always_inline]] inline void sigmoid_gradient_kernel_in(float* __restrict__ gradient,
                                                              const float* __restrict__ y,
                                                              std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) gradient[i] = gradient[i] * (1.0F - y[i]) * y[i];
}

template <int bytes>
[[gnu::always_inline]] inline void relu_kernel_in(float* x, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) x[i] = x[i] <= 0.0F ? 0.0F : x[i];
}

template <int bytes>
[[gnu::always_inline]] inline void relu_gradient_kernel_in(float* __restrict__ gradient,
                                                           const float* __restrict__ y,
                                                           std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) gradient[i] = y[i] <= 0.0F ? 0.0F : gradient[i];
}

}  // namespace

PLUMB_DISPATCH(void, sigmoid_kernel, (float* x, std::int64_t count), (x, count))
PLUMB_DISPATCH(void, sigmoid_gradient_kernel, (float* gradient, const float* y, std::int64_t count),
               (gradient, y, count))
PLUMB_DISPATCH(void, relu_kernel, (float* x, std::int64_t count), (x, count))
PLUMB_DISPATCH(void, relu_gradient_kernel, (float* gradient, const float* y, std::int64_t count),
               (gradient, y, count))

}  // namespace plumb
