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

/// Of each column.
struct Moments {
  std::vector<double> mean, deviation;
};

/// Row by row, as the values lie, and in two passes, since the squares of a column far from 0 would
/// cancel.
template <typename T>
Moments moments(std::span<const T> values, std::size_t columns) {
  const auto samples = static_cast<double>(values.size() / columns);
  Moments of{std::vector<double>(columns), std::vector<double>(columns)};
  const auto for_each = [&](const auto& visit) {
    for (std::size_t row = 0; row < values.size(); row += columns)
      for (std::size_t column = 0; column < columns; ++column)
        visit(column, static_cast<double>(values[row + column]));
  };
  for_each([&](std::size_t column, double value) { of.mean[column] += value; });
  for (double& mean : of.mean) mean /= samples;
  for_each([&](std::size_t column, double value) {
    of.deviation[column] += std::pow(value - of.mean[column], 2);
  });
  for (double& deviation : of.deviation) deviation = std::sqrt(deviation / samples);
  return of;
}

bool is_constant(std::span<const float> values, std::size_t columns, std::size_t column) {
  for (std::size_t at = column + columns; at < values.size(); at += columns)
    if (values[at] != values[column]) return false;
  return true;
}

template <typename T>
double between_quartiles(std::span<const T> values, std::size_t columns, std::size_t column) {
  const std::size_t samples = values.size() / columns;
  const std::size_t stride = (samples + most_sorted - 1) / most_sorted;
  std::vector<T> taken;
  for (std::size_t i = 0; i < samples; i += stride) taken.push_back(values[i * columns + column]);
  return quantile(taken, 0.75) - quantile(taken, 0.25);
}

void check_columns(std::size_t values, std::size_t columns) {
  if (columns == 0 || values % columns != 0) {
    throw Error(std::to_string(values) + " values are not samples of " + std::to_string(columns) +
                " columns");
  }
}

template <typename T>
std::vector<double> widths_of(std::span<const T> values, std::size_t columns) {
  check_columns(values.size(), columns);
  std::vector<double> widths(columns, 1);
  if (values.empty()) return widths;
  const Moments of = moments(values, columns);
  for (std::size_t column = 0; column < columns; ++column) {
    const double distance = between_quartiles(values, columns, column);
    if (distance > 0) widths[column] = distance / normal_quartiles / of.deviation[column];
  }
  return widths;
}

}  // namespace

std::vector<double> column_widths(std::span<const float> values, std::size_t columns) {
  return widths_of(values, columns);
}

std::vector<double> column_widths(std::span<const double> values, std::size_t columns) {
  return widths_of(values, columns);
}

double column_ratio(std::span<const float> values, std::size_t columns) {
  check_columns(values.size(), columns);
  const Moments of = moments(values, columns);
  double largest = 0, smallest = std::numeric_limits<double>::infinity();
  for (std::size_t column = 0; column < columns; ++column) {
    largest = std::max(largest, std::hypot(of.mean[column], of.deviation[column]));
    if (!is_constant(values, columns, column)) smallest = std::min(smallest, of.deviation[column]);
  }
  return largest > 0 && std::isfinite(smallest) ? largest / smallest : 1;
}

}  // namespace plumb
