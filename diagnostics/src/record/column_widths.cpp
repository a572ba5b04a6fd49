#include "plumb/diagnostics/column_widths.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/quantile.hpp"

namespace plumb {
namespace {

constexpr double normal_quartiles = 1.3489795003921634;  // their distance, in deviations
constexpr std::size_t most_sorted = 65'536;

/// Column by column of row-major values.
class Columns {
 public:
  Columns(std::span<const float> values, std::size_t columns)
      : values_(values), columns_(columns), samples_(values.size() / columns) {}

  double mean(std::size_t column) const {
    double sum = 0;
    for (std::size_t i = 0; i < samples_; ++i) sum += at(i, column);
    return sum / static_cast<double>(samples_);
  }

  /// About that mean, since the squares of a column far from 0 would cancel.
  double deviation(std::size_t column, double mean) const {
    double squares = 0;
    for (std::size_t i = 0; i < samples_; ++i) squares += std::pow(at(i, column) - mean, 2);
    return std::sqrt(squares / static_cast<double>(samples_));
  }

  bool is_constant(std::size_t column) const {
    for (std::size_t i = 1; i < samples_; ++i)
      if (at(i, column) != at(0, column)) return false;
    return true;
  }

  double between_quartiles(std::size_t column) const {
    const std::size_t stride = (samples_ + most_sorted - 1) / most_sorted;
    std::vector<float> taken;
    for (std::size_t i = 0; i < samples_; i += stride)
      taken.push_back(values_[i * columns_ + column]);
    return quantile(taken, 0.75) - quantile(taken, 0.25);
  }

 private:
  double at(std::size_t sample, std::size_t column) const {
    return values_[sample * columns_ + column];
  }

  std::span<const float> values_;
  std::size_t columns_;
  std::size_t samples_;
};

void check_columns(std::size_t values, std::size_t columns) {
  if (columns == 0 || values % columns != 0) {
    throw Error(std::to_string(values) + " values are not samples of " + std::to_string(columns) +
                " columns");
  }
}

}  // namespace

std::vector<double> column_widths(std::span<const float> values, std::size_t columns) {
  check_columns(values.size(), columns);
  std::vector<double> widths(columns, 1);
  if (values.empty()) return widths;
  const Columns table(values, columns);
  for (std::size_t column = 0; column < columns; ++column) {
    const double distance = table.between_quartiles(column);
    if (distance > 0)
      widths[column] = distance / normal_quartiles / table.deviation(column, table.mean(column));
  }
  return widths;
}

double column_ratio(std::span<const float> values, std::size_t columns) {
  check_columns(values.size(), columns);
  const Columns table(values, columns);
  double largest = 0, smallest = std::numeric_limits<double>::infinity();
  for (std::size_t column = 0; column < columns; ++column) {
    const double mean = table.mean(column), deviation = table.deviation(column, mean);
    largest = std::max(largest, std::hypot(mean, deviation));
    if (!table.is_constant(column)) smallest = std::min(smallest, deviation);
  }
  return largest > 0 && std::isfinite(smallest) ? largest / smallest : 1;
}

}  // namespace plumb
