#include "plumb/diagnostics/column_widths.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"

using plumb::column_widths;

TEST_CASE("column_widths: of distributions whose quartiles and deviation are known") {
  constexpr std::size_t samples = 200'000;
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> uniform(1000, 1001);
  std::vector<float> values;
  for (std::size_t i = 0; i < samples; ++i) {
    values.push_back(static_cast<float>(1e3 + 1e-1 * normal(random)));
    values.push_back(static_cast<float>(std::exp(normal(random))));
    values.push_back(static_cast<float>(uniform(random)));
  }
  const auto widths = column_widths(values, 3);
  REQUIRE(widths.size() == 3);
  // Of 65,536 samples: a quartile distance is right to 0.5 % or so; a log-normal's deviation, of
  // which the largest samples decide, to 3 %.
  CHECK(widths[0] == Approx(1).epsilon(0.02));
  const double e = std::exp(1.0), z = 0.674489750196;
  CHECK(widths[1] ==
        Approx((std::exp(z) - std::exp(-z)) / 1.3489795 / std::sqrt((e - 1) * e)).epsilon(0.05));
  CHECK(widths[2] == Approx(0.5 * std::sqrt(12) / 1.3489795).epsilon(0.02));
}

TEST_CASE("column_widths: one that a stand-in for missing values makes narrow, in numbers") {
  // Quartiles 1 and 3 (of 0, 1, 2, 3, -994); mean -197.6, deviation by hand.
  const std::vector<float> values{0, 1, 2, 3, -994};
  double squares = 0;
  for (const double x : values) squares += std::pow(x + 197.6, 2);
  CHECK(column_widths(values, 1)[0] == Approx(2 / 1.3489795003921634 / std::sqrt(squares / 5)));
}

TEST_CASE("column_widths: of double, where float merges what a stand-in outweighs") {
  // The mean and the deviation are 1e20 / 5 and twice that, to double's precision.
  CHECK(column_widths(std::vector<double>{0, 1, 2, 3, 1e20}, 1)[0] ==
        Approx(2 / 1.3489795003921634 / 4e19));
}

TEST_CASE("column_widths: equal quartiles tell nothing, as of a constant or mostly zeros") {
  CHECK(column_widths(std::vector<float>{7, 0, 7, 0, 7, 0, 7, 0, 7, 50}, 2) ==
        std::vector<double>{1, 1});
  CHECK(column_widths(std::vector<float>{}, 2) == std::vector<double>{1, 1});
}

TEST_CASE("column_ratio: the largest column beside the smallest that varies") {
  // Root mean squares 5 and 0.01 (deviations 3 and 0.01), and a constant of 1.
  const std::vector<float> values{7, 0.01F, 1, 1, -0.01F, 1};
  CHECK(plumb::column_ratio(values, 3) == Approx(500));
  CHECK(plumb::column_ratio(std::vector<float>{2, 2}, 1) == 1);
  CHECK(plumb::column_ratio({}, 2) == 1);
}

TEST_CASE("column_widths: values that are no whole number of samples are refused") {
  CHECK_THROWS_WITH(column_widths(std::vector<float>(5), 2),
                    ContainsSubstring("5 values are not samples of 2 columns"));
  CHECK_THROWS_AS(column_widths(std::vector<float>(5), 0), plumb::Error);
}
