#include "plot/weights.hpp"

#include <cstring>
#include <limits>

#include "plot/figure.hpp"
#include "sample_run.hpp"
#include "support/catch.hpp"

namespace {

plumb::StoredTensor floats(std::string name, std::vector<std::int64_t> shape,
                           const std::vector<float>& values) {
  plumb::StoredTensor tensor{std::move(name), "F32", std::move(shape), {}};
  tensor.bytes.resize(values.size() * sizeof(float));
  std::memcpy(tensor.bytes.data(), values.data(), tensor.bytes.size());
  return tensor;
}

}  // namespace

TEST_CASE("a network without such names is drawn with all it has") {
  const auto layers = plumb::drawn_layers({"a.weight", "a.bias"}, {});
  REQUIRE(layers.size() == 1);
  CHECK(layers[0].name == "a");
  const auto all = plumb::drawn_layers({"theta", "phi"}, {});
  REQUIRE(all.size() == 2);
  CHECK(all[1].name == "phi");
  CHECK(all[1].parameter == 1);
}

TEST_CASE("the histogram takes dense and convolution weights only, finite ones") {
  const float infinity = std::numeric_limits<float>::infinity();
  const plumb::StoredTensors checkpoint{
      {floats("dense_01.weight", {2, 2}, {1, -2, infinity, 4}),
       floats("dense_01.bias", {1}, {9}),
       floats("conv_1.weight", {1, 1, 1, 1}, {0.5F}),
       floats("batch_norm_1.weight", {2}, {1, 1}),
       {"steps.weight", "I64", {1, 1}, std::vector<std::byte>(8)}},
      {}};
  const auto sample = plumb::collect_weights(checkpoint, 10, {});
  CHECK(sample.values == std::vector<double>{1, -2, 4, 0.5});
  CHECK(sample.non_finite_count == 1);
  CHECK(sample.epoch == 10);
}

TEST_CASE("the histogram takes what the run calls a matrix, whatever its name") {
  const plumb::StoredTensors checkpoint{
      {floats("embedding", {2, 2}, {1, 2, 3, 4}), floats("mask.weight", {2, 2}, {0, 1, 0, 1})}, {}};
  const auto sample = plumb::collect_weights(
      checkpoint, 1, {{"embedding", {2, 2}, 4, {}}, {"mask.weight", {2}, 2, {}}});
  CHECK(sample.values == std::vector<double>{1, 2, 3, 4});
}

TEST_CASE("thirty bins cover every weight once") {
  plumb::WeightSample sample{3, {}, 2};
  for (int i = 0; i <= 300; ++i) sample.values.push_back(-1 + i / 150.0);
  const auto figure = plumb::weight_histogram_figure(sample_run(), sample, {});
  REQUIRE(figure.has_value());
  CHECK(figure->title == "deep-linear: 301 weights after epoch 3 (2 more not finite)");
  const auto begin = figure->script.find("EOD\n") + 4;
  const auto rows = figure->script.substr(begin, figure->script.find("EOD\n", begin) - begin);
  int bins = 0;
  double total = 0;
  for (std::size_t place = 0; place < rows.size(); place = rows.find('\n', place) + 1) {
    ++bins;
    total += std::stod(rows.substr(rows.find(' ', place)));
  }
  CHECK(bins == 30);
  CHECK(total == 301);
}

TEST_CASE("weights that are all alike, or none, do not divide by zero") {
  CHECK(plumb::weight_histogram_figure(sample_run(), {1, {0.25, 0.25}, 0}, {}).has_value());
  CHECK_FALSE(plumb::weight_histogram_figure(sample_run(), {1, {}, 7}, {}).has_value());
}
