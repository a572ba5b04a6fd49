#include "data/rounding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "data/column.hpp"
#include "plumb/internal/hash.hpp"

namespace plumb {
namespace {

/// How many distinct values there are, and how many of them float32 tells apart.
struct Distinct {
  std::size_t exact = 0;
  std::size_t rounded = 0;

  double share_left() const { return static_cast<double>(rounded) / static_cast<double>(exact); }
};

bool fits_float(double value) {
  return static_cast<double>(static_cast<float>(value)) == value;
}

/// Of so many values float32 tells apart at least: those that have a bit of a table of their own.
std::size_t least_distinct(const std::vector<double>& values) {
  constexpr std::size_t bits_per_value = 4;
  std::vector<bool> seen(std::bit_ceil(bits_per_value * values.size() + 1));
  std::size_t distinct = 0;
  for (const double value : values) {
    // + 0: of -0 and 0, which are equal, the bits are not.
    const auto bits = std::bit_cast<std::uint32_t>(static_cast<float>(value) + 0.0F);
    const std::size_t place = mix_bits(bits) & (seen.size() - 1);
    if (!seen[place]) ++distinct;
    seen[place] = true;
  }
  return distinct;
}

/// {0, 0} where it takes no sorting to see that at least half of them are left.
Distinct count_distinct(std::vector<double>& values) {
  Distinct distinct;
  if (std::all_of(values.begin(), values.end(), fits_float) ||
      2 * least_distinct(values) >= values.size())
    return distinct;
  std::sort(values.begin(), values.end());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const bool is_first = i == 0;
    if (is_first || values[i] != values[i - 1]) ++distinct.exact;
    if (is_first || static_cast<float>(values[i]) != static_cast<float>(values[i - 1]))
      ++distinct.rounded;
  }
  return distinct;
}

bool is_merged(const Distinct& distinct) {
  return 2 * distinct.rounded < distinct.exact;
}

std::string describe(const Distinct& distinct, const std::string& column, std::size_t others,
                     const char* option) {
  return fmt::format(
      "float32, in which data are kept, leaves {} of the {} distinct values of {} apart{}: "
      "{} subtracts the mean before they are rounded",
      distinct.rounded, distinct.exact, column,
      others == 0 ? "" : fmt::format(", and less than half of those of {} more", others), option);
}

}  // namespace

std::string rounded_features_notice(const CsvSamples& table) {
  const auto& features = table.samples.exact_features;
  const auto columns = static_cast<std::size_t>(table.features);
  Distinct worst;
  std::size_t worst_column = 0, merged = 0;
  for (std::size_t column = 0; column < columns; ++column) {
    auto values = column_of(features, columns, column);
    const Distinct distinct = count_distinct(values);
    if (!is_merged(distinct)) continue;
    if (merged++ == 0 || distinct.share_left() < worst.share_left()) {
      worst = distinct;
      worst_column = column;
    }
  }
  if (merged == 0) return {};
  return describe(worst, column_label(table, worst_column), merged - 1, "--standardize on");
}

std::string rounded_targets_notice(const CsvSamples& table) {
  std::vector<double> values = table.samples.exact_targets;
  const Distinct distinct = count_distinct(values);
  if (!is_merged(distinct)) return {};
  return describe(distinct, column_label(table, static_cast<std::size_t>(table.features)), 0,
                  "--standardize-targets on");
}

}  // namespace plumb
