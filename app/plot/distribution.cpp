#include "plot/distribution.hpp"

#include <algorithm>
#include <cmath>

namespace plumb {
namespace {

void add_bin(std::vector<double>& shares, const DistributionAxis& axis, double from, double to,
             double share) {
  const auto row_at = [&](double value) {
    const double row = std::floor((value - axis.low) / axis.width());
    return static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(axis.rows - 1)));
  };
  const auto first = row_at(from), last = row_at(to);
  if (first == last || !(from < to)) {
    shares[first] += share;
    return;
  }
  for (auto row = first; row <= last; ++row) {
    const double row_low = axis.low + axis.width() * static_cast<double>(row);
    const double overlap = std::min(to, row_low + axis.width()) - std::max(from, row_low);
    shares[row] += share * std::max(overlap, 0.0) / (to - from);
  }
}

}  // namespace

void ValueRange::include(const ValueHistogram& values) {
  if (!values.counts.empty()) include(ValueRange{values.low, values.high});
}

void ValueRange::include(const ValueRange& other) {
  low = std::min(low, other.low);
  high = std::max(high, other.high);
}

DistributionAxis linear_rows(const ValueRange& range, std::size_t rows) {
  if (range.low < range.high) return {range.low, range.high, rows};
  const double middle = std::isfinite(range.low) ? range.low : 0;
  return {middle - 0.5, middle + 0.5, rows};
}

DistributionAxis decade_rows(const ValueRange& range, std::size_t most) {
  if (!(range.low < range.high)) return {-1, 0, 4};
  for (double width = 0.25;; width *= 2) {
    const double low = std::floor(range.low / width) * width;
    const double high = std::ceil(range.high / width) * width;
    const auto rows = static_cast<std::size_t>(std::lround((high - low) / width));
    if (rows <= std::max<std::size_t>(most, 2)) return {low, high, rows};
  }
}

std::vector<double> shares_on(const DistributionAxis& axis, const ValueHistogram& values) {
  std::vector<double> shares(axis.rows, 0);
  const auto entries = static_cast<double>(values.entries());
  const double width = (values.high - values.low) / static_cast<double>(values.counts.size());
  for (std::size_t i = 0; i < values.counts.size(); ++i) {
    const double from = values.low + width * static_cast<double>(i);
    add_bin(shares, axis, from, from + width, static_cast<double>(values.counts[i]) / entries);
  }
  return shares;
}

const ValueHistogram* find_layer(const EpochHistograms& row, const std::string& layer) {
  const auto found = std::find_if(row.layers.begin(), row.layers.end(),
                                  [&](const auto& other) { return other.layer == layer; });
  return found == row.layers.end() ? nullptr : &found->values;
}

}  // namespace plumb
