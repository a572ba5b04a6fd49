#include "data/points.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "support/catch.hpp"

using plumb::Split;

namespace {

double x_of(const Split& split, std::size_t i) {
  return static_cast<double>(split.features[2 * i]);
}
double y_of(const Split& split, std::size_t i) {
  return static_cast<double>(split.features[2 * i + 1]);
}

}  // namespace

TEST_CASE("circles without noise lie on their radii, evenly spaced") {
  plumb::CirclesOptions options;
  options.count = 9;
  options.noise = 0.0;
  options.factor = 0.5;
  const Split circles = plumb::generate_circles(options, 0);
  REQUIRE(circles.count == 9);
  CHECK(std::count(circles.labels.begin(), circles.labels.end(), 0) == 4);
  CHECK(std::count(circles.labels.begin(), circles.labels.end(), 1) == 5);
  std::vector<double> inner_angles;
  for (std::size_t i = 0; i < 9; ++i) {
    const double radius = std::hypot(x_of(circles, i), y_of(circles, i));
    CHECK_THAT(radius, WithinAbs(circles.labels[i] == 0 ? 1.0 : 0.5, 1e-6));  // float rounding
    if (circles.labels[i] == 1)
      inner_angles.push_back(std::atan2(y_of(circles, i), x_of(circles, i)));
  }
  std::sort(inner_angles.begin(), inner_angles.end());
  for (std::size_t i = 1; i < inner_angles.size(); ++i) {
    CHECK_THAT(inner_angles[i] - inner_angles[i - 1], WithinAbs(2 * 3.14159265 / 5, 1e-6));
  }
}

TEST_CASE("noise moves the points of the circles by its deviation, and the order is mixed") {
  const Split circles = plumb::generate_circles({}, 7);
  REQUIRE(circles.count == 1000);
  double squares = 0.0;
  int inner = 0;
  for (std::size_t i = 0; i < 1000; ++i) {
    const double radius = circles.labels[i] == 0 ? 1.0 : 0.8;
    const double off = std::hypot(x_of(circles, i), y_of(circles, i)) - radius;
    squares += off * off;
    inner += i < 500 && circles.labels[i] == 1;
  }
  // Across the circle the deviation is 0.1, and slightly more by curvature.
  CHECK_THAT(std::sqrt(squares / 1000), WithinAbs(0.1, 0.015));
  CHECK(inner > 200);
  CHECK(inner < 300);
}

TEST_CASE("blobs are clusters of the given deviation around centers inside the box") {
  plumb::BlobsOptions options;
  options.count = 3001;
  const Split blobs = plumb::generate_blobs(options, 1);
  REQUIRE(blobs.count == 3001);
  std::array<double, 3> n{}, x{}, y{}, squares{};
  for (std::size_t i = 0; i < 3001; ++i) {
    const auto label = static_cast<std::size_t>(blobs.labels[i]);
    n[label] += 1;
    x[label] += x_of(blobs, i);
    y[label] += y_of(blobs, i);
  }
  CHECK(n == std::array<double, 3>{1001, 1000, 1000});
  for (std::size_t i = 0; i < 3001; ++i) {
    const auto label = static_cast<std::size_t>(blobs.labels[i]);
    squares[label] += std::pow(x_of(blobs, i) - x[label] / n[label], 2) +
                      std::pow(y_of(blobs, i) - y[label] / n[label], 2);
  }
  for (std::size_t label = 0; label < 3; ++label) {
    // Four standard errors of a deviation of 2 from 2,000 coordinates.
    CHECK_THAT(std::sqrt(squares[label] / (2 * n[label])), WithinAbs(2.0, 0.13));
    CHECK(std::abs(x[label] / n[label]) < 10.3);
    CHECK(std::abs(y[label] / n[label]) < 10.3);
  }
}
