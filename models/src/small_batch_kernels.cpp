#include "small_batch_kernels.hpp"

#include <algorithm>
#include <cstring>

#if defined(__x86_64__) && defined(__GNUC__)
#define PLUMB_HAS_SMALL_PRODUCTS 1
#endif

namespace plumb {
namespace {

#ifdef PLUMB_HAS_SMALL_PRODUCTS

#define PLUMB_INLINE [[gnu::always_inline]] inline

typedef float Vector8 __attribute__((vector_size(32)));
typedef float Vector16 __attribute__((vector_size(64)));

template <class Vector>
constexpr std::int64_t lanes = sizeof(Vector) / sizeof(float);

/// A vector anywhere among floats.
template <class Vector>
struct Memory {
  typedef Vector type __attribute__((aligned(4), may_alias));
};

template <class Vector>
PLUMB_INLINE void load(const float* in, Vector& value) {
  value = *reinterpret_cast<const typename Memory<Vector>::type*>(in);
}

/// What fits into `room` entries.
template <class Vector>
PLUMB_INLINE void store(const Vector& value, float* out, std::int64_t room) {
  if (room >= lanes<Vector>)
    *reinterpret_cast<typename Memory<Vector>::type*>(out) = value;
  else if (room > 0)
    std::memcpy(out, &value, static_cast<std::size_t>(room) * sizeof(float));
}

/// Sums of R rows and C vectors of columns are held in registers while d runs: each entry of A that
/// is read and copied into all lanes serves C products, each vector of B serves R.
template <class Vector, int R, int C>
PLUMB_INLINE void tile(const SmallProduct& p, std::int64_t row, std::int64_t column) {
  Vector sums[R][C];
  for (int r = 0; r < R; ++r) {
    for (int c = 0; c < C; ++c) sums[r][c] = Vector{};
  }
  const float* a = p.a + row * p.a_row;
  const float* b = p.b + column;
  for (std::int64_t d = 0; d < p.depth; ++d, a += p.a_depth, b += p.b_row) {
    Vector right[C];
    for (int c = 0; c < C; ++c) load(b + c * lanes<Vector>, right[c]);
    for (int r = 0; r < R; ++r) {
      const Vector left = a[r * p.a_row] - Vector{};  // the same in all lanes
      for (int c = 0; c < C; ++c) sums[r][c] += left * right[c];
    }
  }
  for (int r = 0; r < R; ++r) {
    const float bias = p.bias == nullptr ? 0 : p.bias[row + r];
    float* out = p.out + (row + r) * p.out_row + column;
    for (int c = 0; c < C; ++c)
      store(sums[r][c] + bias, out + c * lanes<Vector>, p.columns - column - c * lanes<Vector>);
  }
}

/// All rows of C vectors of columns.
template <class Vector, int R, int C>
PLUMB_INLINE void panel(const SmallProduct& p, std::int64_t column) {
  std::int64_t row = 0;
  for (; row + R <= p.rows; row += R) tile<Vector, R, C>(p, row, column);
  for (; row + 2 <= p.rows; row += 2) tile<Vector, 2, C>(p, row, column);
  for (; row < p.rows; ++row) tile<Vector, 1, C>(p, row, column);
}

// The sums leave a few of the 32 and 16 registers for what they are made of. More than twelve rows
// at a time would compete for the same lines of the first-level cache.
[[gnu::target("avx512f")]] void product_avx512(const SmallProduct& p) {
  std::int64_t c = 0;
  for (; c + 64 <= p.columns; c += 64) panel<Vector16, 6, 4>(p, c);
  for (; c + 16 < p.columns; c += 32) panel<Vector16, 12, 2>(p, c);
  for (; c < p.columns; c += 16) panel<Vector16, 12, 1>(p, c);
}

[[gnu::target("avx2,fma")]] void product_avx2(const SmallProduct& p) {
  std::int64_t c = 0;
  for (; c + 8 < p.columns; c += 16) panel<Vector8, 6, 2>(p, c);
  for (; c < p.columns; c += 8) panel<Vector8, 12, 1>(p, c);
}

#endif

/// Square blocks stay in the first-level cache, whichever way they are walked.
constexpr std::int64_t block = 16;

}  // namespace

SmallProduct SmallProduct::part(std::int64_t first, std::int64_t last) const {
  SmallProduct result = *this;
  result.a += first * a_row;
  if (bias != nullptr) result.bias += first;
  result.out += first * out_row;
  result.rows = last - first;
  return result;
}

int small_product_kernels(NamedSmallProductKernel (&kernels)[most_small_product_kernels]) {
  int count = 0;
#ifdef PLUMB_HAS_SMALL_PRODUCTS
  if (__builtin_cpu_supports("avx512f")) kernels[count++] = {"AVX-512", product_avx512};
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    kernels[count++] = {"AVX2", product_avx2};
#else
  (void)kernels;
#endif
  return count;
}

SmallProductKernel small_product_kernel() {
  static const SmallProductKernel best = [] {
    NamedSmallProductKernel kernels[most_small_product_kernels];
    return small_product_kernels(kernels) > 0 ? kernels[0].run : nullptr;
  }();
  return best;
}

void transpose_entries(const float* in, std::int64_t in_row, std::int64_t rows,
                       std::int64_t columns, float* out, std::int64_t out_row) {
  for (std::int64_t r0 = 0; r0 < rows; r0 += block) {
    for (std::int64_t c0 = 0; c0 < columns; c0 += block) {
      const auto r_end = std::min(r0 + block, rows);
      const auto c_end = std::min(c0 + block, columns);
      for (std::int64_t c = c0; c < c_end; ++c) {
        for (std::int64_t r = r0; r < r_end; ++r) out[c * out_row + r] = in[r * in_row + c];
      }
    }
  }
}

}  // namespace plumb
