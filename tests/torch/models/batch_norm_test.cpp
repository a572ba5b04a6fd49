#include "plumb/models/batch_norm.hpp"

#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <limits>

#include "plumb/models/network.hpp"
#include "support/catch.hpp"
#include "support/threads.hpp"

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

struct NormPass {
  at::Tensor y, mean, variance, x_gradient, weight_gradient, bias_gradient;
};

/// In training mode, with the batch's own statistics, which no rate blurs, as the running ones.
NormPass norm_pass(const at::Tensor& input, const at::Tensor& factor,
                   const at::Tensor& y_gradient) {
  plumb::BatchNorm norm(plumb::BatchNormOptions(input.size(1)).momentum(0));
  norm->to(input.scalar_type());
  {
    const at::NoGradGuard no_grad;
    norm->weight.copy_(factor);
  }
  const at::Tensor x = input.detach().requires_grad_();
  const at::Tensor y = norm->forward(x);
  const auto gradients =
      torch::autograd::grad({y}, {x, norm->weight, norm->bias}, {y_gradient.to(y.scalar_type())});
  return {y.detach(),   norm->running_mean, norm->running_variance,
          gradients[0], gradients[1],       gradients[2]};
}

/// The largest error, as a share of the largest number.
double largest_error(const at::Tensor& actual, const at::Tensor& exact) {
  return ((actual - exact).abs().max() / exact.abs().max()).item<double>();
}

void check_against_double(const at::Tensor& x) {
  const at::Tensor factor = at::rand({x.size(1)}) + 0.5;
  // Neither of mean 0 nor independent of x: sums that grow show what rounding adds up to.
  const at::Tensor y_gradient = at::randn_like(x) + 0.1 * (x - x.mean()) + 0.2;
  const auto actual = norm_pass(x, factor, y_gradient),
             exact = norm_pass(x.to(at::kDouble), factor, y_gradient);
  // Float32's rounding, 6e-8, of a few operations. LibTorch's sums of channels-last images give
  // the variance to 4e-4 only.
  CHECK(((actual.variance - exact.variance) / exact.variance).abs().max().item<double>() < 3e-7);
  CHECK(largest_error(actual.mean, exact.mean) < 2e-7);
  CHECK(largest_error(actual.y, exact.y) < 1e-6);
  // LibTorch's sums in float32, row after row.
  CHECK(largest_error(actual.x_gradient, exact.x_gradient) < 5e-6);
  CHECK(largest_error(actual.weight_gradient, exact.weight_gradient) < 2e-5);
  CHECK(largest_error(actual.bias_gradient, exact.bias_gradient) < 2e-5);
}

TEST_CASE("statistics and gradients over many numbers are those of double") {
  constexpr auto channels_last = at::MemoryFormat::ChannelsLast;
  const ScopedThreads threads(GENERATE(1, 3));
  at::manual_seed(3);
  SECTION("images behind ReLU") {
    check_against_double(at::randn({256, 64, 14, 14}).relu_().contiguous(channels_last));
  }
  SECTION("images far from 0") {
    check_against_double((at::randn({256, 5, 14, 14}) + 30).contiguous(channels_last));
  }
  SECTION("images channels first") {
    check_against_double(at::randn({256, 64, 14, 14}).relu_());
  }
  SECTION("features") {
    check_against_double(at::randn({50001, 17}) + 3);
  }
}

TEST_CASE("the gradient of a gradient is LibTorch's") {
  at::manual_seed(3);
  const bool image = GENERATE(false, true);
  auto x = some_input(image);
  if (image) x = x.contiguous(at::MemoryFormat::ChannelsLast);
  x.requires_grad_();
  plumb::BatchNorm norm(3);
  const auto twice = [&](const at::Tensor& y) {
    const auto gradient = torch::autograd::grad({y.pow(3).sum()}, {x}, {}, {}, true).front();
    return torch::autograd::grad({gradient.square().sum()}, {x, norm->weight});
  };
  const auto actual = twice(norm->forward(x));
  const auto expected = twice(at::batch_norm(x, norm->weight, norm->bias, {}, {}, true, 0, 1e-3,
                                             /*cudnn_enabled=*/false));
  for (std::size_t i = 0; i < 2; ++i) CHECK(largest_error(actual[i], expected[i]) < 1e-5);
}

TEST_CASE("a channel of one value has variance 0, and one with NaN or infinity has none") {
  auto x = at::full({4, 4, 3, 3}, 1e6).contiguous(at::MemoryFormat::ChannelsLast);
  x.select(1, 1).fill_(0.1);
  x.index_put_({1, 2, 1, 1}, std::numeric_limits<double>::quiet_NaN());
  x.index_put_({0, 3, 0, 0}, std::numeric_limits<double>::infinity());
  plumb::BatchNorm norm(plumb::BatchNormOptions(4).momentum(0));
  const auto y = norm->forward(x);
  CHECK(at::equal(norm->running_variance.slice(0, 0, 2), at::zeros({2})));
  CHECK(at::equal(norm->running_mean.slice(0, 0, 2), at::tensor({1e6F, 0.1F})));
  CHECK(y.slice(1, 0, 2).isfinite().all().item<bool>());
  CHECK(norm->running_variance.slice(0, 2).isnan().all().item<bool>());
  CHECK(y.slice(1, 2).isnan().all().item<bool>());
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

TEST_CASE("a network's batch normalizations follow by the momentum that its options have") {
  plumb::NetworkOptions options;
  options.sample_shape = {3};
  options.depth = 2;
  options.width = 4;
  options.normalization = "batch";
  options.norm_momentum = 0.5;
  const auto network = plumb::make_network(options);
  std::size_t found = 0;
  for (const auto& module : network->modules()) {
    if (const auto* norm = module->as<plumb::BatchNormImpl>()) {
      CHECK(norm->options.momentum() == 0.5);
      ++found;
    }
  }
  CHECK(found == 2);
  options.norm_momentum = 1;
  CHECK_THROWS_WITH(plumb::make_network(options), ContainsSubstring("norm momentum 1 is out of"));
}
