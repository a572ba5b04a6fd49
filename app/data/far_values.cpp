#include "data/far_values.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>

#include "data/column.hpp"
#include "plumb/diagnostics/column_widths.hpp"
#include "plumb/diagnostics/thresholds.hpp"

namespace plumb {
namespace {

struct StandIn {
  double value;
  double share;  ///< of the rows
};

bool has_ten_values(std::span<const double> sorted) {
  int distinct = 0;
  for (auto at = sorted.begin(); at != sorted.end() && distinct < 10; ++distinct)
    at = std::upper_bound(at, sorted.end(), *at);
  return distinct == 10;
}

bool is_far(double value, std::span<const double> sorted_others) {
  const double low = sorted_others.front(), high = sorted_others.back();
  return std::min(std::abs(value - low), std::abs(value - high)) > high - low;
}

std::optional<StandIn> find_stand_in(std::span<const double> sorted) {
  const auto [first, behind_first] = std::equal_range(sorted.begin(), sorted.end(), sorted.front());
  const auto [last, behind_last] = std::equal_range(sorted.begin(), sorted.end(), sorted.back());
  const auto least = static_cast<std::size_t>(behind_first - first);
  const auto most = static_cast<std::size_t>(behind_last - last);
  const auto judge = [&](double value, std::size_t rows,
                         std::span<const double> others) -> std::optional<StandIn> {
    if (rows < 2 || !has_ten_values(others) || !is_far(value, others)) return std::nullopt;
    return StandIn{value, static_cast<double>(rows) / static_cast<double>(sorted.size())};
  };
  if (const auto low = judge(sorted.front(), least, sorted.subspan(least))) return low;
  return judge(sorted.back(), most, sorted.first(sorted.size() - most));
}

std::vector<double> sorted_column(const CsvSamples& table, std::size_t column) {
  auto values =
      column_of(table.samples.exact_features, static_cast<std::size_t>(table.features), column);
  std::sort(values.begin(), values.end());
  return values;
}

/// The first of them, and how many more there are.
std::string list_of(std::vector<std::string> items) {
  constexpr std::size_t most_named = 5;
  if (items.size() <= most_named) return fmt::format("{}", fmt::join(items, ", "));
  const std::size_t more = items.size() - most_named;
  items.resize(most_named);
  return fmt::format("{} and {} more", fmt::join(items, ", "), more);
}

std::string stand_in_notice(const std::vector<std::string>& found, double largest_share) {
  // Of a quarter of the values a quartile is the stand-in itself.
  constexpr double quartiles_hold = 0.2;
  const bool one = found.size() == 1;
  return fmt::format(
      "{}: {} for missing values? {}a column of its own that says where, and the "
      "median in {}",
      list_of(found), one ? "does it stand" : "do they stand",
      largest_share < quartiles_hold
          ? fmt::format("--standardize robust bounds {}; better is ", one ? "it" : "them")
          : "No scaling makes up for so many: take ",
      one ? "its place" : "their place");
}

}  // namespace

std::vector<std::string> far_value_notices(const CsvSamples& table) {
  const auto columns = static_cast<std::size_t>(table.features);
  const auto widths = column_widths(table.samples.exact_features, columns);
  std::vector<std::string> stand_ins, heavy_tailed;
  double largest_share = 0;
  for (std::size_t column = 0; column < columns; ++column) {
    if (const auto found = find_stand_in(sorted_column(table, column))) {
      stand_ins.push_back(fmt::format("{} is {:.2g} % of {}", found->value, 100 * found->share,
                                      column_label(table, column)));
      largest_share = std::max(largest_share, found->share);
    } else if (widths[column] < Thresholds{}.heavy_tail) {
      heavy_tailed.push_back(column_label(table, column));
    }
  }
  std::vector<std::string> notices;
  if (!stand_ins.empty()) notices.push_back(stand_in_notice(stand_ins, largest_share));
  if (!heavy_tailed.empty()) {
    notices.push_back(
        fmt::format("a few values outweigh all others in {}: --standardize robust "
                    "bounds them",
                    list_of(heavy_tailed)));
  }
  return notices;
}

}  // namespace plumb
