// What a monitor sees at the taps of a chain of layers, which is one node of autograd's graph,
// against what it sees of the same layers one by one.

#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "chained_network.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/tap.hpp"
#include "support/catch.hpp"
#include "support/threads.hpp"

namespace {

constexpr auto infinity = std::numeric_limits<float>::infinity();

enum class Way { chain, layer_by_layer };

using Backward = std::function<void(const at::Tensor& loss)>;

void plain_backward(const at::Tensor& loss) {
  loss.backward();
}

struct Probe {
  std::vector<plumb::TapInfo> taps;
  plumb::StepRecord record;
};

/// One probed step. An observer makes the network go layer by layer.
Probe probe_of(plumb::Network& network, Way way, const at::Tensor& x,
               const Backward& backward = plain_backward) {
  Probe probe;
  plumb::MonitorOptions options;
  options.probe_every = 1;
  options.on_record = [&](const plumb::StepRecord& record) { probe.record = record; };
  plumb::Monitor monitor(network, options);
  std::optional<plumb::TapObserver> observer;
  if (way == Way::layer_by_layer) observer.emplace([](std::string_view, const at::Tensor&) {});
  network.zero_grad();
  const at::Tensor outputs = network.forward(x);
  CHECK((outputs.grad_fn()->name().find("LayerChain") != std::string::npos) == (way == Way::chain));
  at::manual_seed(2);
  const at::Tensor targets = at::randint(0, 10, {x.size(0)}, at::kLong);
  const at::Tensor loss = at::cross_entropy_loss(outputs, targets);
  backward(loss);
  monitor.step(loss.detach());
  monitor.flush();
  probe.taps = monitor.taps();
  return probe;
}

at::Tensor batch_of(std::int64_t samples) {
  at::manual_seed(1);
  return at::randn({samples, 12});
}

bool is_nan(const std::optional<double>& x) {
  return x && *x != *x;
}

/// Squares are summed in double, in another order.
void check_gradients(const std::optional<double>& a, const std::optional<double>& b) {
  REQUIRE(a.has_value() == b.has_value());
  if (a && !is_nan(a)) CHECK((*a == *b || std::abs(*a / *b - 1) < 1e-14));
  CHECK(is_nan(a) == is_nan(b));
}

bool equal(double a, double b) {
  return a == b || (a != a && b != b);
}

bool equal(const std::optional<double>& a, const std::optional<double>& b) {
  return a.has_value() == b.has_value() && (!a || equal(*a, *b));
}

/// Sums in double, in another order: a few of their last bits, of what is as large as `scale`.
bool close(double a, double b, double scale) {
  return equal(a, b) || std::abs(a - b) <= 1e-13 * scale;
}

void check_activations(const Probe& a, const Probe& b) {
  REQUIRE(a.taps.size() == b.taps.size());
  REQUIRE(a.record.activations.size() == b.record.activations.size());
  for (std::size_t i = 0; i < a.taps.size(); ++i) {
    INFO("tap " << b.taps[i].name);
    CHECK(a.taps[i].name == b.taps[i].name);
    CHECK(a.taps[i].kind == b.taps[i].kind);
    CHECK(a.taps[i].units == b.taps[i].units);
    const auto& x = a.record.activations[i].value();
    const auto& y = b.record.activations[i].value();
    const double size = std::hypot(x.mean, x.deviation);
    CHECK(close(x.mean, y.mean, size));
    CHECK(close(x.deviation * x.deviation, y.deviation * y.deviation, size * size));
    REQUIRE(x.spread.has_value() == y.spread.has_value());
    if (x.spread) CHECK(close(*x.spread, *y.spread, 1));
    CHECK(equal(x.saturated, y.saturated));
    CHECK(x.zeros == y.zeros);
    CHECK(x.inactive == y.inactive);
    CHECK(x.non_finite == y.non_finite);
    check_gradients(x.gradient, y.gradient);
  }
}

void check_parameters(const Probe& a, const Probe& b) {
  REQUIRE(a.record.probes.size() == b.record.probes.size());
  for (std::size_t i = 0; i < a.record.probes.size(); ++i) {
    const auto& x = a.record.probes[i];
    const auto& y = b.record.probes[i];
    CHECK(x.weight == y.weight);
    CHECK(x.zeros == y.zeros);
    CHECK(x.non_finite == y.non_finite);
    CHECK(x.constant == y.constant);
  }
}

void check_equal(plumb::Network& network, const at::Tensor& x,
                 const Backward& backward = plain_backward) {
  const Probe chained = probe_of(network, Way::chain, x, backward);
  const Probe by_layer = probe_of(network, Way::layer_by_layer, x, backward);
  check_activations(chained, by_layer);
  check_parameters(chained, by_layer);
}

}  // namespace

