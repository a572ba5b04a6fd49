#pragma once

#include <cstdint>

namespace plumb {

/// Adds a matrix's rows to sums over its columns, of deviations from `origin` and of their squares,
/// which do not cancel where that is a number of the column itself. The three have `columns`
/// entries.
void add_rows_kernel(const float* x, std::int64_t rows, std::int64_t columns, const float* origin,
                     double* deviations, double* squares);

}  // namespace plumb
