#include "data/far_values.hpp"

#include <cmath>

#include "data/random.hpp"
#include "support/catch.hpp"

using plumb::CsvSamples;
using plumb::far_value_notices;

namespace {

constexpr int rows = 1000;

/// A column a function, of the row and a normal number, called a, b and so on.
CsvSamples table_of(const std::vector<double (*)(int row, double normal)>& columns) {
  CsvSamples table;
  table.features = static_cast<std::int64_t>(columns.size());
  table.samples.count = rows;
  plumb::Random random(3, 1);
  for (int row = 0; row < rows; ++row) {
    for (const auto& column : columns)
      table.samples.exact_features.push_back(column(row, random.normal()));
  }
  for (const double value : table.samples.exact_features)
    table.samples.features.push_back(static_cast<float>(value));
  for (std::size_t i = 0; i <= columns.size(); ++i)
    table.header.push_back(std::string(1, static_cast<char>('a' + i)));
  return table;
}

double normal(int, double x) {
  return x;
}

double age(int row, double x) {
  return row % 100 < 12 ? -999 : std::floor(std::abs(20 * x));
}

}  // namespace

TEST_CASE("a value far from all others is asked about, with its share of the column") {
  CHECK(far_value_notices(table_of({normal, age})) ==
        std::vector<std::string>{
            "-999 is 12 % of column b: does it stand for missing values? --standardize robust "
            "bounds it; better is a column of its own that says where, and the median in its "
            "place"});
  const auto high = [](int row, double x) { return row < 2 ? 99999.5 : x; };
  CHECK_THAT(far_value_notices(table_of({high, age})).at(0),
             ContainsSubstring("99999.5 is 0.2 % of column a, -999 is 12 % of column b: do they "
                               "stand for missing values? --standardize robust bounds them;"));
}

TEST_CASE("against many stand-ins no scaling is advised") {
  const auto half = [](int row, double x) { return row % 2 == 0 ? -999 : x; };
  const auto notices = far_value_notices(table_of({half}));
  REQUIRE(notices.size() == 1);
  CHECK_THAT(notices[0], ContainsSubstring("-999 is 50 % of column a") &&
                             ContainsSubstring("No scaling") && !ContainsSubstring("robust"));
}

TEST_CASE("columns of a long tail or a slip are named") {
  const auto log_normal = [](int, double x) { return std::exp(2.5 * x); };
  const auto slip = [](int row, double x) { return row == 7 ? 1e6 : x; };
  CHECK(far_value_notices(table_of({normal, log_normal, slip})) ==
        std::vector<std::string>{
            "a few values outweigh all others in column b, column c: --standardize robust bounds "
            "them"});
  const auto many = far_value_notices(table_of({slip, slip, slip, slip, slip, slip, slip}));
  CHECK_THAT(many.at(0), ContainsSubstring("column e and 2 more: --standardize robust"));
}

TEST_CASE("columns of few values, of counts and of zeros are as they should be") {
  const auto binary = [](int row, double) { return row % 9 == 0 ? 1000.0 : 0; };
  const auto grades = [](int row, double) { return row % 9 == 0 ? 20.0 : row % 7; };
  const auto counts = [](int, double x) { return std::floor(std::abs(3 * x)); };
  const auto mostly_zero = [](int row, double x) { return row % 5 == 0 ? 50 + 20 * x : 0; };
  const auto constant = [](int, double) { return 3.0; };
  CHECK(far_value_notices(table_of({binary, grades, counts, mostly_zero, constant})).empty());
}
