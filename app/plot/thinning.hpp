#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace plumb {

/// The value of a recorded row, if it has one; it may be inf or NaN.
using RowValue = std::function<std::optional<double>(std::size_t row)>;

/// The rows to draw of a run of `rows`: all of them, or, where that is more than `buckets` × 4, of
/// each of `buckets` runs of neighbours the rows at which one of the `columns` has its smallest
/// value, its largest, and its first that is not finite; the first and the last row always.
/// Ascending, at most 3 × columns × buckets + 2.
std::vector<std::size_t> extreme_rows(std::size_t rows, const std::vector<RowValue>& columns,
                                      std::size_t buckets);

/// One row for each of at most `buckets` runs of neighbours: its largest value, one that is not
/// finite before all others. The first and the last row always: at most `buckets` + 2.
std::vector<std::size_t> peak_rows(std::size_t rows, const RowValue& value, std::size_t buckets);

using CurveValue = std::function<std::optional<double>(std::size_t row, std::size_t curve)>;

/// Curves that share their places.
struct ThinnedCurves {
  bool thinned = false;
  std::vector<std::size_t> rows;                           ///< ascending: where to draw
  std::vector<std::vector<std::optional<double>>> values;  ///< curves × rows
};

/// The curves value(row, curve), all of them where they have at most `limit` rows. Otherwise of
/// each of limit / 2 runs of neighbours two values, in their order: a curve's smallest and its
/// largest, of which one that is not finite takes the place. They are drawn at the first and the
/// last row of the run, which is up to one run away from where they were. Nothing where the run has
/// no value at all.
ThinnedCurves thin_curves(std::size_t rows, std::size_t curves, const CurveValue& value,
                          std::size_t limit);

/// `most` of `count` positions at even distances, the first and the last among them, the
/// first alone where there may be one; all where there are no more.
std::vector<std::size_t> spread_positions(std::size_t count, std::size_t most);

}  // namespace plumb
