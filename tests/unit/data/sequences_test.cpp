#include "data/sequences.hpp"

#include <algorithm>
#include <numeric>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"

namespace {

/// Two images of two channels, 2 × 3, whose pixels are 0, 1, … in memory.
plumb::Dataset images() {
  plumb::Dataset dataset;
  dataset.name = "images";
  dataset.sample_shape = {2, 2, 3};
  for (auto* split : {&dataset.train, &dataset.validation}) {
    split->count = 2;
    split->features.resize(24);
    std::iota(split->features.begin(), split->features.end(), 0.0F);
  }
  return dataset;
}

std::vector<float> first_sample(const plumb::Dataset& dataset) {
  return {dataset.train.features.begin(), dataset.train.features.begin() + 12};
}

}  // namespace

TEST_CASE("rows: a step has a row of every channel") {
  auto dataset = images();
  plumb::arrange_as_sequence(dataset, "rows", 0);
  CHECK(dataset.sample_shape == std::vector<std::int64_t>{2, 6});
  CHECK(first_sample(dataset) == std::vector<float>{0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11});
  CHECK(dataset.train.features[12] == 12);
  CHECK(dataset.sequence == "rows");
}

TEST_CASE("pixels: a step has the channels of a pixel") {
  auto dataset = images();
  plumb::arrange_as_sequence(dataset, "pixels", 0);
  CHECK(dataset.sample_shape == std::vector<std::int64_t>{6, 2});
  CHECK(first_sample(dataset) == std::vector<float>{0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11});
}

TEST_CASE("permuted: the same pixels in one order for all images, drawn from the seed") {
  auto first = images(), again = images(), other = images();
  plumb::arrange_as_sequence(first, "permuted", 1);
  plumb::arrange_as_sequence(again, "permuted", 1);
  plumb::arrange_as_sequence(other, "permuted", 2);
  CHECK(first.train.features == again.train.features);
  CHECK(first.train.features == first.validation.features);
  CHECK(first.train.features != other.train.features);
  for (std::size_t i = 0; i < 12; ++i)
    CHECK(first.train.features[12 + i] == first.train.features[i] + 12);
  auto sorted = first_sample(first);
  for (std::size_t i = 0; i < 12; i += 2) CHECK(sorted[i + 1] == sorted[i] + 6);
  std::sort(sorted.begin(), sorted.end());
  CHECK(sorted == std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
}

TEST_CASE("sequences stay as they are under rows, other data is refused") {
  plumb::Dataset sequences;
  sequences.name = "adding";
  sequences.sample_shape = {100, 2};
  plumb::arrange_as_sequence(sequences, "rows", 0);
  CHECK(sequences.sample_shape == std::vector<std::int64_t>{100, 2});
  CHECK(sequences.sequence.empty());
  CHECK_THROWS_WITH(plumb::arrange_as_sequence(sequences, "pixels", 0),
                    ContainsSubstring("--sequence pixels: adding has no images"));
}
