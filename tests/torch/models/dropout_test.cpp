#include "plumb/models/dropout.hpp"

#include <torch/types.h>

#include "plumb/models/network.hpp"
#include "support/catch.hpp"
#include "support/needs_cuda.hpp"

namespace {

plumb::NetworkOptions small_network(const std::string& family = "mlp") {
  plumb::NetworkOptions options;
  options.family = family;
  options.sample_shape = {1, 16, 16};
  options.depth = 2;
  options.width = 16;
  options.normalization = "none";
  options.dropout = 0.5;
  return options;
}

TEST_CASE("dropout zeroes its share and scales the rest, so that the mean stays") {
  plumb::Dropout dropout(0.3);
  const auto y = dropout->forward(at::ones({200, 500}));
  const auto zeros = (y == 0).to(at::kDouble).mean().item<double>();
  // 100,000 draws: a deviation of 0.0015.
  CHECK_THAT(zeros, WithinAbs(0.3, 0.008));
  CHECK(at::allclose(y.masked_select(y != 0), at::full({}, 1 / 0.7)));
  dropout->eval();
  CHECK(at::equal(dropout->forward(y), y));
}

TEST_CASE("the masks come from the layer's stream and from nowhere else") {
  plumb::Dropout first(0.5), second(0.5);
  const auto x = at::ones({10, 10});
  first->seed(3);
  second->seed(3);
  at::manual_seed(1);
  const auto before = at::rand({2});
  at::manual_seed(1);
  const auto mask = first->forward(x);
  CHECK(at::equal(at::rand({2}), before));  // the global generator was left alone
  CHECK(at::equal(second->forward(x), mask));
  CHECK_FALSE(at::equal(first->forward(x), mask));
  first->seed(3);
  CHECK(at::equal(first->forward(x), mask));
  first->seed(4);
  CHECK_FALSE(at::equal(first->forward(x), mask));
}

TEST_CASE("a gradient passes where the mask let the value pass") {
  plumb::Dropout dropout(0.5);
  const auto x = at::ones({8, 8}).requires_grad_();
  const auto y = dropout->forward(x);
  y.sum().backward();
  CHECK(at::equal(x.grad(), y.detach()));
}

TEST_CASE("dropout of a network is of training only, seeded, and another for every layer") {
  const auto network = plumb::make_network(small_network(GENERATE("mlp", "resnet", "lenet")));
  const auto x = at::rand({4, 256});
  plumb::seed_dropout(*network, 7);
  const auto first = network->forward(x);
  CHECK_FALSE(at::equal(network->forward(x), first));
  plumb::seed_dropout(*network, 7);
  CHECK(at::equal(network->forward(x), first));
  CHECK(plumb::depends_on_mode(*network));
  {
    const plumb::MeasurementMode mode(*network);
    CHECK(at::equal(network->forward(x), network->forward(x)));
  }
  CHECK_FALSE(at::equal(network->forward(x), network->forward(x)));  // on again
  network->eval();
  CHECK(at::equal(network->forward(x), network->forward(x)));
}

TEST_CASE("without dropout there is nothing that depends on the mode") {
  auto options = small_network();
  options.dropout = 0;
  CHECK_FALSE(plumb::depends_on_mode(*plumb::make_network(options)));
}

TEST_CASE("what a shortcut carries is never dropped") {
  // With α = 0 a block is its shortcut.
  auto options = small_network("resnet");
  options.residual = "rezero";
  options.depth = 1;
  const auto network = plumb::make_network(options);
  const auto x = at::rand({2, 256});
  CHECK(at::equal(network->forward(x), network->forward(x)));
}

TEST_CASE("dropout draws on the GPU, from its stream", "[gpu]") {
  if (without_cuda()) return;
  const auto network = plumb::make_network(small_network());
  network->to(at::kCUDA);
  const auto x = at::rand({4, 256}).to(at::kCUDA);
  plumb::seed_dropout(*network, 7);
  const auto first = network->forward(x);
  plumb::seed_dropout(*network, 7);
  CHECK(at::equal(network->forward(x), first));
  CHECK_FALSE(at::equal(network->forward(x), first));
}

}  // namespace
