#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace plumb {

/// How wide the middle of each column is for its standard deviation: the distance between the
/// quartiles, in that of a normal distribution (1.349 deviations). 1 for a normal distribution,
/// 0.05 for a log-normal one of σ = 2, next to 0 where a few values, as a stand-in for missing ones
/// or a slip, outweigh all others. Also 1 where the quartiles are equal, which tells nothing. For
/// RunFacts::input_widths.
///
/// `values`: {samples, columns}, row-major, finite. Quartiles are those of at most 65,536 samples,
/// evenly taken. Throws Error if the values are not a whole number of samples.
std::vector<double> column_widths(std::span<const float> values, std::size_t columns);

/// The same of values that are yet to be rounded. Standardizing leaves widths as they are, but
/// rounds away what is next to nothing beside the deviation.
std::vector<double> column_widths(std::span<const double> values, std::size_t columns);

/// Root mean square of the largest column in parts of the smallest deviation of one that is not
/// constant: what the smallest is beside the largest, to a network. 1 where none varies. For
/// RunFacts::input_ratio; `values` as above.
double column_ratio(std::span<const float> values, std::size_t columns);

}  // namespace plumb
