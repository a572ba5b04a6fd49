#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "data/dataset.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {

/// The last column of a table that was to have classes has values to regress on.
struct NotClasses : Error {
  using Error::Error;
};

struct CsvSamples {
  std::int64_t features = 0;        ///< columns but the last
  std::int64_t classes = 0;         ///< 0 for regression
  Split samples;                    ///< in file order, as they are and rounded
  std::vector<std::string> header;  ///< the columns' names; empty: there is no such line
  std::string notice;               ///< what is odd about the table, a sentence; empty: nothing
};

/// Reads a table of numbers whose last column is the class, or with `regression` a value; columns
/// after it that are empty in every line are none. The first line is a header if none of its
/// feature cells is a number. Classes are numbered in sorted order of their names: as numbers if
/// all are numbers, else as text. Format: see parse_csv. Throws NotClasses where they are numbers
/// and more than half of the rows, and over 20 or not all of them whole, have one of their own.
/// Throws plumb::Error naming the line and the column that are wrong.
CsvSamples read_csv(const std::filesystem::path& file, bool regression);

/// "column age", or "column 3" where the header has no name for it that fits a line. From 0.
std::string column_label(const CsvSamples& table, std::size_t column);

}  // namespace plumb
