#include "training/histogram_measurement.hpp"

#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "plumb/diagnostics/gradient_norms.hpp"
#include "support/catch.hpp"
#include "support/needs_cuda.hpp"
#include "training/evaluation.hpp"

using plumb::HistogramKind;
using plumb::HistogramMeasurement;
using plumb::ValueHistogram;

namespace {

constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

ValueHistogram count(HistogramKind kind, const at::Tensor& values) {
  HistogramMeasurement measurement;
  measurement.add(kind, {{"layer", values}});
  const auto rows = measurement.read(7);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].epoch == 7);
  CHECK(rows[0].kind == kind);
  CHECK(rows[0].of == 1);
  REQUIRE(rows[0].layers.size() == 1);
  CHECK(rows[0].layers[0].layer == "layer");
  return rows[0].layers[0].values;
}

ValueHistogram weights(const at::Tensor& values) {
  return count(HistogramKind::weights, values);
}

ValueHistogram gradients(const at::Tensor& values) {
  return count(HistogramKind::gradients, values);
}

/// One entry at a time, as the definition says.
std::vector<std::int64_t> counted_by_hand(const at::Tensor& values, double low, double high) {
  constexpr int bins = 40;
  std::vector<std::int64_t> counts(bins, 0);
  const at::Tensor flat = values.flatten().contiguous();
  for (std::int64_t i = 0; i < flat.numel(); ++i) {
    const double value = flat[i].item<double>();
    if (!std::isfinite(value)) continue;
    const int bin = static_cast<int>((value - low) * (bins / (high - low)));
    ++counts[static_cast<std::size_t>(std::min(bin, bins - 1))];
  }
  return counts;
}

std::shared_ptr<plumb::Network> network(std::int64_t depth, const std::string& norm = "none") {
  plumb::NetworkOptions options;
  options.sample_shape = {5};
  options.outputs = 3;
  options.depth = depth;
  options.width = 4;
  options.activation = "relu";
  options.normalization = norm;
  options.seed = 3;
  return plumb::make_network(options);
}

}  // namespace

TEST_CASE("values are counted in 40 bins from the smallest to the largest, as by hand") {
  at::manual_seed(5);
  const at::Tensor values = at::randn({70, 30}).t();  // not contiguous
  const auto histogram = weights(values);
  CHECK(histogram.low == values.min().item<double>());
  CHECK(histogram.high == values.max().item<double>());
  CHECK(histogram.counts == counted_by_hand(values, histogram.low, histogram.high));
  CHECK(histogram.entries() == 2100);
  CHECK(histogram.zeros == 0);
  CHECK(histogram.non_finite == 0);
  // Sums in double, in another order.
  const at::Tensor exact = values.to(at::kDouble);
  CHECK_THAT(histogram.mean, WithinRel(exact.mean().item<double>(), 1e-9));
  CHECK_THAT(histogram.deviation, WithinRel(exact.std(false).item<double>(), 1e-9));
}

TEST_CASE("a value at the edge of two bins is in the upper one, the largest in the last") {
  const auto histogram = weights(at::arange(0, 41, at::kFloat));
  std::vector<std::int64_t> expected(40, 1);
  expected.back() = 2;
  CHECK(histogram.counts == expected);
}

TEST_CASE("equal values are one bin, and without finite ones there is none") {
  const auto equal = weights(at::full({2, 3}, 0.25));
  CHECK(equal.low == 0.25);
  CHECK(equal.high == 0.25);
  CHECK(equal.counts == std::vector<std::int64_t>{6});
  CHECK(equal.deviation == 0);
  const auto lost = weights(at::tensor({infinity, -infinity, not_a_number}));
  CHECK(lost.counts.empty());
  CHECK(lost.non_finite == 3);
  CHECK(lost.low == lost.high);
}

TEST_CASE("values that are not finite are counted apart and move no edge") {
  const auto histogram =
      weights(at::tensor({-1.0F, infinity, 0.0F, not_a_number, 1.0F, -infinity}));
  CHECK(histogram.low == -1);
  CHECK(histogram.high == 1);
  CHECK(histogram.non_finite == 3);
  CHECK(histogram.counts.front() == 1);
  CHECK(histogram.counts[20] == 1);
  CHECK(histogram.counts.back() == 1);
  CHECK(histogram.entries() == 6);
  CHECK(histogram.mean == 0);
}

TEST_CASE("the range of extreme values does not overflow") {
  const float largest = std::numeric_limits<float>::max();
  const float smallest = std::numeric_limits<float>::min();
  const auto wide = weights(at::tensor({-largest, 0.0F, largest}));
  CHECK(wide.counts[20] == 1);
  CHECK(wide.entries() == 3);
  const auto narrow = weights(at::tensor({0.0F, smallest}));
  CHECK(narrow.counts.front() == 1);
  CHECK(narrow.counts.back() == 1);
}

