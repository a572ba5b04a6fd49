#include "kernel_map.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

#include "support/catch.hpp"

using namespace plumb::forecasting;

namespace {

struct Row {
  std::string activation;
  double variance_a, variance_b, correlation, value, slope;
};

/// moments.csv, by nested quadrature (generate_moments.py).
std::vector<Row> golden() {
  std::ifstream file(PLUMB_MOMENTS);
  std::vector<Row> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream words(line);
    Row row;
    words >> row.activation >> row.variance_a >> row.variance_b >> row.correlation >> row.value >>
        row.slope;
    rows.push_back(row);
  }
  return rows;
}

Matrix covariance_of(double variance_a, double variance_b, double correlation) {
  Matrix covariance(2);
  covariance(0, 0) = variance_a;
  covariance(1, 1) = variance_b;
  covariance(0, 1) = covariance(1, 0) = correlation * std::sqrt(variance_a * variance_b);
  return covariance;
}

double relative_error(double value, double expected) {
  return std::abs(value / expected - 1);
}

}  // namespace

TEST_CASE("Gaussian moments equal nested quadrature") {
  const auto rows = golden();
  REQUIRE(rows.size() == 7 * activation_function_names().size());
  for (const Row& row : rows) {
    INFO(row.activation << ' ' << row.variance_a << ' ' << row.variance_b << ' '
                        << row.correlation);
    const KernelMoments moments =
        kernel_moments(find_activation_function(row.activation),
                       covariance_of(row.variance_a, row.variance_b, row.correlation));
    // Where φ′ jumps and is curved beside the jump, the series of φ′ is cut off at order 256.
    const double slope_tolerance = row.activation == "selu" ? 1e-5 : 1e-8;
    CHECK(relative_error(moments.value(0, 1), row.value) < 1e-8);
    CHECK(relative_error(moments.slope(0, 1), row.slope) < slope_tolerance);
  }
}

TEST_CASE("two equal samples have one sample's moments") {
  for (const auto& name : activation_function_names()) {
    INFO(name);
    const auto& activation = find_activation_function(name);
    const KernelMoments equal = kernel_moments(activation, covariance_of(1.3, 1.3, 1));
    // A correlation that rounds to 1 − 1e-16 is an angle of 1e-8.
    CHECK(relative_error(equal.value(0, 1), equal.value(0, 0)) < 1e-7);
    CHECK(relative_error(equal.slope(0, 1), equal.slope(0, 0)) < 1e-7);
  }
}

TEST_CASE("nearly equal samples of ReLU keep their angle") {
  // E[φ′φ′] = 1/2 − θ/2π. The angle of 1e-4 is a correlation of 1 − 5e-9.
  const double angle = 1e-4;
  const KernelMoments moments =
      kernel_moments(find_activation_function("relu"), covariance_of(1, 1, std::cos(angle)));
  const double lost = 0.5 - moments.slope(0, 1);
  CHECK(relative_error(lost, angle / (2 * 3.14159265358979)) < 1e-6);
}

TEST_CASE("a sample without variance") {
  for (const auto& name : activation_function_names()) {
    INFO(name);
    const auto& activation = find_activation_function(name);
    const KernelMoments moments = kernel_moments(activation, covariance_of(0, 1, 0));
    const double at_zero = activation.value(0);
    CHECK(std::abs(moments.value(0, 0) - at_zero * at_zero) < 1e-12);
    CHECK(std::abs(moments.value(0, 1) - at_zero * moments.mean[1]) < 1e-12);
  }
}
