#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "plumb/diagnostics/histograms.hpp"

namespace plumb {

/// What several histograms span together; low > high: nothing counted.
struct ValueRange {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void include(const ValueHistogram& values);
  void include(const ValueRange& other);
};

/// Rows of one width that several histograms are drawn in.
struct DistributionAxis {
  double low = 0;
  double high = 1;
  std::size_t rows = 1;

  double width() const { return (high - low) / static_cast<double>(rows); }
};

DistributionAxis linear_rows(const ValueRange& range, std::size_t rows);

/// Of log10: rows of a quarter of a decade, or of a half, one, two … where those would be too many.
DistributionAxis decade_rows(const ValueRange& range, std::size_t most);

/// The counted entries of a histogram in the rows of an axis that spans it, in parts of all its
/// entries; a bin that lies in several rows by its parts.
std::vector<double> shares_on(const DistributionAxis& axis, const ValueHistogram& values);

/// A layer's histogram in a line of histograms.jsonl; null if it has none.
const ValueHistogram* find_layer(const EpochHistograms& row, const std::string& layer);

}  // namespace plumb
