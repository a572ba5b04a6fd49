#include "plumb/models/lsuv.hpp"

#include <torch/types.h>

#include "plumb/diagnostics/error.hpp"
#include "plumb/models/network.hpp"
#include "support/catch.hpp"

namespace {

plumb::NetworkOptions deep_tanh() {
  plumb::NetworkOptions options;
  options.sample_shape = {30};
  options.depth = 10;
  options.width = 32;
  options.activation = "tanh";
  options.initializer = "normal:0.05";
  return options;
}

at::Tensor samples(at::IntArrayRef shape) {
  at::manual_seed(2);
  return at::rand(shape);
}

TEST_CASE("after lsuv every layer's outputs have variance 1") {
  auto options = deep_tanh();
  const auto network = plumb::make_network(options);
  const auto x = samples({100, 30});
  const auto report = plumb::lsuv(*network, x);
  REQUIRE(report.size() == 11);
  CHECK(report.front().name == "dense_01");
  CHECK(report.back().name == "output");
  for (const auto& layer : report) {
    INFO(layer.name);
    CHECK_THAT(layer.variance_after, WithinAbs(1, 0.1));
  }
  CHECK(report[5].variance_before < 0.5);
  // Seen from outside: the outputs of the whole network are the last layer's.
  CHECK_THAT(network->forward(x).var(/*unbiased=*/false).item<double>(), WithinAbs(1, 0.1));
  const auto again = plumb::lsuv(*network, x);
  for (const auto& layer : again) CHECK(layer.variance_before == layer.variance_after);
}

TEST_CASE("lsuv only scales: one factor a kernel, and biases stay") {
  const auto plain = plumb::make_network(deep_tanh());
  const auto scaled = plumb::make_network(deep_tanh());
  plumb::lsuv(*scaled, samples({100, 30}));
  for (const auto& p : plain->named_parameters()) {
    INFO(p.key());
    const at::Tensor q = scaled->named_parameters()[p.key()];
    if (p.value().dim() < 2) {
      CHECK(at::equal(p.value(), q));
    } else {
      const auto ratio = q / p.value();
      CHECK(at::allclose(ratio, ratio.mean(), 1e-4, 0));
      CHECK(ratio.mean().item<double>() > 1.5);
    }
  }
}

TEST_CASE(
    "lsuv reaches convolutions, shortcuts and weight-normalized kernels, and leaves statistics") {
  plumb::NetworkOptions options;
  options.family = "resnet";
  options.sample_shape = {2, 16, 16};
  options.depth = 3;
  options.width = 16;
  options.initializer = "lsuv";
  options.normalization = GENERATE("batch", "weight", "none");
  const auto network = plumb::make_network(options);
  network->eval();
  const auto x = samples({20, 2, 16, 16});
  const auto report = plumb::lsuv(*network, x);
  CHECK(report.size() == 1 + 3 * 2 + 1 + 1);  // stem, blocks, one shortcut, output
  for (const auto& layer : report) {
    INFO(layer.name);
    CHECK_THAT(layer.variance_after, WithinAbs(1, 0.1));
  }
  CHECK_FALSE(network->is_training());
  for (const auto& buffer : network->named_buffers()) {
    if (buffer.key().ends_with("running_mean")) CHECK(buffer.value().eq(0).all().item<bool>());
  }
}

TEST_CASE("where outputs do not vary lsuv says so and leaves the network as it was") {
  auto options = deep_tanh();
  options.output_initializer = "zeros";
  const auto network = plumb::make_network(options);
  std::vector<at::Tensor> before;
  for (const auto& p : network->parameters()) before.push_back(p.clone());
  const auto x = samples({100, 30});
  CHECK_THROWS_AS(plumb::lsuv(*network, x), plumb::Error);
  CHECK_THROWS_WITH(plumb::lsuv(*network, x), ContainsSubstring("lsuv cannot rescale output"));
  for (std::size_t i = 0; i < before.size(); ++i) {
    CHECK(at::equal(network->parameters()[i], before[i]));
  }
}

}  // namespace
