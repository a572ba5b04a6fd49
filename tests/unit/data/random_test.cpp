#include "data/random.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "support/catch.hpp"

using plumb::Random;

TEST_CASE("a seed gives the same numbers everywhere") {
  // Recorded once: a change of these changes every generated data set and every split.
  Random random(0);
  CHECK(random.next() == 0xe5351956d601035d);
  CHECK(random.next() == 0x71f75f9bf4867227);
  CHECK(Random(1).next() == 0x99b023a4ac3b399a);
  CHECK(Random(0, 1).next() == 0x718a45a6dfbb1d93);
}

TEST_CASE("uniform numbers fill their range evenly") {
  Random random(3);
  constexpr int count = 20'000;
  double sum = 0.0, low = 1e9, high = -1e9;
  for (int i = 0; i < count; ++i) {
    const double value = random.uniform(-2.0, 4.0);
    sum += value;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  CHECK(low >= -2.0);
  CHECK(high < 4.0);
  CHECK(low < -1.99);
  CHECK(high > 3.99);
  CHECK_THAT(sum / count, WithinAbs(1.0, 0.05));  // four standard errors: 4 · √3 / √20000
}

TEST_CASE("normal numbers have the mean, deviation and tails of the normal distribution") {
  Random random(4);
  constexpr int count = 20'000;
  double sum = 0.0, squares = 0.0;
  int beyond_two = 0;
  for (int i = 0; i < count; ++i) {
    const double value = random.normal(0.0, 1.0);
    sum += value;
    squares += value * value;
    beyond_two += std::abs(value) > 2.0;
  }
  // Four standard errors each.
  CHECK_THAT(sum / count, WithinAbs(0.0, 0.029));
  CHECK_THAT(squares / count, WithinAbs(1.0, 0.04));
  CHECK_THAT(beyond_two / static_cast<double>(count), WithinAbs(0.0455, 0.006));
}

TEST_CASE("below() is even where the bound does not divide 2^64") {
  Random random(5);
  std::vector<int> counts(7);
  for (int i = 0; i < 14'000; ++i) ++counts[random.below(7)];
  for (const int count : counts) CHECK_THAT(count / 2000.0, WithinAbs(1.0, 0.09));  // 4 sigma
}

TEST_CASE("shuffle permutes, and reaches every order") {
  Random random(6);
  std::vector<int> values(100);
  std::iota(values.begin(), values.end(), 0);
  auto shuffled = values;
  random.shuffle(shuffled);
  CHECK(shuffled != values);
  std::sort(shuffled.begin(), shuffled.end());
  CHECK(shuffled == values);

  std::vector<std::vector<int>> orders;
  for (int i = 0; i < 200; ++i) {
    std::vector<int> three{0, 1, 2};
    random.shuffle(three);
    if (std::find(orders.begin(), orders.end(), three) == orders.end()) orders.push_back(three);
  }
  CHECK(orders.size() == 6);
}
