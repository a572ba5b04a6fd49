#pragma once

#include <string>
#include <vector>

#include "data/csv.hpp"

namespace plumb {

/// What a few values far from all others make of the columns of a table, and what to do: sentences
/// without their full stop.
///
/// One is of stand-ins for missing values. That is the value at an end of a column which two rows
/// have at least, farther from all the others than these are from each other, of which there are
/// ten at least. The other is of columns that the rule outliers would name besides.
std::vector<std::string> far_value_notices(const CsvSamples& table);

}  // namespace plumb
