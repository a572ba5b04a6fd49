#pragma once

#include <string>

#include "data/csv.hpp"

namespace plumb {

/// That float32, in which data are kept, leaves less than half of the distinct values of a column
/// apart, as of seconds since 1970: a sentence without its full stop that names the column of which
/// the least is left, and what keeps them. Empty where there is none. Of the exact features.
std::string rounded_features_notice(const CsvSamples& table);

/// The same of the exact values to regress on.
std::string rounded_targets_notice(const CsvSamples& table);

}  // namespace plumb
