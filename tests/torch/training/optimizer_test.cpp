#include "training/optimizer.hpp"

#include <torch/optim/adagrad.h>
#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>
#include <torch/optim/optimizer.h>
#include <torch/optim/rmsprop.h>
#include <torch/optim/sgd.h>
#include <torch/types.h>

#include <cmath>

#include "plumb/diagnostics/error.hpp"
#include "plumb/internal/memory_layout.hpp"
#include "support/catch.hpp"
#include "support/threads.hpp"

using plumb::make_optimizer;
using plumb::OptimizerOptions;

namespace {

std::vector<at::Tensor> parameters() {
  at::manual_seed(11);
  return {at::randn({4, 3}).set_requires_grad(true), at::randn({4}).set_requires_grad(true)};
}

at::Tensor loss_of(const std::vector<at::Tensor>& p) {
  return (p[0].square().sum() * 0.5 + (p[1] - 1).pow(4).sum() + (p[0].sum(1) * p[1]).sum()) * 0.1;
}

template <typename Step>
std::vector<at::Tensor> ten_steps(std::vector<at::Tensor> values, Step step) {
  for (int i = 0; i < 10; ++i) {
    for (auto& value : values) value.mutable_grad().reset();
    loss_of(values).backward();
    step();
  }
  return values;
}

void require_equal(const OptimizerOptions& options,
                   std::unique_ptr<torch::optim::Optimizer> reference,
                   const std::vector<at::Tensor>& reference_values) {
  auto values = parameters();
  auto ours = make_optimizer(options, values);
  ten_steps(values, [&] { ours->step(); });
  ten_steps(reference_values, [&] { reference->step(); });
  for (std::size_t i = 0; i < values.size(); ++i) {
    // Float32, operations in another order, ten steps.
    REQUIRE(at::allclose(values[i], reference_values[i], 1e-5, 1e-7));
  }
}

OptimizerOptions named(const std::string& name) {
  OptimizerOptions options;
  options.name = name;
  return options;
}

}  // namespace

TEST_CASE("ten steps of each optimizer equal torch::optim's, with its defaults") {
  const auto reference = parameters();
  SECTION("adam") {
    require_equal(named("adam"), std::make_unique<torch::optim::Adam>(reference), reference);
  }
  SECTION("adamw") {
    OptimizerOptions options = named("adamw");
    options.weight_decay = 1e-2;  // torch's default
    require_equal(options, std::make_unique<torch::optim::AdamW>(reference), reference);
  }
  SECTION("sgd") {
    require_equal(named("sgd"), std::make_unique<torch::optim::SGD>(reference, 1e-2), reference);
  }
  SECTION("rmsprop") {
    require_equal(named("rmsprop"), std::make_unique<torch::optim::RMSprop>(reference), reference);
  }
  SECTION("adagrad") {
    require_equal(named("adagrad"), std::make_unique<torch::optim::Adagrad>(reference), reference);
  }
}

TEST_CASE("ten steps equal torch::optim's with every option in use") {
  const auto reference = parameters();
  OptimizerOptions options;
  SECTION("adam with weight decay") {
    options.learning_rate = 0.03;
    options.weight_decay = 0.1;
    options.epsilon = 1e-3;
    require_equal(options,
                  std::make_unique<torch::optim::Adam>(
                      reference, torch::optim::AdamOptions(0.03).weight_decay(0.1).eps(1e-3)),
                  reference);
  }
  SECTION("sgd with Nesterov momentum and weight decay") {
    options = named("sgd");
    options.momentum = 0.9;
    options.nesterov = true;
    options.weight_decay = 0.1;
    require_equal(
        options,
        std::make_unique<torch::optim::SGD>(
            reference,
            torch::optim::SGDOptions(1e-2).momentum(0.9).nesterov(true).weight_decay(0.1)),
        reference);
  }
  SECTION("rmsprop, centered, with momentum and weight decay") {
    options = named("rmsprop");
    options.momentum = 0.5;
    options.centered = true;
    options.weight_decay = 0.1;
    require_equal(
        options,
        std::make_unique<torch::optim::RMSprop>(
            reference,
            torch::optim::RMSpropOptions(1e-2).momentum(0.5).centered(true).weight_decay(0.1)),
        reference);
  }
}

TEST_CASE("keras-adam's first step is lr·g/(|g| + ε/√(1-β₂))") {
  // Closed form at step 1: m̂ = g, √v̂ = |g|, and Keras's ε weighs 1/√(1-β₂) = 31.6 times LibTorch's.
  for (const double gradient : {1e-7, 1e-6, 1.0}) {
    at::Tensor value = at::zeros({1}).set_requires_grad(true);
    auto optimizer = make_optimizer(named("keras-adam"), {value});
    value.mutable_grad() = at::full({1}, gradient);
    optimizer->step();
    const double expected = -1e-3 * gradient / (gradient + 1e-7 / std::sqrt(1 - 0.999));
    REQUIRE_THAT(value.item<double>(), WithinRel(expected, 1e-5));
  }
}

