#include <torch/csrc/autograd/custom_function.h>
#include <torch/nn/module.h>
#include <torch/nn/modules/linear.h>
#include <torch/types.h>

#include <limits>
#include <stdexcept>

#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/tap.hpp"
#include "support/catch.hpp"

using plumb::Monitor;
using Pass = plumb::NonFiniteOrigin::Pass;

namespace {

/// Two layers; what lies between and after them is the test's.
struct Net : torch::nn::Module {
  Net()
      : first(register_module("first", torch::nn::Linear(2, 2))),
        second(register_module("second", torch::nn::Linear(2, 1))) {}
  at::Tensor forward(const at::Tensor& x) {
    plumb::tap(prefix + "input", x);
    const at::Tensor h = plumb::tap(prefix + "hidden", between(first(x)));
    return plumb::tap(prefix + "output", second(h));
  }
  std::string prefix;
  std::function<at::Tensor(const at::Tensor&)> between = [](const at::Tensor& z) { return z; };
  torch::nn::Linear first, second;
};

struct Traced {
  Net net;
  std::vector<plumb::StepRecord> records;
  Monitor monitor;
  at::Tensor x = at::ones({4, 2});

  explicit Traced(const std::string& prefix = "") : monitor(net, options(prefix)) {
    net.prefix = prefix;
  }

  plumb::MonitorOptions options(const std::string& prefix) {
    plumb::MonitorOptions options;
    options.tap_prefix = prefix;
    options.on_record = [this](const plumb::StepRecord& r) { records.push_back(r); };
    return options;
  }

  plumb::NonFiniteOrigin trace(const std::function<at::Tensor(const at::Tensor&)>& loss) {
    const auto run = [&] { return loss(net.forward(x)); };
    const at::Tensor value = run();
    value.backward();
    const auto origin = monitor.trace_non_finite(run);
    monitor.step(value);
    return origin;
  }
};

at::Tensor mean_square(const at::Tensor& y) {
  return y.square().mean();
}

}  // namespace

TEST_CASE("an inf in the batch is told from one that a layer made") {
  Traced t(GENERATE("", "generator."));
  t.x[1][0] = std::numeric_limits<float>::infinity();
  const auto origin = t.trace(mean_square);
  REQUIRE(origin.pass == Pass::input);
  REQUIRE(origin.layer == "input");
}

TEST_CASE("a weight that was not finite before the step is the origin") {
  Traced t;
  {
    const at::NoGradGuard no_grad;
    t.net.second->bias.fill_(std::nanf(""));
  }
  const auto origin = t.trace(mean_square);
  REQUIRE(origin.pass == Pass::weight);
  REQUIRE(origin.layer == "second.bias");
}

TEST_CASE("the producer in the forward pass is told from those that pass it on") {
  Traced t;
  t.net.between = [](const at::Tensor& z) { return (z * 0 + 1000).exp(); };
  const auto origin = t.trace(mean_square);
  REQUIRE(origin.pass == Pass::forward);
  REQUIRE(origin.layer == "hidden");
}

TEST_CASE("a loss that overflows by itself is found") {
  Traced t;
  const auto origin = t.trace([](const at::Tensor& y) { return (y * 0).log().mean(); });
  REQUIRE(origin.pass == Pass::loss);
  REQUIRE(origin.layer == "output");
  REQUIRE_THAT(plumb::to_string(t.monitor.findings().at(0)), ContainsSubstring("the loss itself"));
}

TEST_CASE("without a tap nothing is said of where a loss overflowed but that") {
  torch::nn::Linear net(2, 1);
  at::Tensor x = at::ones({4, 2});
  x[1][0] = std::nanf("");
  Monitor monitor(*net);
  const auto run = [&] { return mean_square(net->forward(x)); };
  const at::Tensor loss = run();
  loss.backward();
  REQUIRE(monitor.trace_non_finite(run).pass == Pass::unseen);
  monitor.step(loss);
  CHECK_THAT(plumb::to_string(monitor.findings().at(0)), ContainsSubstring("no tap showed where"));
}