TEST_CASE("taps show of a chain what they show of its layers") {
  const std::string activation = GENERATE("identity", "sigmoid", "tanh", "relu");
  // The products' registers have room left over in the first.
  for (const std::int64_t width : {20, 32}) {
    const auto network = chained_network(activation, width);
    // As rows, as columns with padding, without, and in parts.
    for (const std::int64_t batch : {8, 20, 32, 300}) {
      INFO(activation << ", width " << width << ", batch " << batch);
      check_equal(*network, batch_of(batch));
      check_equal(*network, batch_of(batch).requires_grad_());
    }
  }
}

TEST_CASE("zeros in the gradients of a chain are counted where there are a few") {
  const std::string activation = GENERATE("sigmoid", "relu");
  const std::int64_t width = GENERATE(20, 32);
  const auto network = chained_network(activation, width);
  network->named_parameters()["dense_03.weight"].detach().select(0, 5).zero_();
  network->named_parameters()["dense_02.weight"].detach().select(0, 3).zero_();
  network->named_parameters()["dense_02.bias"].detach()[3] = activation == "relu" ? 0 : -200;
  const at::Tensor x = batch_of(300);
  x.select(1, 2).zero_();
  const Probe probe = probe_of(*network, Way::chain, x);
  CHECK(probe.record.probes[0].zeros.value() >= 1.0 / 12);
  CHECK(probe.record.probes[4].zeros.value() >= 1.0 / static_cast<double>(width));
  check_equal(*network, x);
}

TEST_CASE("threads change no bit of what taps show of a chain") {
  const std::string activation = GENERATE("identity", "sigmoid");
  const auto network = chained_network(activation, 200);
  for (const std::int64_t batch : {20, 300}) {
    const Probe alone = probe_of(*network, Way::chain, batch_of(batch));
    for (const int count : {2, 3}) {
      INFO(activation << ", batch " << batch << ", threads " << count);
      const ScopedThreads threads(count);
      const Probe shared = probe_of(*network, Way::chain, batch_of(batch));
      check_activations(alone, shared);
      for (std::size_t i = 0; i < alone.taps.size(); ++i) {
        CHECK(alone.record.activations[i].value().gradient ==
              shared.record.activations[i].value().gradient);
      }
    }
  }
}

TEST_CASE("units without activity are counted over the steps of a chain") {
  const auto network = chained_network("relu");
  {
    const at::NoGradGuard no_grad;
    network->named_parameters()["dense_02.bias"].narrow(0, 0, 5).fill_(-100);
  }
  const Probe probe = probe_of(*network, Way::chain, batch_of(300));
  REQUIRE(probe.taps[2].name == "dense_02");
  CHECK(probe.record.activations[2].value().inactive >= 5 / 20.0);
  check_equal(*network, batch_of(300));
}