TEST_CASE("keras-adam corrects by the steps of the optimizer, also where a gradient comes late") {
  OptimizerOptions options = named("keras-adam");
  options.learning_rate = 0.1;
  options.epsilon = 1e-7;
  const bool by_kernel = GENERATE(true, false);
  std::vector<at::Tensor> values{at::ones({2}), at::ones({3})};
  const auto optimizer = make_optimizer(options, values);
  const auto step = [&] {
    by_kernel ? optimizer->step() : optimizer->step(at::zeros({}));  // which LibTorch's looks at
  };
  values[0].mutable_grad() = at::ones({2});
  step();
  values[1].mutable_grad() = at::full({3}, 0.5);
  step();
  // Keras 3's Adam.update_step at iteration 2, moments of one gradient.
  const double rate = 0.1 * std::sqrt(1 - std::pow(0.999, 2)) / (1 - std::pow(0.9, 2));
  const double moment = 0.1 * 0.5, root = std::sqrt(0.001 * 0.25);
  CHECK(values[1][0].item<double>() == Approx(1 - rate * moment / (root + 1e-7)).epsilon(1e-6));
}

TEST_CASE("a parameter without gradient stays, with its step count") {
  const std::string name = GENERATE("adam", "keras-adam", "adamw", "sgd", "rmsprop", "adagrad");
  auto values = parameters();
  const at::Tensor before = values[1].detach().clone();
  OptimizerOptions options = named(name);
  options.momentum = name == "sgd" || name == "rmsprop" ? 0.9 : 0;
  auto optimizer = make_optimizer(options, values);
  values[0].mutable_grad() = at::ones({4, 3});
  optimizer->step();
  REQUIRE(at::equal(values[1], before));
  for (const auto& [key, tensor] : optimizer->state()) {
    if (key.starts_with("1.")) REQUIRE(tensor.abs().sum().item<float>() == 0);
  }
  optimizer->zero_grad();
  REQUIRE_FALSE(values[0].grad().defined());
  optimizer->step();  // nothing has a gradient: nothing to do
}

TEST_CASE("found_inf leaves parameters and state alone, without being read on the host") {
  const std::string name = GENERATE("adam", "keras-adam", "adamw", "sgd", "rmsprop", "adagrad");
  auto values = parameters();
  OptimizerOptions options = named(name);
  options.weight_decay = 0.1;
  auto optimizer = make_optimizer(options, values);
  ten_steps(values, [&] { optimizer->step(); });
  std::vector<at::Tensor> before;
  for (const auto& value : values) before.push_back(value.detach().clone());
  for (const auto& [key, tensor] : optimizer->state()) before.push_back(tensor.clone());
  for (auto& value : values) value.mutable_grad() = at::full_like(value, std::nan(""));
  optimizer->step(at::ones({}));
  std::size_t i = 0;
  for (const auto& value : values) REQUIRE(at::equal(value, before[i++]));
  for (const auto& [key, tensor] : optimizer->state()) {
    CAPTURE(key);
    REQUIRE(at::equal(tensor, before[i++]));
  }
}

TEST_CASE("Adam's kernel and LibTorch's make the same updates, whatever a parameter's layout") {
  OptimizerOptions options = named(GENERATE("adam", "keras-adam", "adamw"));
  options.weight_decay = GENERATE(0.0, 0.1);
  at::manual_seed(5);
  // 1003 entries leave a rest in every vector register; the filter is laid out by channels last.
  std::vector<at::Tensor> ours{at::randn({1003}),
                               at::randn({8, 5, 3, 3}).contiguous(at::MemoryFormat::ChannelsLast)};
  std::vector<at::Tensor> theirs;
  for (const auto& value : ours) theirs.push_back(value.clone());
  const auto by_kernel = make_optimizer(options, ours), by_torch = make_optimizer(options, theirs);
  const at::Tensor none_found = at::zeros({});
  for (int step = 0; step < 20; ++step) {
    for (std::size_t i = 0; i < ours.size(); ++i) {
      ours[i].mutable_grad() = at::randn_like(ours[i]) * std::pow(10.0, step - 10);
      theirs[i].mutable_grad() = ours[i].grad().clone();
    }
    by_kernel->step();
    by_torch->step(none_found);  // which only LibTorch's kernel looks at
  }
  for (std::size_t i = 0; i < ours.size(); ++i) {
    // Each of 20 updates is rounded a few times more or less.
    CHECK(at::allclose(ours[i], theirs[i], /*rtol=*/1e-5, /*atol=*/1e-6));
  }
}