TEST_CASE("a loss behind layers without a tap is not blamed alone") {
  Traced t;
  torch::nn::Linear net(2, 1);
  const auto run = [&] { return (plumb::tap("hidden", net->forward(t.x)) * 0).log().mean(); };
  const auto origin = t.monitor.trace_non_finite(run);
  REQUIRE(origin.pass == Pass::loss);
  REQUIRE(origin.layer == "hidden");
}

TEST_CASE("a gradient that overflows is the backward pass's, though it is no NaN") {
  const at::Tensor weight = at::full({1}, 1e-30).requires_grad_();
  Monitor monitor({{"weight", weight}});
  const auto scaled = [&](double factor) {
    return monitor.trace_non_finite([&, factor] { return (weight * factor * factor).sum(); });
  };
  REQUIRE(scaled(1e25).pass == Pass::backward);  // 1e50 times a loss of 1e20
  REQUIRE(scaled(1e5).pass == Pass::unknown);
}

TEST_CASE("the operation whose gradient is NaN is named") {
  Traced t;
  // sqrt has an infinite slope at 0, and 0 · inf is NaN.
  t.net.between = [](const at::Tensor& z) { return (z * 0).sqrt(); };
  const auto origin = t.trace(mean_square);
  REQUIRE(origin.pass == Pass::backward);
  REQUIRE_FALSE(origin.operation.empty());
  REQUIRE_THAT(plumb::to_string(t.monitor.findings().at(0)), ContainsSubstring(origin.operation));
  REQUIRE(t.records.at(0).origin->operation == origin.operation);
}

TEST_CASE("the tap that a NaN of the backward pass arrives at is named") {
  Traced t;
  const auto origin =
      t.trace([&](const at::Tensor& y) { return (y * 0).sqrt().mean(); });  // behind "output"
  CHECK(origin.pass == Pass::backward);
  CHECK(origin.layer == "output");
  CHECK_FALSE(origin.operation.empty());
}

TEST_CASE("no tap is named where none lies on the way of a NaN of the backward pass") {
  Traced t;
  t.net.between = [](const at::Tensor& z) { return (z * 0).sqrt(); };  // before "hidden"
  const auto origin = t.trace(mean_square);
  CHECK(origin.pass == Pass::backward);
  CHECK(origin.layer.empty());
}

TEST_CASE("tracing leaves the gradients and the records' cadence alone") {
  Traced t;
  const at::Tensor loss = mean_square(t.net.forward(t.x));
  loss.backward();
  const at::Tensor before = t.net.first->weight.grad().clone();
  const auto origin = t.monitor.trace_non_finite([&] { return mean_square(t.net.forward(t.x)); });
  REQUIRE(origin.pass == Pass::unknown);
  REQUIRE(at::equal(t.net.first->weight.grad(), before));
  t.monitor.step(loss);
  REQUIRE(t.monitor.steps() == 1);
}

/// The identity, until its gradient is asked for.
struct BrokenBackward : torch::autograd::Function<BrokenBackward> {
  static at::Tensor forward(torch::autograd::AutogradContext*, const at::Tensor& x) {
    return x.clone();
  }
  static torch::autograd::variable_list backward(torch::autograd::AutogradContext*,
                                                 const torch::autograd::variable_list&) {
    throw std::runtime_error("no memory for 'this'");
  }
};

TEST_CASE("a repeated backward pass that fails is not taken for a NaN") {
  Traced t;
  const at::Tensor loss = mean_square(t.net.forward(t.x));
  loss.backward();
  REQUIRE_THROWS_WITH(t.monitor.trace_non_finite(
                          [&] { return BrokenBackward::apply(mean_square(t.net.forward(t.x))); }),
                      ContainsSubstring("no memory"));
  t.monitor.step(loss);
  REQUIRE(t.records.size() == 1);
  REQUIRE_FALSE(t.records[0].origin.has_value());
  // The step goes on as if it had not been traced: with what its own pass showed, and only that.
  CHECK(t.records[0].probes.size() == t.net.parameters().size());
  REQUIRE(t.records[0].activations.size() == 3);
  CHECK(t.records[0].activations[0]->mean == 1);
}
