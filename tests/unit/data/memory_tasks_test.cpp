#include "data/memory_tasks.hpp"

#include <algorithm>
#include <cmath>

#include "data/dataset.hpp"
#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"

TEST_CASE("adding: two marked values, one in each half, and their sum") {
  constexpr std::int64_t count = 2000, length = 7;
  const auto split = plumb::generate_adding(count, length, 3);
  REQUIRE(split.features.size() == count * length * 2);
  REQUIRE(split.targets.size() == count);
  double error = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    float sum = 0;
    int marks[2] = {0, 0};
    for (std::int64_t t = 0; t < length; ++t) {
      const auto at = static_cast<std::size_t>((i * length + t) * 2);
      const float value = split.features[at], mark = split.features[at + 1];
      REQUIRE((value >= 0 && value < 1));
      REQUIRE((mark == 0 || mark == 1));
      if (mark == 1) {
        sum += value;
        ++marks[t < length / 2 ? 0 : 1];
      }
    }
    REQUIRE(marks[0] == 1);
    REQUIRE(marks[1] == 1);
    REQUIRE(split.targets[static_cast<std::size_t>(i)] == sum);
    error += std::pow(static_cast<double>(sum) - 1, 2);
  }
  // The variance of a sum of two uniform values; its own deviation over 2,000 samples is 0.004.
  CHECK_THAT(error / count, WithinAbs(1.0 / 6, 0.02));
}

TEST_CASE("copy: ten symbols, blanks, the signal, and the symbols again as labels") {
  constexpr std::int64_t count = 5, length = 4, steps = length + 20;
  const auto split = plumb::generate_copy(count, length, 8);
  REQUIRE(split.features.size() == count * steps * 10);
  REQUIRE(split.labels.size() == count * 10);
  for (std::int64_t i = 0; i < count; ++i) {
    for (std::int64_t t = 0; t < steps; ++t) {
      const float* step = split.features.data() + (i * steps + t) * 10;
      std::int64_t symbol = -1;
      for (std::int64_t j = 0; j < 10; ++j) {
        if (step[j] == 0) continue;
        REQUIRE(step[j] == 1);
        REQUIRE(symbol == -1);
        symbol = j;
      }
      if (t < 10) {
        REQUIRE(symbol == split.labels[static_cast<std::size_t>(i * 10 + t)]);
        REQUIRE(symbol < 8);
      } else {
        REQUIRE(symbol == (t == 9 + length ? 9 : 8));
      }
    }
  }
}

TEST_CASE("the memory tasks are data sets of any length, alike for the same seed") {
  plumb::DatasetRequest request;
  request.name = "copy";
  request.length = 30;
  request.limit = 20;
  const auto copy = plumb::load_dataset(request);
  CHECK(copy.sample_shape == std::vector<std::int64_t>{50, 10});
  CHECK(copy.classes == 8);
  CHECK(copy.label_steps == 10);
  CHECK(copy.length == 30);
  CHECK(copy.train.count == 20);
  CHECK(copy.validation.count == 1000);
  CHECK(plumb::load_dataset(request).train.labels == copy.train.labels);
  request.name = "adding";
  request.length = 0;
  const auto adding = plumb::load_dataset(request);
  CHECK(adding.sample_shape == std::vector<std::int64_t>{100, 2});
  CHECK(adding.classes == 0);
  CHECK(adding.label_steps == 1);
  request.limit = 10;  // the same samples, fewer of them
  CHECK(std::equal(adding.train.targets.begin(), adding.train.targets.begin() + 10,
                   plumb::load_dataset(request).train.targets.begin()));
}

TEST_CASE("a length that cannot be is refused") {
  plumb::DatasetRequest request;
  request.name = "adding";
  request.length = 1;
  CHECK_THROWS_WITH(plumb::load_dataset(request), ContainsSubstring("--length 1 is out of range"));
  request.name = "blobs";
  request.length = 50;
  CHECK_THROWS_WITH(plumb::load_dataset(request),
                    ContainsSubstring("for the data sets adding and copy, not for blobs"));
}
