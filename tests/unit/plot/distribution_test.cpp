#include "plot/distribution.hpp"

#include <numeric>

#include "support/catch.hpp"

using plumb::DistributionAxis;
using plumb::ValueHistogram;
using plumb::ValueRange;

namespace {

ValueHistogram histogram(double low, double high, std::vector<std::int64_t> counts) {
  ValueHistogram values;
  values.low = low;
  values.high = high;
  values.counts = std::move(counts);
  return values;
}

}  // namespace

TEST_CASE("bins that lie in several rows are shared out among them") {
  const DistributionAxis axis{0, 4, 4};
  CHECK(plumb::shares_on(axis, histogram(0, 4, {1, 2, 3, 4})) ==
        std::vector<double>{0.1, 0.2, 0.3, 0.4});
  CHECK(plumb::shares_on(axis, histogram(1, 3, {8})) == std::vector<double>{0, 0.5, 0.5, 0});
  CHECK(plumb::shares_on(axis, histogram(0.5, 1.5, {3, 1})) ==
        std::vector<double>{0.75, 0.25, 0, 0});
}

TEST_CASE("a single value is in one row, and what has no place counts among the entries") {
  const DistributionAxis axis{0, 4, 4};
  auto values = histogram(4, 4, {6});
  values.zeros = 1;
  values.non_finite = 5;
  CHECK(plumb::shares_on(axis, values) == std::vector<double>{0, 0, 0, 0.5});
  CHECK(plumb::shares_on(axis, {}) == std::vector<double>(4, 0));
}

TEST_CASE("no share is lost between bins and rows of another width") {
  const auto values = histogram(-0.37, 1.93, std::vector<std::int64_t>(40, 7));
  const auto shares = plumb::shares_on(plumb::linear_rows({-0.5, 2.1}, 32), values);
  CHECK_THAT(std::accumulate(shares.begin(), shares.end(), 0.0), WithinRel(1.0, 1e-12));
}

TEST_CASE("the rows of decades begin at multiples of their width") {
  const auto fine = plumb::decade_rows({-3.25, 1.5}, 48);
  CHECK(fine.low == -3.25);
  CHECK(fine.high == 1.5);
  CHECK(fine.rows == 19);
  const auto coarse = plumb::decade_rows({-30.25, 1.5}, 48);
  CHECK(coarse.width() == 1);
  CHECK(coarse.low == -31);
  CHECK(coarse.high == 2);
}

TEST_CASE("where nothing was counted, or one value alone, there are rows all the same") {
  CHECK(plumb::decade_rows({}, 48).rows > 0);
  CHECK(plumb::linear_rows({}, 32).low == -0.5);
  const auto one = plumb::linear_rows({3, 3}, 32);
  CHECK(one.low == 2.5);
  CHECK(one.high == 3.5);
}

TEST_CASE("a range takes what was counted") {
  ValueRange range;
  range.include(ValueHistogram{});
  CHECK(range.low > range.high);
  range.include(histogram(-1, 2, {1}));
  range.include(ValueRange{0, 5});
  CHECK(range.low == -1);
  CHECK(range.high == 5);
}
