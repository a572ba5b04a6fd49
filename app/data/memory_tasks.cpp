#include "data/memory_tasks.hpp"

#include <cstddef>

#include "data/random.hpp"

namespace plumb {
namespace {

constexpr std::int64_t alphabet = 10;  // one-hot
constexpr std::uint64_t data_symbols = 8;
constexpr std::size_t blank = 8;
constexpr std::size_t recall = 9;

std::size_t between(Random& random, std::int64_t first, std::int64_t end) {
  return static_cast<std::size_t>(first) + random.below(static_cast<std::uint64_t>(end - first));
}

}  // namespace

Split generate_adding(std::int64_t count, std::int64_t length, std::uint64_t seed) {
  Random random(seed);
  Split split;
  split.count = count;
  const auto width = static_cast<std::size_t>(2 * length);
  split.features.resize(static_cast<std::size_t>(count) * width);
  for (std::int64_t i = 0; i < count; ++i) {
    float* sample = split.features.data() + static_cast<std::size_t>(i) * width;
    for (std::size_t t = 0; t < width; t += 2) sample[t] = static_cast<float>(random.uniform());
    float sum = 0;
    for (const auto marked :
         {between(random, 0, length / 2), between(random, length / 2, length)}) {
      sample[2 * marked + 1] = 1;
      sum += sample[2 * marked];
    }
    split.targets.push_back(sum);
  }
  return split;
}

Split generate_copy(std::int64_t count, std::int64_t length, std::uint64_t seed) {
  Random random(seed);
  Split split;
  split.count = count;
  const auto steps = static_cast<std::size_t>(length + 2 * copied_symbols);
  const auto width = steps * static_cast<std::size_t>(alphabet);
  split.features.resize(static_cast<std::size_t>(count) * width);
  const auto signal = static_cast<std::size_t>(copied_symbols + length - 1);
  for (std::int64_t i = 0; i < count; ++i) {
    float* sample = split.features.data() + static_cast<std::size_t>(i) * width;
    for (std::size_t t = 0; t < steps; ++t) {
      std::size_t symbol = t == signal ? recall : blank;
      if (t < static_cast<std::size_t>(copied_symbols)) {
        symbol = static_cast<std::size_t>(random.below(data_symbols));
        split.labels.push_back(static_cast<std::int64_t>(symbol));
      }
      sample[t * static_cast<std::size_t>(alphabet) + symbol] = 1;
    }
  }
  return split;
}

}  // namespace plumb
