#include "sigmoid.hpp"

#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "activation_kernels.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/models/network.hpp"
#include "support/catch.hpp"

namespace {

using plumb::sigmoid_in_place;

}  // namespace

TEST_CASE("The sigmoid is that of float64 to within three units in the last place") {
  const at::Tensor x = at::linspace(-87.2, 120, 1000003);
  const at::Tensor exact = at::sigmoid(x.to(at::kDouble));
  const at::Tensor y = sigmoid_in_place(x.clone()).to(at::kDouble);
  // A unit in the last place is at most 2⁻²³ of a number.
  CHECK(((y - exact).abs() <= 3 * 0x1p-23 * exact).all().item<bool>());
  CHECK((y <= 1).all().item<bool>());
}

TEST_CASE("The sigmoid's ends are 0, 1 and NaN") {
  const float infinity = std::numeric_limits<float>::infinity();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const at::Tensor y = sigmoid_in_place(
      at::tensor({-infinity, -1e30F, -89.0F, -0.0F, 0.0F, 20.0F, 1e30F, infinity, nan}));
  const at::Tensor expected = at::tensor({0.0F, 0.0F, 0.0F, 0.5F, 0.5F, 1.0F, 1.0F, 1.0F, nan});
  CHECK(at::allclose(y, expected, /*rtol=*/3e-7, /*atol=*/0, /*equal_nan=*/true));
}

TEST_CASE("An entry's sigmoid does not depend on where it lies") {
  const at::Tensor x = at::randn({67}) * 5;
  at::Tensor one_by_one = x.clone();
  for (std::int64_t i = 0; i < x.numel(); ++i)
    plumb::sigmoid_kernel(one_by_one.mutable_data_ptr<float>() + i, 1);
  CHECK(at::equal(sigmoid_in_place(x.clone()), one_by_one));
}

TEST_CASE("The sigmoid's gradients are those of LibTorch's") {
  const at::Tensor leaf = at::randn({5, 7}).requires_grad_();
  const auto gradients = [&](auto&& sigmoid) {
    const at::Tensor y = sigmoid(leaf * 2);
    const at::Tensor first =
        torch::autograd::grad({y.square().sum()}, {leaf}, {}, {}, /*create_graph=*/true).front();
    const at::Tensor second = torch::autograd::grad({first.square().sum()}, {leaf}).front();
    return std::pair(first.detach(), second);
  };
  const auto [first, second] = gradients([](at::Tensor x) { return sigmoid_in_place(x); });
  const auto [first_torch, second_torch] =
      gradients([](const at::Tensor& x) { return x.sigmoid(); });
  CHECK(at::allclose(first, first_torch, 1e-5, 1e-7));
  CHECK(at::allclose(second, second_torch, 1e-5, 1e-7));
}

TEST_CASE("A monitor sees a network's sigmoids, and how saturated they are") {
  plumb::NetworkOptions options;
  options.family = "mlp";
  options.sample_shape = {4};
  options.depth = 2;
  options.width = 8;
  options.activation = "sigmoid";
  const auto network = plumb::make_network(options);
  std::optional<plumb::StepRecord> seen;
  plumb::MonitorOptions watching;
  watching.on_record = [&](const plumb::StepRecord& record) { seen = record; };
  plumb::Monitor monitor(*network, watching);
  const at::Tensor loss = network->forward(at::randn({16, 4})).square().mean();
  loss.backward();
  monitor.step(loss);
  const auto& taps = monitor.taps();
  const auto first = std::find_if(taps.begin(), taps.end(),
                                  [](const auto& tap) { return tap.name == "dense_01"; });
  REQUIRE(first != taps.end());
  CHECK(first->kind == plumb::ActivationKind::sigmoid);
  const auto& probe = seen->activations.at(static_cast<std::size_t>(first - taps.begin()));
  CHECK(probe->saturated.has_value());
}

TEST_CASE("What is neither float32 nor dense takes LibTorch's sigmoid") {
  const at::Tensor doubles = at::randn({9}, at::kDouble);
  CHECK(at::equal(sigmoid_in_place(doubles.clone()), doubles.sigmoid()));
  const at::Tensor wide = at::randn({4, 6});
  const at::Tensor expected = wide.slice(1, 0, 6, 2).sigmoid();
  CHECK(at::equal(sigmoid_in_place(wide.slice(1, 0, 6, 2)), expected));
}
