#include "terminal/run_curve.hpp"

#include <cmath>
#include <limits>

#include "support/catch.hpp"

using plumb::RunCurve;

TEST_CASE("a short curve has a column for every step") {
  RunCurve curve;
  for (const double value : {3.0, 1.0, 2.0}) curve.add(value);
  CHECK(curve.columns(10, RunCurve::Of::means) == std::vector<double>{3, 1, 2});
  CHECK(curve.size() == 3);
  CHECK(curve.last() == 2);
  CHECK(curve.lowest() == 1);
  CHECK(curve.highest() == 3);
}

TEST_CASE("a curve is summed up in as many columns as there is room for") {
  RunCurve curve;
  for (int i = 0; i < 6; ++i) curve.add(i);
  CHECK(curve.columns(3, RunCurve::Of::means) == std::vector<double>{0.5, 2.5, 4.5});
  CHECK(curve.columns(3, RunCurve::Of::largest) == std::vector<double>{1, 3, 5});
  CHECK(curve.columns(0, RunCurve::Of::means).empty());
}

TEST_CASE("a long curve keeps its mean and its spike in bounded memory") {
  RunCurve curve(8);
  double sum = 0;
  for (int i = 0; i < 1000; ++i) {
    const double value = i == 617 ? 1e6 : i;
    curve.add(value);
    sum += value;
  }
  const auto means = curve.columns(8, RunCurve::Of::means);
  CHECK(means.size() <= 8);
  // One column, all steps.
  CHECK(curve.columns(1, RunCurve::Of::means).at(0) == Approx(sum / 1000).epsilon(1e-12));
  CHECK(curve.columns(1, RunCurve::Of::largest).at(0) == 1e6);
  // Columns cover equally many steps: the spike is at 617 of 1000.
  const auto largest = curve.columns(8, RunCurve::Of::largest);
  const auto spike = std::find(largest.begin(), largest.end(), 1e6) - largest.begin();
  CHECK(spike == 4);  // of 8 columns of 128 steps
}

TEST_CASE("a stretch with a value that is not finite is not finite") {
  RunCurve curve(2);
  for (const double value : {1.0, std::nan(""), 5.0, 1.0}) curve.add(value);
  CHECK(std::isnan(curve.columns(2, RunCurve::Of::means).at(0)));
  CHECK(std::isnan(curve.columns(1, RunCurve::Of::largest).at(0)));
  CHECK(curve.lowest() == 1);  // of those that are finite
  CHECK(curve.highest() == 5);
  curve.clear();
  CHECK(curve.lowest() > curve.highest());
  CHECK(curve.size() == 0);
  CHECK(curve.columns(4, RunCurve::Of::means).empty());
}
