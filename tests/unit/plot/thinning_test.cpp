#include "plot/thinning.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/catch.hpp"

namespace {

constexpr std::size_t million = 1'000'000;

/// A quiet wave with a spike of a single row, a dip, and a value that is not a number.
std::optional<double> wave(std::size_t row) {
  if (row == 654'321) return 1e9;
  if (row == 123'457) return 1e-12;
  if (row == 777'777) return std::nan("");
  return 1 + std::sin(static_cast<double>(row)) / 2;
}

bool holds(const std::vector<std::size_t>& rows, std::size_t row) {
  return std::binary_search(rows.begin(), rows.end(), row);
}

}  // namespace

TEST_CASE("a short record is drawn whole") {
  REQUIRE(plumb::extreme_rows(5, {wave}, 400) == std::vector<std::size_t>{0, 1, 2, 3, 4});
  REQUIRE(plumb::extreme_rows(0, {wave}, 400).empty());
  REQUIRE(plumb::peak_rows(1, wave, 10) == std::vector<std::size_t>{0});
  const auto curves = plumb::thin_curves(
      3, 2, [](std::size_t row, std::size_t curve) { return std::optional(10.0 * row + curve); },
      8);
  REQUIRE(!curves.thinned);
  REQUIRE(curves.rows == std::vector<std::size_t>{0, 1, 2});
  REQUIRE(curves.values[1][2] == 21);
}

TEST_CASE("a million rows are thinned and keep every extreme") {
  const auto rows = plumb::extreme_rows(million, {wave}, 400);
  REQUIRE(rows.size() <= 3 * 400 + 2);
  REQUIRE(std::is_sorted(rows.begin(), rows.end()));
  for (const std::size_t row : {std::size_t{0}, std::size_t{654'321}, std::size_t{123'457},
                                std::size_t{777'777}, million - 1})
    REQUIRE(holds(rows, row));
}

TEST_CASE("each column has its own extremes") {
  const plumb::RowValue other = [](std::size_t row) {
    return std::optional(row == 42 ? -5.0 : 0.0);
  };
  REQUIRE(holds(plumb::extreme_rows(million, {wave, other}, 100), 42));
}

TEST_CASE("peaks are one row a bucket, what is not finite first") {
  const auto rows = plumb::peak_rows(million, wave, 100);
  REQUIRE(rows.size() <= 102);
  REQUIRE(holds(rows, 654'321));
  REQUIRE(holds(rows, 777'777));
}

TEST_CASE("thinned curves keep each curve's own range") {
  const auto value = [](std::size_t row, std::size_t curve) -> std::optional<double> {
    if (curve == 1) return std::nullopt;  // a layer that is frozen
    return wave(row);
  };
  const auto curves = plumb::thin_curves(million, 2, value, 200);
  REQUIRE(curves.thinned);
  REQUIRE(curves.rows.size() == 200);
  REQUIRE(curves.rows.front() == 0);
  REQUIRE(curves.rows.back() == million - 1);
  double low = std::numeric_limits<double>::infinity(), high = 0;
  bool not_a_number = false;
  for (const auto& kept : curves.values[0]) {
    REQUIRE(kept.has_value());
    not_a_number |= std::isnan(*kept);
    low = std::min(low, *kept);
    high = std::max(high, *kept);
  }
  REQUIRE(high == 1e9);
  REQUIRE(low == 1e-12);
  REQUIRE(not_a_number);
  REQUIRE(std::none_of(curves.values[1].begin(), curves.values[1].end(),
                       [](const auto& kept) { return kept.has_value(); }));
}

TEST_CASE("of a rise and a fall the two values come in their order") {
  const auto rising = plumb::thin_curves(
      100, 1, [](std::size_t row, std::size_t) { return std::optional(double(row)); }, 2);
  REQUIRE(rising.values[0] == std::vector<std::optional<double>>{0, 99});
  const auto falling = plumb::thin_curves(
      100, 1, [](std::size_t row, std::size_t) { return std::optional(-double(row)); }, 2);
  REQUIRE(falling.values[0] == std::vector<std::optional<double>>{0, -99});
}

TEST_CASE("positions are spread from the first to the last") {
  REQUIRE(plumb::spread_positions(3, 10) == std::vector<std::size_t>{0, 1, 2});
  REQUIRE(plumb::spread_positions(101, 3) == std::vector<std::size_t>{0, 50, 100});
  REQUIRE(plumb::spread_positions(101, 1) == std::vector<std::size_t>{0});
  REQUIRE(plumb::spread_positions(101, 0).empty());
}