TEST_CASE("gradients are counted by their size in quarters of a decade") {
  const auto histogram = gradients(at::tensor({0.02F, -0.03F, 5.0F, 0.0F, -0.0F, not_a_number}));
  CHECK(histogram.low == -1.75);  // log10 of 0.02 is −1.70, of 0.03 −1.52
  CHECK(histogram.high == 0.75);  // of 5 it is 0.70
  CHECK(histogram.counts == std::vector<std::int64_t>{2, 0, 0, 0, 0, 0, 0, 0, 0, 1});
  CHECK(histogram.zeros == 2);
  CHECK(histogram.non_finite == 1);
  CHECK(histogram.entries() == 6);
  CHECK_THAT(histogram.mean, WithinRel(4.99 / 5, 1e-6));  // float32 entries
}

TEST_CASE("powers of ten begin their bin") {
  const auto histogram = gradients(at::tensor({1.0F, 100.0F, 1e4F}));
  CHECK(histogram.low == 0);
  CHECK(histogram.high == 4.25);
  REQUIRE(histogram.counts.size() == 17);
  CHECK(histogram.counts[8] == 1);
}

TEST_CASE("the smallest and the largest float32 have their bins") {
  const auto histogram =
      gradients(at::tensor({std::numeric_limits<float>::min(), std::numeric_limits<float>::max()}));
  CHECK(histogram.low == -38);  // 1.18e-38
  CHECK(histogram.high == 38.75);
  CHECK(histogram.entries() == 2);
}

TEST_CASE("gradients of zero or not finite leave no bin") {
  const auto zero = gradients(at::zeros({4}));
  CHECK(zero.counts.empty());
  CHECK(zero.zeros == 4);
  const auto lost = gradients(at::full({4}, not_a_number));
  CHECK(lost.counts.empty());
  CHECK(lost.non_finite == 4);
}

TEST_CASE("kinds are told apart, and of very many layers some at even distances are counted") {
  plumb::NamedValues layers;
  for (int i = 0; i < 250; ++i)
    layers.emplace_back(std::to_string(i), at::full({1, 2}, static_cast<double>(i)));
  HistogramMeasurement measurement;
  measurement.add(HistogramKind::weights, layers);
  measurement.add(HistogramKind::gradients, {{"g", at::ones({3})}});
  measurement.add(HistogramKind::activations, {});
  const auto rows = measurement.read(0);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].of == 250);
  REQUIRE(rows[0].layers.size() == 100);
  CHECK(rows[0].layers.front().layer == "0");
  CHECK(rows[0].layers.back().layer == "249");
  CHECK(rows[0].layers.back().values.low == 249);
  CHECK(rows[1].layers[0].values.counts == std::vector<std::int64_t>{3});
  CHECK(measurement.read(1).empty());
}

TEST_CASE("weights are the matrices, gradients those of the whole set") {
  const auto net = network(2);
  const auto values = plumb::weight_values(*net);
  REQUIRE(values.size() == 3);
  CHECK(values[0].first == "dense_01.weight");
  CHECK(values[2].first == "output.weight");

  at::manual_seed(11);
  const plumb::TensorSplit split{at::randn({30, 5}), at::randint(0, 3, {30}, at::kLong)};
  const auto full = plumb::full_gradient(*net, split, plumb::Loss("cross-entropy"));
  const auto kept = plumb::matrices(full.gradients);
  REQUIRE(kept.size() == 3);
  CHECK_THAT(plumb::cpu_norm(kept[0].second), WithinRel(full.norms[0].second, 1e-6));
}

TEST_CASE("activations come from a pass over the first samples that disturbs nothing") {
  const auto net = network(2, "batch");
  net->train();
  std::vector<at::Tensor> before;
  for (const auto& buffer : net->buffers()) before.push_back(buffer.clone());
  at::manual_seed(2);
  const plumb::TensorSplit split{at::randn({1200, 5}), at::zeros({1200}, at::kLong)};
  const auto values = plumb::activation_values(*net, split, plumb::Precision::float32);
  REQUIRE(values.size() == 4);
  CHECK(values[0].first == "input");
  CHECK(at::equal(values[0].second, split.features.narrow(0, 0, 1000).flatten()));
  CHECK(values[1].first == "dense_01");
  CHECK(values[1].second.numel() == 1000 * 4);
  CHECK(values[1].second.min().item<float>() == 0);  // after the relu
  CHECK(net->is_training());
  const auto after = net->buffers();
  for (std::size_t i = 0; i < before.size(); ++i) CHECK(at::equal(before[i], after[i]));
}

TEST_CASE("a GPU counts what the CPU counts", "[gpu]") {
  if (without_cuda()) return;
  at::manual_seed(6);
  at::Tensor values = at::randn({300, 70}) * 1e-3;
  values[0].fill_(0);
  values[1].fill_(not_a_number);
  for (const auto kind : {HistogramKind::weights, HistogramKind::gradients}) {
    const auto host = count(kind, values);
    const auto device = count(kind, values.to(at::kCUDA));
    CHECK(device.counts == host.counts);
    CHECK(device.low == host.low);
    CHECK(device.zeros == host.zeros);
    CHECK(device.non_finite == host.non_finite);
    // Sums in double, in another order.
    CHECK_THAT(device.deviation, WithinRel(host.deviation, 1e-9));
  }
}