TEST_CASE("layouts differ by the strides of dimensions that have several entries") {
  const auto images = at::arange(24.0).reshape({2, 3, 2, 2});
  const auto channels_last = images.contiguous(at::MemoryFormat::ChannelsLast);
  CHECK(plumb::laid_out_alike(images, images.clone()));
  CHECK_FALSE(plumb::laid_out_alike(images, channels_last));
  CHECK_FALSE(plumb::laid_out_alike(images, images.reshape({2, 3, 4})));
  const auto gaps = at::arange(8.0).reshape({4, 2}).select(1, 0);
  CHECK_FALSE(plumb::laid_out_alike(gaps, gaps));
  // What a convolution over one channel, and its gradient, come with.
  const auto kernel = at::ones({4, 1, 3, 3});
  CHECK(plumb::laid_out_alike(kernel, at::empty_strided({4, 1, 3, 3}, {9, 1, 3, 1})));
}

TEST_CASE("threads share Adam's update and change no bit") {
  const auto updated = [](int threads_to_use) {
    const ScopedThreads threads(threads_to_use);
    at::manual_seed(6);
    std::vector<at::Tensor> values{at::randn({300, 211}), at::randn({300}), at::randn({7})};
    const auto optimizer = make_optimizer(named("adam"), values);
    for (auto& value : values) value.mutable_grad() = at::randn_like(value);
    for (int step = 0; step < 3; ++step) optimizer->step();
    return values;
  };
  const auto alone = updated(1), shared = updated(3);
  for (std::size_t i = 0; i < alone.size(); ++i) CHECK(at::equal(alone[i], shared[i]));
}

TEST_CASE("Adam sums up what it does to each parameter, as a copy of before shows it") {
  OptimizerOptions options = named(GENERATE("adam", "keras-adam", "adamw"));
  options.weight_decay = 0.1;
  // LibTorch's kernel, which the last of these asks for, is observed through copies.
  const std::string way = GENERATE("one thread", "three threads", "found_inf");
  const ScopedThreads threads(way == "three threads" ? 3 : 1);
  at::manual_seed(7);
  // Several blocks with a rest, squares below float32's range, less than a vector, no gradient.
  std::vector<at::Tensor> values{at::randn({300, 211}), at::randn({703}) * 1e-20, at::randn({7}),
                                 at::randn({5})};
  const auto optimizer = make_optimizer(options, values);
  REQUIRE(optimizer->sums_updates());
  std::vector<at::Tensor> before;
  for (const auto& value : values) before.push_back(value.clone());
  for (std::size_t i = 0; i < 3; ++i) values[i].mutable_grad() = at::randn_like(values[i]);
  std::vector<std::pair<at::Tensor, plumb::UpdateSums>> shown;
  optimizer->observe_updates(
      [&](const at::Tensor& value, const auto& sums) { shown.emplace_back(value, sums); });
  optimizer->step(way == "found_inf" ? at::zeros({}) : at::Tensor());
  REQUIRE(shown.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    REQUIRE(shown[i].first.is_same(values[i]));
    const at::Tensor was = before[i].to(at::kDouble);
    const at::Tensor change = values[i].to(at::kDouble) - was;
    REQUIRE(change.abs().max().item<double>() > 0);
    // What plumb::update_sums promises.
    CHECK_THAT(shown[i].second.weight, WithinRel(was.square().sum().item<double>(), 1e-6));
    CHECK_THAT(shown[i].second.update, WithinRel(change.square().sum().item<double>(), 1e-6));
  }
  optimizer->observe_updates({});
  optimizer->step();
  CHECK(shown.size() == 3);
}

TEST_CASE("Adam's sums are the same on any number of threads, and its updates as unobserved") {
  const auto updated = [](int threads_to_use, bool observed) {
    const ScopedThreads threads(threads_to_use);
    at::manual_seed(6);
    std::vector<at::Tensor> values{at::randn({300, 211})};
    const auto optimizer = make_optimizer(named("adam"), values);
    plumb::UpdateSums seen;
    if (observed)
      optimizer->observe_updates([&](const at::Tensor&, const auto& sums) { seen = sums; });
    values[0].mutable_grad() = at::randn_like(values[0]);
    for (int step = 0; step < 3; ++step) optimizer->step();
    return std::pair(values[0], seen);
  };
  const auto [value, sums] = updated(1, true);
  const auto [shared_value, shared_sums] = updated(3, true);
  CHECK(sums.weight == shared_sums.weight);
  CHECK(sums.update == shared_sums.update);
  CHECK(at::equal(value, shared_value));
  CHECK(at::equal(value, updated(1, false).first));
}

TEST_CASE("every listed optimizer can be made, and wrong options are refused") {
  for (const auto& info : plumb::optimizers())
    REQUIRE(make_optimizer(named(info.name), parameters()) != nullptr);
  REQUIRE_THROWS_WITH(make_optimizer(named("adma"), parameters()),
                      ContainsSubstring("adam, keras-adam"));
  OptimizerOptions options = named("sgd");
  options.nesterov = true;
  REQUIRE_THROWS_WITH(make_optimizer(options, parameters()), ContainsSubstring("momentum > 0"));
  options = named("adam");
  options.learning_rate = 0;
  REQUIRE_THROWS_WITH(make_optimizer(options, parameters()), ContainsSubstring("learning rate 0"));
  REQUIRE_THROWS_AS(make_optimizer(named("adam"), {}), plumb::Error);
}
