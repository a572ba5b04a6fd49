#pragma once

#include <cstdint>
#include <filesystem>

#include "data/dataset.hpp"

namespace plumb {

struct CsvSamples {
  std::int64_t features = 0;  ///< columns but the last
  std::int64_t classes = 0;   ///< 0 for regression
  Split samples;              ///< in file order
};

/// Reads a table of numbers whose last column is the class, or with `regression` a value. The first
/// line is a header if none of its feature cells is a number. Classes are numbered in sorted order
/// of their names: as numbers if all are numbers, else as text. Format: see parse_csv.
/// Throws plumb::Error naming the line and the column that are wrong.
CsvSamples read_csv(const std::filesystem::path& file, bool regression);

}  // namespace plumb
