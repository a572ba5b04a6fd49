#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace plumb {

/// Entries by which the columns of a small batch's matrices are padded: one vector register, or
/// two.
constexpr std::int64_t small_batch_padding = 16;

/// The next multiple of it.
constexpr std::int64_t small_batch_padded(std::int64_t count) {
  return (count + small_batch_padding - 1) / small_batch_padding * small_batch_padding;
}

/// Rows of a product that are computed, and whose squares are summed, together: a product that is
/// cut at multiples of it has the same sums as the whole.
constexpr std::int64_t small_product_rows = 12;

/// How many such blocks of rows there are.
constexpr std::size_t small_product_blocks(std::int64_t rows) {
  return static_cast<std::size_t>((rows + small_product_rows - 1) / small_product_rows);
}

/// Partial sums of squares for each of them.
constexpr std::int64_t small_product_squares = 16;

/// Room for those of a product with so many rows, all 0.
inline std::vector<double> small_product_sums(std::int64_t rows) {
  return std::vector<double>(small_product_blocks(rows) * small_product_squares);
}

/// Room for the least of them, infinite.
inline std::vector<float> small_product_least(std::int64_t rows) {
  return std::vector<float>(small_product_blocks(rows) * small_product_squares,
                            std::numeric_limits<float>::infinity());
}

/// out = A B, and a bias for each row where there is one, in float32:
///
///     out(r, c) = Σ_d A(r, d) B(d, c) + bias[r],   0 <= r < rows, 0 <= c < columns, 0 <= d < depth
///
/// A(r, d) is a[r * a_row + d * a_depth]; B and out have rows of `b_row` and `out_row` entries. B's
/// rows are read up to the next multiple of small_batch_padding columns. Sums run over d in order,
/// so that an entry does not depend on the other rows and columns.
struct SmallProduct {
  const float* a = nullptr;
  std::int64_t a_row = 0, a_depth = 0;
  const float* b = nullptr;
  std::int64_t b_row = 0;
  const float* bias = nullptr;  ///< none: no bias
  bool accumulates = false;     ///< adds to what `out` holds
  float* out = nullptr;
  std::int64_t out_row = 0;
  std::int64_t rows = 0, columns = 0, depth = 0;

  /// None, or small_product_sums() of the rows, to which the squares of what is in `out` at the end
  /// are added: in float32 as long as they are in registers, at most 16 of them, in double from
  /// there on. B's rows have zeros beyond the columns then.
  double* squares = nullptr;

  /// None or, next to `squares`, small_product_least() of the rows: the least magnitude of what is
  /// in `out` at the end, for each lane. 0 may also stand for columns that are not a multiple of
  /// small_batch_padding.
  float* least = nullptr;

  /// The same product of the rows first ≤ r < last; first is a multiple of small_product_rows
  /// where squares are asked for.
  SmallProduct part(std::int64_t first, std::int64_t last) const;
};

/// out(c, r) = in(r, c): `rows` rows of `columns` entries, which lie in_row and out_row entries
/// apart.
struct Transposition {
  const float* in = nullptr;
  std::int64_t in_row = 0, rows = 0, columns = 0;
  float* out = nullptr;
  std::int64_t out_row = 0;
};

/// The loops over entries, for one instruction set.
struct SmallBatchKernels {
  const char* name;
  void (*product)(const SmallProduct&);
  void (*transpose)(const Transposition&);
};

/// Every set that this processor can run, the fastest first. None where it has no AVX2.
const std::vector<SmallBatchKernels>& small_batch_kernels();

/// The sums of squares, in double, of the first `columns` entries of the rows, which lie `row`
/// entries apart: one for each of small_product_blocks().
void block_squares(const float* in, std::int64_t row, std::int64_t rows, std::int64_t columns,
                   double* sums);

/// Adds the sum of the first `columns` entries of each row, which lie `row` entries apart.
void add_row_sums(const float* in, std::int64_t row, std::int64_t rows, std::int64_t columns,
                  float* sums);

}  // namespace plumb
