#include "plumb/diagnostics/history.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "support/catch.hpp"

using plumb::LossHistory;
using plumb::Window;

TEST_CASE("a window gives medians and quantiles of its end") {
  Window window(5);
  REQUIRE_FALSE(window.median(3).has_value());
  for (const double x : {100.0, 1.0, 2.0, 3.0, 4.0, 5.0}) window.add(x);
  window.add(std::nan(""));
  REQUIRE(window.size() == 5);  // 100 has left, NaN never came
  REQUIRE(window.median(5) == 3.0);
  REQUIRE(window.median(2) == 4.5);
  REQUIRE(window.median(2, 2) == 2.5);
  REQUIRE(window.median(9, 4) == 1.0);
  REQUIRE_FALSE(window.median(1, 5).has_value());
  REQUIRE(window.quantile(1, 5) == 5.0);
  REQUIRE(window.quantile(0.25, 5) == 2.0);
  REQUIRE(window.mean(2, 1) == 3.5);
  REQUIRE_FALSE(window.mean(1, 5).has_value());
  REQUIRE(window.values(2, 2) == std::vector<double>{2, 3});
}

TEST_CASE("learning is the share of the baseline that is gone") {
  LossHistory given(2.0);
  LossHistory unknown(std::nullopt);
  for (int i = 0; i < 40; ++i) {
    given.add(i < 20 ? 2.0 : 0.5);
    unknown.add(i < 20 ? 4.0 : 1.0);
  }
  REQUIRE(given.learnt() == 0.75);
  REQUIRE(unknown.baseline() == 4.0);
  REQUIRE(unknown.learnt() == 0.75);
  for (int i = 0; i < 40; ++i) given.add(3.0);
  REQUIRE(given.learnt() == -0.5);
  REQUIRE(given.best_learnt() == 0.75);
  REQUIRE(given.worst() == 3.0);
}

TEST_CASE("a loss that is learnt within steps does not stand in for the baseline") {
  LossHistory fast(std::nullopt), outlier(std::nullopt), given(1.0);
  int i = 0;
  for (const double loss : {0.57, 0.1, 0.03, 0.006, 0.006, 0.006, 0.006, 0.006, 0.006, 0.006}) {
    fast.add(loss);
    outlier.add(i++ == 0 ? 9 : 1);
    given.add(loss);
  }
  CHECK(fast.baseline() == 0.1);
  CHECK(fast.initial() == 0.006);
  CHECK(outlier.baseline() == 1);
  CHECK(given.baseline() == 1);
}

TEST_CASE("a loss falls when its last ten are a tenth below the ten before") {
  LossHistory losses(2.0);
  for (int i = 0; i < 10; ++i) losses.add(2.0);
  for (int i = 0; i < 9; ++i) losses.add(1.7);
  REQUIRE_FALSE(losses.falls());  // 19 are too few
  losses.add(1.7);
  REQUIRE(losses.falls());
  for (int i = 0; i < 10; ++i) losses.add(1.6);
  REQUIRE_FALSE(losses.falls());
}

TEST_CASE("what is learnt counts down to the least loss that there can be") {
  LossHistory losses(2.0, true, 1.5);
  for (int i = 0; i < 30; ++i) losses.add(1.6);
  CHECK_THAT(losses.learnt(), WithinRel(0.8, 1e-12));
  CHECK_THAT(losses.learnt_at(2.0), WithinAbs(0, 1e-12));
  CHECK(losses.learnt_at(2.5) < 0);
}

TEST_CASE("below 0 a loss falls where it is further from 0, and has no share that is learnt") {
  LossHistory rises(std::nullopt), falls(std::nullopt);
  for (int i = 0; i < 130; ++i) {
    rises.add(-2 + 0.01 * i);
    falls.add(-2 - 0.1 * i);
  }
  CHECK_FALSE(rises.falls());
  CHECK_FALSE(rises.comes_down());
  CHECK(falls.falls());
  CHECK(falls.comes_down());
  CHECK_FALSE(falls.has_scale());

  LossHistory given(2.0);
  for (int i = 0; i < 30; ++i) given.add(2.0);
  CHECK(given.has_scale());
  CHECK(given.learnt() == 0);
  given.add(-0.1);
  CHECK_FALSE(given.has_scale());
  CHECK(given.learnt() == 1);
  CHECK(given.best_learnt() == 1);
}

TEST_CASE("losses that are not finite say nothing of what was learnt") {
  LossHistory losses(2.0);
  for (int i = 0; i < 12; ++i) losses.add(std::numeric_limits<double>::quiet_NaN());
  for (int i = 0; i < 30; ++i) losses.add(2.0);
  CHECK(losses.best_learnt() == 0);
}

TEST_CASE("a loss that is said to have no course has no scale") {
  LossHistory game(0.7, false);
  for (int i = 0; i < 30; ++i) game.add(0.5);
  CHECK_FALSE(game.has_scale());
  CHECK(game.best_learnt() == 1);
}

TEST_CASE("a loss falls steadily by more than its medians differ by chance") {
  const auto falls = [](double slope, double noise) {
    LossHistory losses(1.0);
    for (int i = 0; i < 100; ++i) losses.add(1 - slope * i + noise * (i % 5 - 2));
    return losses.falls_steadily(25);
  };
  CHECK(falls(1e-5, 0));
  CHECK(falls(1e-3, 0.02));  // 0.075 in all, and quartiles of 0.04
  CHECK_FALSE(falls(1e-4, 0.02));
  CHECK_FALSE(falls(-1e-3, 0));
}

TEST_CASE("a loss comes down where it loses a quarter in fifty steps, or in a hundred") {
  const auto comes_down = [](double per_fifty, int steps) {
    LossHistory losses(1.0);
    for (int i = 0; i < steps; ++i) losses.add(100 * std::pow(per_fifty, i / 50.0));
    return losses.comes_down();
  };
  CHECK(comes_down(0.7, 100));
  CHECK(comes_down(0.7, 500));
  CHECK_FALSE(comes_down(0.7, 74));  // too early to know
  CHECK(comes_down(0.8, 500));
  CHECK_FALSE(comes_down(0.8, 124));  // too early for so little
  CHECK_FALSE(comes_down(0.9, 500));
  CHECK_FALSE(comes_down(1, 500));
}
