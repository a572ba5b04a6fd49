#include "data/sequences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "data/random.hpp"
#include "plumb/diagnostics/error.hpp"

namespace plumb {
namespace {

constexpr std::uint64_t permutation_stream = 0x7065726d;  // apart from the streams that generate

std::vector<std::int64_t> pixel_order(std::int64_t pixels, bool permuted, std::uint64_t seed) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(pixels));
  std::iota(order.begin(), order.end(), 0);
  if (permuted) Random(seed, permutation_stream).shuffle(order);
  return order;
}

/// Where each feature of the sequence lies in the image, whose channels are planes.
std::vector<std::size_t> feature_order(std::int64_t channels, std::int64_t height,
                                       std::int64_t width, std::string_view arrangement,
                                       std::uint64_t seed) {
  std::vector<std::size_t> order;
  const auto add = [&](std::int64_t channel, std::int64_t pixel) {
    order.push_back(static_cast<std::size_t>(channel * height * width + pixel));
  };
  if (arrangement == "rows") {
    for (std::int64_t row = 0; row < height; ++row)
      for (std::int64_t channel = 0; channel < channels; ++channel)
        for (std::int64_t column = 0; column < width; ++column) add(channel, row * width + column);
    return order;
  }
  for (const auto pixel : pixel_order(height * width, arrangement == "permuted", seed))
    for (std::int64_t channel = 0; channel < channels; ++channel) add(channel, pixel);
  return order;
}

void reorder(Split& split, const std::vector<std::size_t>& order) {
  if (std::is_sorted(order.begin(), order.end())) return;
  std::vector<float> sample(order.size());
  for (std::int64_t i = 0; i < split.count; ++i) {
    float* features = split.features.data() + static_cast<std::size_t>(i) * order.size();
    for (std::size_t j = 0; j < order.size(); ++j) sample[j] = features[order[j]];
    std::copy(sample.begin(), sample.end(), features);
  }
}

}  // namespace

const std::vector<std::string>& sequence_arrangements() {
  static const std::vector<std::string> all{"rows", "pixels", "permuted"};
  return all;
}

void arrange_as_sequence(Dataset& dataset, std::string_view arrangement, std::uint64_t seed) {
  const auto& shape = dataset.sample_shape;
  if (shape.size() != 3 && arrangement == "rows") return;
  if (shape.size() != 3) {
    throw Error(fmt::format(
        "--sequence {}: {} has no images to read as sequences; take mnist or another image set",
        arrangement, dataset.name));
  }
  const auto order = feature_order(shape[0], shape[1], shape[2], arrangement, seed);
  reorder(dataset.train, order);
  reorder(dataset.validation, order);
  dataset.sequence = arrangement;
  dataset.sample_shape = arrangement == "rows"
                             ? std::vector<std::int64_t>{shape[1], shape[0] * shape[2]}
                             : std::vector<std::int64_t>{shape[1] * shape[2], shape[0]};
}

}  // namespace plumb
