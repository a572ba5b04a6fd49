#include "data/digits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"

namespace plumb {
namespace {

constexpr std::size_t side = 28;
constexpr std::size_t pixels = side * side;
constexpr std::size_t classes = 10;

std::span<const float> image(const Split& split, std::size_t index) {
  return std::span(split.features).subspan(index * pixels, pixels);
}

// Total ink, and where it is on average.
struct Moments {
  double ink = 0.0;
  double x = 0.0;
  double y = 0.0;
};

Moments moments_of(std::span<const float> image) {
  Moments moments;
  for (std::size_t i = 0; i < image.size(); ++i) {
    const auto value = static_cast<double>(image[i]);
    moments.ink += value;
    moments.x += value * static_cast<double>(i % side);
    moments.y += value * static_cast<double>(i / side);
  }
  moments.x /= moments.ink;
  moments.y /= moments.ink;
  return moments;
}

using Centroids = std::array<std::array<double, pixels>, classes>;

Centroids centroids_of(const Split& split) {
  Centroids centroids{};
  std::array<double, classes> members{};
  for (std::size_t i = 0; i < split.labels.size(); ++i) {
    const auto label = static_cast<std::size_t>(split.labels[i]);
    members[label] += 1.0;
    const auto sample = image(split, i);
    for (std::size_t p = 0; p < pixels; ++p) {
      centroids[label][p] += static_cast<double>(sample[p]);
    }
  }
  for (std::size_t label = 0; label < classes; ++label) {
    for (double& value : centroids[label]) value /= members[label];
  }
  return centroids;
}

std::size_t nearest(const Centroids& centroids, std::span<const float> sample) {
  std::size_t best = 0;
  double best_distance = std::numeric_limits<double>::infinity();
  for (std::size_t label = 0; label < classes; ++label) {
    double distance = 0.0;
    for (std::size_t p = 0; p < pixels; ++p) {
      const double difference = centroids[label][p] - static_cast<double>(sample[p]);
      distance += difference * difference;
    }
    if (distance < best_distance) {
      best_distance = distance;
      best = label;
    }
  }
  return best;
}

TEST_CASE("digits have the shape of their count", "[digits]") {
  const auto count = GENERATE(0, 1, 13);
  const Split split = generate_digits(count, 5);
  CHECK(split.count == count);
  CHECK(split.labels.size() == static_cast<std::size_t>(count));
  CHECK(split.features.size() == static_cast<std::size_t>(count) * pixels);
  CHECK(split.targets.empty());
}

TEST_CASE("a negative number of digits is refused by name", "[digits]") {
  CHECK_THROWS_WITH(generate_digits(-3, 0), ContainsSubstring("-3"));
  CHECK_THROWS_AS(generate_digits(-1, 0), Error);
}

TEST_CASE("digits repeat for a seed and differ between seeds", "[digits]") {
  const Split first = generate_digits(50, 42);
  const Split again = generate_digits(50, 42);
  const Split other = generate_digits(50, 43);
  CHECK(first.features == again.features);
  CHECK(first.labels == again.labels);
  CHECK(first.features != other.features);
  CHECK(first.labels != other.labels);
}

TEST_CASE("a smaller set of digits is a prefix of a larger one", "[digits]") {
  const Split large = generate_digits(60, 9);
  const auto count = GENERATE(1, 10, 37);  // within, at and after the end of a block of ten labels
  const Split small = generate_digits(count, 9);
  CHECK(std::equal(small.labels.begin(), small.labels.end(), large.labels.begin()));
  CHECK(std::equal(small.features.begin(), small.features.end(), large.features.begin()));
}

TEST_CASE("every ten digits hold each class once, in changing order", "[digits]") {
  const Split split = generate_digits(200, 3);
  std::vector<std::vector<std::int64_t>> orders;
  for (auto block = split.labels.begin(); block != split.labels.end(); block += classes) {
    std::vector<std::int64_t> labels(block, block + classes);
    orders.push_back(labels);
    std::sort(labels.begin(), labels.end());
    CHECK(labels == std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  }
  std::sort(orders.begin(), orders.end());
  CHECK(std::adjacent_find(orders.begin(), orders.end()) == orders.end());
}

TEST_CASE("no two digits are drawn alike", "[digits]") {
  const Split split = generate_digits(100, 4);
  for (std::size_t i = 1; i < 100; ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      CAPTURE(i, j);
      REQUIRE_FALSE(std::ranges::equal(image(split, i), image(split, j)));
    }
  }
}

TEST_CASE("pixels of digits lie in [0, 1] with statistics near MNIST's", "[digits]") {
  // MNIST's training images: mean 0.1307, standard deviation 0.3081. The presets' behaviour depends
  // on the second moment, so both are held within a tenth.
  constexpr double mnist_mean = 0.1307;
  constexpr double mnist_deviation = 0.3081;
  const Split split = generate_digits(1000, 1);
  const auto [lowest, highest] = std::minmax_element(split.features.begin(), split.features.end());
  CHECK(*lowest == 0.0F);
  CHECK(*highest == 1.0F);
  double sum = 0.0;
  double square = 0.0;
  for (const float pixel : split.features) {
    const auto value = static_cast<double>(pixel);
    sum += value;
    square += value * value;
  }
  const auto total = static_cast<double>(split.features.size());
  const double mean = sum / total;
  CHECK_THAT(mean, WithinRel(mnist_mean, 0.1));
  CHECK_THAT(std::sqrt(square / total - mean * mean), WithinRel(mnist_deviation, 0.1));
}

TEST_CASE("the ink of a digit stays near the middle of its image", "[digits]") {
  const Split split = generate_digits(500, 2);
  for (std::size_t i = 0; i < 500; ++i) {
    const Moments moments = moments_of(image(split, i));
    CAPTURE(i, split.labels[i]);
    CHECK(moments.ink > 15.0);  // the shortest, thinnest 1 has about 20
    // 13.5 is the middle; the shift has a deviation of 1.4, the shape and the slant add to it.
    CHECK_THAT(moments.x, WithinAbs(13.5, 8.0));
    CHECK_THAT(moments.y, WithinAbs(13.5, 8.0));
  }
}

TEST_CASE("the first digits of seed 7 are the ones they always were", "[digits]") {
  struct Golden {
    std::int64_t label;
    Moments moments;
  };
  const std::array<Golden, 10> golden{{
      {3, {144.78, 15.457, 14.728}},
      {8, {171.54, 13.142, 12.045}},
      {0, {157.06, 13.983, 13.747}},
      {2, {135.95, 13.468, 14.825}},
      {9, {66.03, 8.751, 10.303}},
      {4, {93.41, 12.873, 13.176}},
      {1, {37.97, 12.782, 14.740}},
      {6, {109.01, 9.772, 12.755}},
      {7, {126.90, 14.527, 9.736}},
      {5, {80.39, 14.541, 13.862}},
  }};
  // Compilers and mathematics libraries round differently; drawing anything else differently moves
  // the ink by whole units.
  constexpr double ink_tolerance = 0.05;
  constexpr double place_tolerance = 0.005;
  const Split split = generate_digits(golden.size(), 7);
  for (std::size_t i = 0; i < golden.size(); ++i) {
    CAPTURE(i);
    CHECK(split.labels[i] == golden[i].label);
    const Moments moments = moments_of(image(split, i));
    CHECK_THAT(moments.ink, WithinAbs(golden[i].moments.ink, ink_tolerance));
    CHECK_THAT(moments.x, WithinAbs(golden[i].moments.x, place_tolerance));
    CHECK_THAT(moments.y, WithinAbs(golden[i].moments.y, place_tolerance));
  }
}

TEST_CASE("digits can be told apart, but not by the nearest mean image", "[digits]") {
  // A cheap stand-in for the linear classifier, which reaches 0.89 where this reaches 0.68 on the
  // whole set (MNIST: 0.93 and 0.82). Chance is 0.10.
  const Centroids centroids = centroids_of(generate_digits(2000, 0));
  const Split held_out = generate_digits(500, 1);
  int right = 0;
  for (std::size_t i = 0; i < held_out.labels.size(); ++i) {
    right += nearest(centroids, image(held_out, i)) == static_cast<std::size_t>(held_out.labels[i]);
  }
  const double accuracy = right / 500.0;
  CHECK(accuracy > 0.55);
  CHECK(accuracy < 0.78);
}

}  // namespace
}  // namespace plumb
