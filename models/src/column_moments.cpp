#include "column_moments.hpp"

#include <ATen/Parallel.h>
#include <torch/types.h>

#include <algorithm>
#include <vector>

#include "moment_kernels.hpp"
#include "plumb/internal/parallel.hpp"

namespace plumb {
namespace {

// Entries for which a second thread is worth waking.
constexpr std::int64_t entries_per_sum_thread = std::int64_t{1} << 16;

/// One thread's sums of deviations, then of squares.
using ShareSums = std::vector<double>;

std::vector<ShareSums> sums_of_shares(const float* x, std::int64_t rows, std::int64_t columns) {
  std::vector<ShareSums> sums(static_cast<std::size_t>(std::max(1, at::get_num_threads())));
  parallel_shares(rows * columns, entries_per_sum_thread, [&](Share share) {
    auto& own = sums.at(static_cast<std::size_t>(share.index));
    own.resize(static_cast<std::size_t>(2 * columns));
    const auto range = share.range(rows);
    add_rows_kernel(x + range.first * columns, range.size(), columns, /*origin=*/x, own.data(),
                    own.data() + columns);
  });
  return sums;
}

}  // namespace

bool has_columns(const at::Tensor& x) {
  if (!x.is_cpu() || x.scalar_type() != at::kFloat || x.numel() == 0) return false;
  if (x.dim() == 2) return x.is_contiguous();
  return x.dim() == 4 && x.size(1) > 1 && x.is_contiguous(at::MemoryFormat::ChannelsLast);
}

ColumnMoments column_moments(const at::Tensor& x) {
  const std::int64_t columns = x.size(1), rows = x.numel() / columns;
  const float* first_row = x.const_data_ptr<float>();
  auto shares = sums_of_shares(first_row, rows, columns);
  auto& sums = shares.front();
  for (std::size_t i = 1; i < shares.size(); ++i) {
    for (std::size_t j = 0; j < shares[i].size(); ++j) sums[j] += shares[i][j];
  }
  ColumnMoments moments{at::empty({columns}, x.options()), at::empty({columns}, x.options())};
  float* mean = moments.mean.mutable_data_ptr<float>();
  float* variance = moments.variance.mutable_data_ptr<float>();
  const auto count = static_cast<double>(rows);
  for (std::int64_t i = 0; i < columns; ++i) {
    const double shift = sums[static_cast<std::size_t>(i)] / count;
    const double square = sums[static_cast<std::size_t>(columns + i)] / count;
    const double difference = square - shift * shift;
    mean[i] = static_cast<float>(static_cast<double>(first_row[i]) + shift);
    variance[i] = static_cast<float>(difference < 0 ? 0 : difference);  // NaN stays NaN
  }
  return moments;
}

}  // namespace plumb
