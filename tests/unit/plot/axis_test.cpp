#include "plot/axis.hpp"

#include <cmath>
#include <limits>

#include "support/catch.hpp"

namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
}

TEST_CASE("a logarithmic axis holds every finite positive value in whole decades") {
  const auto axis = plumb::fit_log_axis({0, -3, std::nan(""), infinity, 3e-9, 40});
  REQUIRE(axis.has_value());
  CHECK(axis->logarithmic);
  CHECK(axis->low == Approx(1e-9));
  CHECK(axis->high == Approx(100));
}

TEST_CASE("a single value still makes an axis of positive length") {
  const auto log = plumb::fit_log_axis({1.0});
  REQUIRE(log.has_value());
  CHECK(log->low == Approx(1));
  CHECK(log->high == Approx(10));
  const auto linear = plumb::fit_linear_axis({0.0, 0.0});
  REQUIRE(linear.has_value());
  CHECK(linear->low < 0);
  CHECK(linear->high > 0);
}

TEST_CASE("values at the ends of double stay within what gnuplot can tick") {
  const auto axis = plumb::fit_log_axis({4.9e-324, 1.7e308});
  REQUIRE(axis.has_value());
  CHECK(axis->low == Approx(1e-300));
  CHECK(axis->high == Approx(1e300));
}

TEST_CASE("there is no axis without a value to draw") {
  CHECK_FALSE(plumb::fit_log_axis({}).has_value());
  CHECK_FALSE(plumb::fit_log_axis({0, -1, infinity, std::nan("")}).has_value());
  CHECK_FALSE(plumb::fit_linear_axis({infinity, std::nan("")}).has_value());
  CHECK_FALSE(plumb::fit_axis({std::nan("")}, 30).has_value());
}

TEST_CASE("the loss axis is logarithmic for an explosion only") {
  CHECK_FALSE(plumb::fit_axis({2.30, 2.36}, 30)->logarithmic);
  CHECK(plumb::fit_axis({0.5, 44370}, 30)->logarithmic);
  CHECK_FALSE(plumb::fit_axis({0, 44370}, 30)->logarithmic);
}

TEST_CASE("labels of a long logarithmic axis are thinned, and one of them is 1") {
  const auto text = plumb::axis_commands({true, 1e-14, 1e4, true}, "y");
  CHECK_THAT(text, ContainsSubstring("set yrange [1e-14:1e4]"));
  CHECK_THAT(text, ContainsSubstring("set ytics 1e-12,1e3"));
}

TEST_CASE("labels of a narrow range have the digits that tell them apart") {
  const plumb::Axis narrow{false, 1.00000001, 1.00000005, true};
  const auto text = plumb::axis_commands(narrow, "y");
  CHECK_THAT(text, ContainsSubstring("set yrange [1.00000001:1.00000005]") &&
                       ContainsSubstring("set ytics 1e-08\n") &&
                       ContainsSubstring("set format y '%.9g'"));
  CHECK(plumb::label_room(narrow) > plumb::label_room({false, 0.6931, 0.6932, true}));
  CHECK(plumb::label_room({false, 0.5, 2.5, true}) == 0);
  CHECK(plumb::label_room({true, 1e-7, 1, true}) == 0);
  CHECK(plumb::label_room({false, 1.00000001, 1.00000005, false}) == 0);
}

TEST_CASE("epochs and steps are labelled with whole numbers, ten or so") {
  CHECK_THAT(plumb::count_axis_commands(0, 10), ContainsSubstring("set xtics 0,1\n"));
  CHECK_THAT(plumb::count_axis_commands(3, 3), ContainsSubstring("set xtics 3,1\n"));
  CHECK_THAT(plumb::count_axis_commands(0, 18749), ContainsSubstring("set xtics 0,2000\n"));
}
