#include "small_batch_kernels.hpp"

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

#include "plumb/internal/cpu_dispatch.hpp"

namespace plumb {
namespace {

#ifdef PLUMB_HAS_CPU_DISPATCH

#define PLUMB_INLINE [[gnu::always_inline]] inline

typedef float Vector8 __attribute__((vector_size(32)));
typedef float Vector16 __attribute__((vector_size(64)));
typedef int Lanes8 __attribute__((vector_size(32)));
typedef int Lanes16 __attribute__((vector_size(64)));
typedef double Doubles8 __attribute__((vector_size(64)));
typedef double Doubles16 __attribute__((vector_size(128)));

template <class Vector>
constexpr std::int64_t lanes = sizeof(Vector) / sizeof(float);

/// A vector anywhere among floats.
template <class Vector>
struct Memory {
  typedef Vector type __attribute__((aligned(4), may_alias));
};

/// As many doubles, anywhere.
template <class Vector>
struct Doubles;
template <>
struct Doubles<Vector8> {
  typedef Doubles8 type __attribute__((aligned(8), may_alias));
};
template <>
struct Doubles<Vector16> {
  typedef Doubles16 type __attribute__((aligned(8), may_alias));
};

template <class Vector>
PLUMB_INLINE void load(const float* in, Vector& value) {
  value = *reinterpret_cast<const typename Memory<Vector>::type*>(in);
}

template <class Vector>
PLUMB_INLINE void store(const Vector& value, float* out) {
  *reinterpret_cast<typename Memory<Vector>::type*>(out) = value;
}

struct Entries {
  float* out;
  std::int64_t out_row, rows, columns;
};

/// Writes entries of rows that lie `row` apart; adds to them what is there, if asked to. In a
/// function of its own: only a row's last tile comes here.
[[gnu::noinline]] void write_entries(float* entries, std::int64_t row, bool accumulates,
                                     const Entries& to) {
  for (std::int64_t r = 0; r < to.rows; ++r, entries += row) {
    float* const out = to.out + r * to.out_row;
    for (std::int64_t c = 0; c < to.columns; ++c) {
      if (accumulates) entries[c] += out[c];
      out[c] = entries[c];
    }
  }
}

/// R rows of C whole vectors; adds to them what is there, if asked to.
template <class Vector, int R, int C>
PLUMB_INLINE void write(Vector (&sums)[R][C], bool accumulates, float* out, std::int64_t out_row) {
  if (accumulates) {
    for (int r = 0; r < R; ++r) {
      for (int c = 0; c < C; ++c) {
        Vector there;
        load(out + r * out_row + c * lanes<Vector>, there);
        sums[r][c] += there;
      }
    }
  }
  for (int r = 0; r < R; ++r) {
    for (int c = 0; c < C; ++c) store(sums[r][c], out + r * out_row + c * lanes<Vector>);
  }
}

/// The same of the first `room` columns alone.
template <class Vector, int R, int C>
PLUMB_INLINE void write_some(Vector (&sums)[R][C], bool accumulates, float* out,
                             std::int64_t out_row, std::int64_t room) {
  // Sums whose address was asked for would leave their registers in every tile.
  Vector copies[R][C];
  for (int r = 0; r < R; ++r) {
    for (int c = 0; c < C; ++c) copies[r][c] = sums[r][c];
  }
  write_entries(&copies[0][0][0], C * lanes<Vector>, accumulates, {out, out_row, R, room});
  for (int r = 0; r < R; ++r) {
    for (int c = 0; c < C; ++c) sums[r][c] = copies[r][c];
  }
}

/// Adds the squares of all entries to small_product_squares numbers.
template <class Vector, int R, int C>
PLUMB_INLINE void add_squares(const Vector (&entries)[R][C], double* squares) {
  Vector partial[C];
  for (int c = 0; c < C; ++c) {
    partial[c] = entries[0][c] * entries[0][c];
    for (int r = 1; r < R; ++r) partial[c] += entries[r][c] * entries[r][c];
  }
  for (int c = 1; c < C; ++c) partial[0] += partial[c];
  *reinterpret_cast<typename Doubles<Vector>::type*>(squares) +=
      __builtin_convertvector(partial[0], typename Doubles<Vector>::type);
}

/// Makes of small_product_squares numbers the least, with the magnitudes of all entries.
template <class Vector, int R, int C>
PLUMB_INLINE void keep_least(const Vector (&entries)[R][C], float* least) {
  Vector smallest;
  load(least, smallest);
  for (int r = 0; r < R; ++r) {
    for (int c = 0; c < C; ++c) {
      const Vector magnitude = entries[r][c] < 0 ? -entries[r][c] : entries[r][c];
      smallest = magnitude < smallest ? magnitude : smallest;
    }
  }
  store(smallest, least);
}

/// Sums of R rows and C vectors of columns are held in registers while d runs: each entry of A that
/// is read and copied into all lanes serves C products, each vector of B serves R.
template <class Vector, int R, int C>
PLUMB_INLINE void tile(const SmallProduct& p, std::int64_t row, std::int64_t column) {
  Vector sums[R][C];
  for (int r = 0; r < R; ++r) {
    for (int c = 0; c < C; ++c) sums[r][c] = Vector{};
  }
  // What the sums will be written to is on its way while they are formed.
  for (int r = 0; r < R; ++r) {
    for (int c = 0; c < C; ++c)
      __builtin_prefetch(p.out + (row + r) * p.out_row + column + c * lanes<Vector>, 1);
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
  if (p.bias != nullptr) {
    for (int r = 0; r < R; ++r) {
      for (int c = 0; c < C; ++c) sums[r][c] += p.bias[row + r];
    }
  }
  float* const out = p.out + row * p.out_row + column;
  if (p.columns - column >= C * lanes<Vector>)
    write(sums, p.accumulates, out, p.out_row);
  else
    write_some(sums, p.accumulates, out, p.out_row, p.columns - column);
  if (p.squares != nullptr) {
    const std::int64_t block = row / small_product_rows * small_product_squares;
    add_squares(sums, p.squares + block);
    if (p.least != nullptr) keep_least(sums, p.least + block);
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

/// The entries whose row and column differ in bit `s` change places, then those of the next bits.
template <class Vector, class Lanes, int s, int... lane>
PLUMB_INLINE void exchange(Vector (&rows)[sizeof...(lane)],
                           std::integer_sequence<int, lane...> all) {
  constexpr int n = sizeof...(lane);
  constexpr Lanes upper = {((lane & s) == 0 ? lane : n + lane - s)...};
  constexpr Lanes lower = {((lane & s) == 0 ? lane + s : n + lane)...};
  for (int r = 0; r < n; ++r) {
    if ((r & s) != 0) continue;
    const Vector a = rows[r], b = rows[r + s];
    rows[r] = __builtin_shuffle(a, b, upper);
    rows[r + s] = __builtin_shuffle(a, b, lower);
  }
  if constexpr (2 * s < n) exchange<Vector, Lanes, 2 * s>(rows, all);
}

template <class Vector, class Lanes>
PLUMB_INLINE void transpose_block(const Transposition& t, std::int64_t row, std::int64_t column) {
  constexpr int n = lanes<Vector>;
  Vector rows[n];
  for (int r = 0; r < n; ++r) load(t.in + (row + r) * t.in_row + column, rows[r]);
  exchange<Vector, Lanes, 1>(rows, std::make_integer_sequence<int, n>());
  for (int r = 0; r < n; ++r) store(rows[r], t.out + (column + r) * t.out_row + row);
}

void transpose_entries(const Transposition& t, std::int64_t row, std::int64_t column,
                       std::int64_t row_end, std::int64_t column_end) {
  for (std::int64_t c = column; c < column_end; ++c) {
    for (std::int64_t r = row; r < row_end; ++r) t.out[c * t.out_row + r] = t.in[r * t.in_row + c];
  }
}

template <class Vector, class Lanes>
PLUMB_INLINE void transpose(const Transposition& t) {
  constexpr auto n = lanes<Vector>;
  for (std::int64_t row = 0; row < t.rows; row += n) {
    for (std::int64_t column = 0; column < t.columns; column += n) {
      const auto row_end = std::min(row + n, t.rows), column_end = std::min(column + n, t.columns);
      if (row_end - row == n && column_end - column == n)
        transpose_block<Vector, Lanes>(t, row, column);
      else
        transpose_entries(t, row, column, row_end, column_end);
    }
  }
}

// Measured (bench_products), of the tiles whose sums leave registers for what they are made of:
// their numbers of rows divide small_product_rows. Twelve rows of two AVX-512 vectors took a tenth
// longer.
[[gnu::target("avx512f")]] void product_avx512(const SmallProduct& p) {
  std::int64_t c = 0;
  for (; c + 64 <= p.columns; c += 64) panel<Vector16, 4, 4>(p, c);
  for (; c + 16 < p.columns; c += 32) panel<Vector16, 6, 2>(p, c);
  for (; c < p.columns; c += 16) panel<Vector16, 12, 1>(p, c);
}

[[gnu::target("avx2,fma")]] void product_avx2(const SmallProduct& p) {
  std::int64_t c = 0;
  for (; c + 8 < p.columns; c += 16) panel<Vector8, 6, 2>(p, c);
  for (; c < p.columns; c += 8) panel<Vector8, 12, 1>(p, c);
}

// Measured (bench_products): more than whole tiles in the first-level cache, few enough for the
// second.
constexpr std::int64_t copied_rows = 8 * small_product_rows;

/// Whether A's rows are columns in memory, of whose entries each lies in a line of its own that is
/// gone from the cache when the next tile asks for it: since the lines compete for few places,
/// which caches choose by the address modulo 4096, or since they are too many.
bool entries_are_far(const SmallProduct& p) {
  constexpr std::int64_t page = 4096 / sizeof(float), many = std::int64_t{1} << 21;
  return p.a_row == 1 && p.a_depth >= page &&
         (p.a_depth % (page / 2) == 0 || p.a_depth * p.depth >= many);
}

/// Of copies of some rows at a time, which lie together, where that is worth it.
template <void (*product)(const SmallProduct&)>
void product_of_near_entries(const SmallProduct& p) {
  if (!entries_are_far(p)) return product(p);
  const auto copy =
      std::make_unique_for_overwrite<float[]>(static_cast<std::size_t>(p.depth * copied_rows));
  for (std::int64_t first = 0; first < p.rows; first += copied_rows) {
    SmallProduct part = p.part(first, std::min(first + copied_rows, p.rows));
    for (std::int64_t d = 0; d < part.depth; ++d) {
      std::memcpy(copy.get() + d * copied_rows, part.a + d * part.a_depth,
                  static_cast<std::size_t>(part.rows) * sizeof(float));
    }
    part.a = copy.get();
    part.a_depth = copied_rows;
    product(part);
  }
}

[[gnu::target("avx512f")]] void transpose_avx512(const Transposition& t) {
  transpose<Vector16, Lanes16>(t);
}

[[gnu::target("avx2,fma")]] void transpose_avx2(const Transposition& t) {
  transpose<Vector8, Lanes8>(t);
}

#endif

}  // namespace

SmallProduct SmallProduct::part(std::int64_t first, std::int64_t last) const {
  SmallProduct result = *this;
  result.a += first * a_row;
  if (bias != nullptr) result.bias += first;
  const std::int64_t block = first / small_product_rows * small_product_squares;
  if (squares != nullptr) result.squares += block;
  if (least != nullptr) result.least += block;
  result.out += first * out_row;
  result.rows = last - first;
  return result;
}

const std::vector<SmallBatchKernels>& small_batch_kernels() {
  static const std::vector<SmallBatchKernels> all = [] {
    std::vector<SmallBatchKernels> kernels;
#ifdef PLUMB_HAS_CPU_DISPATCH
    if (vector_bytes() >= 64)
      kernels.push_back({"AVX-512", product_of_near_entries<product_avx512>, transpose_avx512});
    if (vector_bytes() >= 32)
      kernels.push_back({"AVX2", product_of_near_entries<product_avx2>, transpose_avx2});
#endif
    return kernels;
  }();
  return all;
}

namespace {

template <int bytes>
[[gnu::always_inline]] inline void block_squares_in(const float* in, std::int64_t row,
                                                    std::int64_t rows, std::int64_t columns,
                                                    double* sums) {
  constexpr int n = small_batch_padding;  // partial sums, which the compiler keeps in vectors
  for (std::int64_t first = 0; first < rows; first += small_product_rows) {
    double partial[n] = {};
    for (std::int64_t r = first; r < std::min(rows, first + small_product_rows); ++r, in += row) {
      std::int64_t c = 0;
      for (; c + n <= columns; c += n) {
        for (int i = 0; i < n; ++i)
          partial[i] += static_cast<double>(in[c + i]) * static_cast<double>(in[c + i]);
      }
      for (int i = 0; c < columns; ++c, ++i)
        partial[i] += static_cast<double>(in[c]) * static_cast<double>(in[c]);
    }
    for (int half = n / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; ++i) partial[i] += partial[i + half];
    }
    *sums++ = partial[0];
  }
}

}  // namespace

PLUMB_DISPATCH(void, block_squares,
               (const float* in, std::int64_t row, std::int64_t rows, std::int64_t columns,
                double* sums),
               (in, row, rows, columns, sums))

void add_row_sums(const float* in, std::int64_t row, std::int64_t rows, std::int64_t columns,
                  float* sums) {
  constexpr int n = 16;  // partial sums, which the compiler keeps in vectors
  for (std::int64_t r = 0; r < rows; ++r, in += row) {
    float partial[n] = {};
    std::int64_t c = 0;
    for (; c + n <= columns; c += n) {
      for (int i = 0; i < n; ++i) partial[i] += in[c + i];
    }
    for (int i = 0; c < columns; ++c, ++i) partial[i] += in[c];
    for (int half = n / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; ++i) partial[i] += partial[i + half];
    }
    sums[r] += partial[0];
  }
}

}  // namespace plumb
