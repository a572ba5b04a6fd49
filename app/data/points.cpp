#include "data/points.hpp"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <numeric>
#include <vector>

#include "data/random.hpp"
#include "data/split.hpp"

namespace plumb {
namespace {

void add_point(Split& split, double x, double y, std::int64_t label) {
  split.features.push_back(static_cast<float>(x));
  split.features.push_back(static_cast<float>(y));
  split.labels.push_back(label);
  ++split.count;
}

void add_circle(Split& split, std::int64_t count, double radius, std::int64_t label, double noise,
                Random& random) {
  for (std::int64_t i = 0; i < count; ++i) {
    const double angle =
        2.0 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(count);
    const double x = random.normal(radius * std::cos(angle), noise);
    const double y = random.normal(radius * std::sin(angle), noise);
    add_point(split, x, y, label);
  }
}

Split shuffled(const Split& split, Random& random) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(split.count));
  std::iota(order.begin(), order.end(), 0);
  random.shuffle(order);
  return take(split, order);
}

}  // namespace

Split generate_circles(const CirclesOptions& options, std::uint64_t seed) {
  Random random(seed);
  Split split;
  const std::int64_t outer = options.count / 2;
  add_circle(split, outer, 1.0, 0, options.noise, random);
  add_circle(split, options.count - outer, options.factor, 1, options.noise, random);
  return shuffled(split, random);
}

Split generate_blobs(const BlobsOptions& options, std::uint64_t seed) {
  Random random(seed);
  struct Center {
    double x, y;
  };
  std::vector<Center> centers(static_cast<std::size_t>(options.centers));
  for (auto& center : centers) {
    center.x = random.uniform(-options.box, options.box);
    center.y = random.uniform(-options.box, options.box);
  }
  Split split;
  for (std::int64_t label = 0; label < options.centers; ++label) {
    const auto& center = centers[static_cast<std::size_t>(label)];
    const bool takes_one_more = label < options.count % options.centers;
    const std::int64_t points = options.count / options.centers + (takes_one_more ? 1 : 0);
    for (std::int64_t i = 0; i < points; ++i) {
      const double x = random.normal(center.x, options.deviation);
      const double y = random.normal(center.y, options.deviation);
      add_point(split, x, y, label);
    }
  }
  return shuffled(split, random);
}

}  // namespace plumb
