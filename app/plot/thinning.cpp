#include "plot/thinning.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace plumb {
namespace {

struct Bucket {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Bucket bucket_at(std::size_t index, std::size_t buckets, std::size_t rows) {
  return {index * rows / buckets, (index + 1) * rows / buckets};
}

/// Where the finite extremes of a bucket are, and its first value that is not finite.
struct Extremes {
  std::optional<std::size_t> low, high, non_finite;
};

Extremes find_extremes(const Bucket& bucket, const RowValue& value) {
  Extremes found;
  double low = 0, high = 0;
  for (auto row = bucket.begin; row < bucket.end; ++row) {
    const auto here = value(row);
    if (!here) continue;
    if (!std::isfinite(*here)) {
      if (!found.non_finite) found.non_finite = row;
      continue;
    }
    if (!found.low || *here < low) {
      found.low = row;
      low = *here;
    }
    if (!found.high || *here > high) {
      found.high = row;
      high = *here;
    }
  }
  return found;
}

std::vector<std::size_t> all_rows(std::size_t rows) {
  std::vector<std::size_t> all(rows);
  for (std::size_t i = 0; i < rows; ++i) all[i] = i;
  return all;
}

}  // namespace

std::vector<std::size_t> extreme_rows(std::size_t rows, const std::vector<RowValue>& columns,
                                      std::size_t buckets) {
  if (rows <= 4 * buckets) return all_rows(rows);
  std::set<std::size_t> kept{0, rows - 1};
  for (std::size_t i = 0; i < buckets; ++i) {
    for (const auto& column : columns) {
      const auto found = find_extremes(bucket_at(i, buckets, rows), column);
      for (const auto& row : {found.low, found.high, found.non_finite}) {
        if (row) kept.insert(*row);
      }
    }
  }
  return {kept.begin(), kept.end()};
}

std::vector<std::size_t> peak_rows(std::size_t rows, const RowValue& value, std::size_t buckets) {
  if (rows <= buckets) return all_rows(rows);
  std::set<std::size_t> kept{0, rows - 1};
  for (std::size_t i = 0; i < buckets; ++i) {
    const auto found = find_extremes(bucket_at(i, buckets, rows), value);
    if (const auto peak = found.non_finite ? found.non_finite : found.high) kept.insert(*peak);
  }
  return {kept.begin(), kept.end()};
}

ThinnedCurves thin_curves(std::size_t rows, std::size_t curves, const CurveValue& value,
                          std::size_t limit) {
  ThinnedCurves result;
  result.values.resize(curves);
  const std::size_t buckets = std::max<std::size_t>(limit / 2, 1);
  result.thinned = rows > 2 * buckets;
  if (!result.thinned) {
    result.rows = all_rows(rows);
    for (std::size_t curve = 0; curve < curves; ++curve) {
      for (std::size_t row = 0; row < rows; ++row)
        result.values[curve].push_back(value(row, curve));
    }
    return result;
  }
  for (std::size_t i = 0; i < buckets; ++i) {
    const Bucket bucket = bucket_at(i, buckets, rows);
    result.rows.push_back(bucket.begin);
    result.rows.push_back(bucket.end - 1);
    for (std::size_t curve = 0; curve < curves; ++curve) {
      const auto at = [&](std::size_t row) { return value(row, curve); };
      const auto found = find_extremes(bucket, at);
      // Where nothing was recorded, the first row says so.
      const auto high = (found.non_finite ? found.non_finite : found.high).value_or(bucket.begin);
      const auto low = found.low.value_or(high);
      result.values[curve].push_back(at(std::min(low, high)));
      result.values[curve].push_back(at(std::max(low, high)));
    }
  }
  return result;
}

std::vector<std::size_t> spread_positions(std::size_t count, std::size_t most) {
  if (count <= most) return all_rows(count);
  if (most == 1) return {0};
  std::vector<std::size_t> positions;
  for (std::size_t i = 0; i < most; ++i) positions.push_back(i * (count - 1) / (most - 1));
  return positions;
}

}  // namespace plumb
