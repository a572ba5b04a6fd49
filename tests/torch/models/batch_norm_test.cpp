#include "plumb/models/batch_norm.hpp"

#include <torch/types.h>

#include "plumb/models/network.hpp"
#include "support/catch.hpp"

namespace {

// Float32 sums of a few hundred numbers of order 1.
constexpr double rounding = 1e-5;

bool close(const at::Tensor& actual, const at::Tensor& expected) {
  return at::allclose(actual, expected, rounding, rounding);
}

at::Tensor features_last(const at::Tensor& x) {
  return x.dim() == 4 ? x.permute({0, 2, 3, 1}).flatten(0, 2) : x;
}

at::Tensor some_input(bool image) {
  at::manual_seed(1);
  auto x = image ? at::randn({5, 3, 4, 2}) : at::randn({40, 3});
  return x * 2 + 0.5;
}

TEST_CASE("batch normalization in training mode normalizes by the batch, biased") {
  const bool image = GENERATE(false, true);
  const auto x = some_input(image);
  plumb::BatchNorm norm(3);
  {
    const at::NoGradGuard no_grad;
    norm->weight.copy_(at::tensor({1.0F, 2.0F, -1.0F}));
    norm->bias.copy_(at::tensor({0.0F, 0.5F, 3.0F}));
  }
  const auto rows = features_last(x);
  const auto variance = (rows - rows.mean(0)).square().mean(0);
  const auto expected =
      (rows - rows.mean(0)) / (variance + 1e-3).sqrt() * norm->weight + norm->bias;
  CHECK(close(features_last(norm->forward(x)), expected));
}

TEST_CASE("running statistics follow Keras: momentum 0.99 and the biased variance") {
  const bool image = GENERATE(false, true);
  const auto x = some_input(image);
  plumb::BatchNorm norm(3);
  norm->forward(x);
  norm->forward(x);
  const auto rows = features_last(x);
  const auto mean = rows.mean(0);
  const auto variance = (rows - mean).square().mean(0);
  CHECK(close(norm->running_mean, mean * (1 - 0.99 * 0.99)));
  CHECK(close(norm->running_variance, variance + (1 - variance) * 0.99 * 0.99));

  norm->eval();
  const auto expected = (rows - norm->running_mean) / (norm->running_variance + 1e-3).sqrt();
  const auto before = norm->running_mean.clone();
  CHECK(close(features_last(norm->forward(x)), expected));
  CHECK(at::equal(norm->running_mean, before));
}

TEST_CASE("one sample per feature has variance 0 and changes the statistics so") {
  plumb::BatchNorm norm(2);
  norm->forward(at::tensor({3.0F, 4.0F}).view({1, 2}));
  CHECK(close(norm->running_mean, at::tensor({0.03F, 0.04F})));
  CHECK(close(norm->running_variance, at::full({2}, 0.99)));
}

TEST_CASE("the constants are options") {
  plumb::BatchNorm norm(plumb::BatchNormOptions(3).momentum(0.5).eps(0.1));
  const auto x = some_input(false);
  const auto variance = (x - x.mean(0)).square().mean(0);
  CHECK(close(norm->forward(x), (x - x.mean(0)) / (variance + 0.1).sqrt()));
  CHECK(close(norm->running_mean, x.mean(0) / 2));
}

plumb::NetworkOptions small_resnet() {
  plumb::NetworkOptions options;
  options.family = "resnet";
  options.sample_shape = {1, 8, 8};
  options.width = 4;
  options.depth = 2;
  return options;
}

std::vector<at::Tensor> copies(const std::vector<at::Tensor>& tensors) {
  std::vector<at::Tensor> result;
  for (const auto& tensor : tensors) result.push_back(tensor.clone());
  return result;
}

bool all_equal(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& x, const auto& y) { return at::equal(x, y); });
}

TEST_CASE("MeasurementMode normalizes by the batch and leaves the statistics alone") {
  const auto network = plumb::make_network(small_resnet());
  const auto x = at::rand({6, 1, 8, 8});
  const auto training_output = network->forward(x);
  network->eval();
  const auto before = copies(network->buffers());
  {
    const plumb::MeasurementMode measuring(*network);
    CHECK(at::equal(network->forward(x), training_output));
    CHECK(all_equal(network->buffers(), before));
  }
  CHECK_FALSE(network->is_training());
  network->train();
  network->forward(x);
  CHECK_FALSE(all_equal(network->buffers(), before));
}

TEST_CASE("MeasurementMode returns a network in training to training") {
  const auto network = plumb::make_network(small_resnet());
  { const plumb::MeasurementMode measuring(*network); }
  CHECK(network->is_training());
}

TEST_CASE("MeasurementModes nest") {
  const auto network = plumb::make_network(small_resnet());
  const auto before = copies(network->buffers());
  const plumb::MeasurementMode outer(*network);
  { const plumb::MeasurementMode inner(*network); }
  network->forward(at::rand({6, 1, 8, 8}));
  CHECK(all_equal(network->buffers(), before));
}

TEST_CASE("only normalization makes a network depend on its mode") {
  plumb::NetworkOptions options;
  options.sample_shape = {5};
  CHECK_FALSE(plumb::depends_on_mode(*plumb::make_network(options)));
  options.normalization = "batch";
  CHECK(plumb::depends_on_mode(*plumb::make_network(options)));
  CHECK(plumb::depends_on_mode(*plumb::make_network(small_resnet())));
}

}  // namespace
