#pragma once

#include <cmath>
#include <vector>

#include "golden_file.hpp"
#include "support/catch.hpp"

namespace plumb::golden {

/// Checks that a number is the golden one: to the relative tolerance, or exactly where not finite.
inline void check_close(double expected, double actual, double tolerance = relative_tolerance()) {
  if (std::isfinite(expected)) {
    CHECK_THAT(actual, WithinRel(expected, tolerance));
  } else if (std::isnan(expected)) {
    CHECK(std::isnan(actual));
  } else {
    CHECK(actual == expected);
  }
}

/// The same for numbers of which each counts by itself: norms, losses.
inline void check_each(const std::vector<double>& expected, const std::vector<double>& actual,
                       double tolerance = relative_tolerance()) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO("number " << i);
    check_close(expected[i], actual[i], tolerance);
  }
}

/// The same for entries of one tensor, relative to its root mean square: an entry near zero carries
/// no digits.
inline void check_entries(const std::vector<double>& expected, const std::vector<double>& actual,
                          double root_mean_square) {
  REQUIRE(actual.size() == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    INFO("entry " << i);
    CHECK_THAT(actual[i], WithinAbs(expected[i], relative_tolerance() * root_mean_square));
  }
}

}  // namespace plumb::golden