TEST_CASE("what lies beyond the batch is no sample") {
  // A sigmoid's columns hold 0.5 and more there. Behind a weight of zeros all samples do.
  const auto network = chained_network("sigmoid");
  {
    const at::NoGradGuard no_grad;
    network->named_parameters()["dense_01.weight"].zero_();
    network->named_parameters()["dense_01.bias"].fill_(-200);
  }
  const Probe probe = probe_of(*network, Way::chain, batch_of(20));
  CHECK(probe.record.activations[1].value().zeros == 1);
  network->named_parameters()["dense_03.bias"].detach().fill_(infinity);
  check_equal(*network, batch_of(20));
}

TEST_CASE("gradients that vanish or are not finite reach a chain's taps as they are") {
  const std::string activation = GENERATE("identity", "sigmoid", "relu");
  const auto network = chained_network(activation);
  // Their squares are beyond float32's range, and below.
  for (const double factor : {1e25, 1e-30, 0.0}) {
    INFO(activation << ", loss times " << factor);
    check_equal(*network, batch_of(20),
                [&](const at::Tensor& loss) { (loss * factor).backward(); });
  }
  check_equal(*network, batch_of(20), [](const at::Tensor& loss) { (loss * infinity).backward(); });
  at::Tensor x = batch_of(20);
  x[3][4] = infinity;
  check_equal(*network, x);
}

TEST_CASE("taps of a chain with frozen parameters") {
  const std::int64_t batch = GENERATE(8, 20, 300);
  const auto network = chained_network("tanh");
  auto parameters = network->named_parameters();
  parameters["dense_01.weight"].requires_grad_(false);
  SECTION("behind which there are others") {
    parameters["dense_03.bias"].requires_grad_(false);
    check_equal(*network, batch_of(batch));
  }
  SECTION("before which no gradient arrives") {
    for (const auto* name : {"dense_01.bias", "dense_02.weight", "dense_02.bias"})
      parameters[name].requires_grad_(false);
    const Probe probe = probe_of(*network, Way::chain, batch_of(batch));
    CHECK(!probe.record.activations[2].value().gradient);
    CHECK(probe.record.activations[3].value().gradient);
    check_equal(*network, batch_of(batch));
  }
}

TEST_CASE("a gradient asked for in the middle of a chain counts at no tap, as without the chain") {
  const std::int64_t batch = GENERATE(8, 20, 300);
  const auto network = chained_network("tanh");
  const auto weight = network->named_parameters()["dense_03.weight"];
  check_equal(*network, batch_of(batch),
              [&](const at::Tensor& loss) { torch::autograd::grad({loss}, {weight}); });
}

TEST_CASE("several backward passes through a chain add up at its taps") {
  const std::int64_t batch = GENERATE(8, 20, 300);
  const auto network = chained_network("sigmoid");
  check_equal(*network, batch_of(batch), [](const at::Tensor& loss) {
    loss.backward({}, /*retain_graph=*/true);
    loss.backward();
  });
}

TEST_CASE("a gradient that is to be differentiated again passes a chain's taps") {
  const std::int64_t batch = GENERATE(8, 20, 300);
  const auto network = chained_network("tanh");
  check_equal(*network, batch_of(batch), [&](const at::Tensor& loss) {
    loss.backward({}, /*retain_graph=*/true, /*create_graph=*/true);
  });
}

TEST_CASE("several visits of a chain in a step are one tap") {
  const auto network = chained_network("relu");
  const auto probe = [&](Way way) {
    return probe_of(*network, way, batch_of(20), [&](const at::Tensor& loss) {
      const at::Tensor more = network->forward(batch_of(32) * 3).square().mean();
      (loss + more).backward();
    });
  };
  check_activations(probe(Way::chain), probe(Way::layer_by_layer));
}

TEST_CASE("a pass without gradients shows a probing monitor nothing of a chain") {
  const auto network = chained_network("relu");
  const auto probe = [&](bool evaluated) {
    return probe_of(*network, Way::chain, batch_of(20), [&](const at::Tensor& loss) {
      if (evaluated) {
        const at::NoGradGuard no_grad;
        network->forward(batch_of(32));
      }
      loss.backward();
    });
  };
  check_activations(probe(true), probe(false));
}
