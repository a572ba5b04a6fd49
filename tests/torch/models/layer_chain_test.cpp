#include "layer_chain.hpp"

#include <torch/csrc/autograd/autograd.h>
#include <torch/types.h>

#include <functional>
#include <optional>

#include "chained_network.hpp"
#include "plumb/diagnostics/gradient_norms.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "plumb/diagnostics/tap.hpp"
#include "support/catch.hpp"
#include "support/threads.hpp"

namespace {

struct Pass {
  at::Tensor outputs;
  std::vector<at::Tensor> gradients;  // of the parameters, then of the inputs
};

/// One pass over a batch; layer by layer where something watches the taps that wants tensors of the
/// graph.
Pass pass(plumb::Network& network, bool watched, std::int64_t batch = 8) {
  at::manual_seed(1);
  const at::Tensor x = at::randn({batch, 12}).requires_grad_(true);
  const at::Tensor targets = at::randint(0, 10, {batch}, at::kLong);
  for (auto& parameter : network.parameters()) parameter.mutable_grad() = at::Tensor();
  std::optional<plumb::TapObserver> observer;
  if (watched) observer.emplace([](std::string_view, const at::Tensor&) {});
  Pass result;
  result.outputs = network.forward(x);
  CHECK((result.outputs.grad_fn()->name().find("LayerChain") == std::string::npos) == watched);
  at::cross_entropy_loss(result.outputs, targets).backward();
  for (const auto& parameter : network.parameters()) result.gradients.push_back(parameter.grad());
  result.gradients.push_back(x.grad());
  return result;
}

/// The norms that a monitor takes of the parameters' gradients in a pass of the chain, and those
/// that are computed of the same gradients in double.
struct Norms {
  std::vector<double> taken, computed;
};

Norms norms_of(plumb::Network& network, std::int64_t batch, double factor) {
  plumb::MonitorOptions options;
  options.probe_every = 0;
  Norms norms;
  options.on_record = [&](const plumb::StepRecord& record) {
    for (const auto& norm : record.norms) norms.taken.push_back(norm.value());
  };
  plumb::Monitor monitor(network, options);
  at::manual_seed(1);
  const at::Tensor outputs = network.forward(at::randn({batch, 12}));
  CHECK(outputs.grad_fn()->name().find("LayerChain") != std::string::npos);
  const at::Tensor loss = outputs.square().sum() * factor;
  network.zero_grad();
  loss.backward();
  for (const auto& parameter : network.parameters())
    norms.computed.push_back(plumb::cpu_norm(parameter.grad()));
  monitor.step(loss.detach());
  return norms;
}

}  // namespace

TEST_CASE("a chain of layers gives the numbers of its layers, to the last bit") {
  const std::string activation = GENERATE("identity", "sigmoid", "tanh", "relu");
  // The small-batch products fill their registers with 32 samples, have room left over with 20, cut
  // 300 into parts, and leave 8 to LibTorch.
  for (const std::int64_t batch : {8, 20, 32, 300}) {
    INFO(activation << ", batch " << batch);
    const auto network = chained_network(activation);
    const Pass whole = pass(*network, false, batch);
    const Pass by_layer = pass(*network, true, batch);
    CHECK(at::equal(whole.outputs, by_layer.outputs));
    REQUIRE(whole.gradients.size() == by_layer.gradients.size());
    for (std::size_t i = 0; i < whole.gradients.size(); ++i)
      CHECK(at::equal(whole.gradients[i], by_layer.gradients[i]));
  }
}

TEST_CASE("threads share a chain's products and change no bit") {
  const std::string activation = GENERATE("identity", "sigmoid", "tanh", "relu");
  const auto network = chained_network(activation, 200);
  for (const std::int64_t batch : {20, 300}) {
    const Pass alone = pass(*network, false, batch);
    const ScopedThreads threads(3);
    const Pass shared = pass(*network, false, batch);
    INFO(activation << ", batch " << batch);
    CHECK(at::equal(alone.outputs, shared.outputs));
    for (std::size_t i = 0; i < alone.gradients.size(); ++i)
      CHECK(at::equal(alone.gradients[i], shared.gradients[i]));
  }
}

TEST_CASE("the norms that are summed in a chain's products are those of its gradients") {
  const auto network = chained_network("tanh", 200);
  for (const std::int64_t batch : {20, 300}) {
    // Squares within float32's range, beyond it, and below it.
    for (const double factor : {1.0, 1e22, 1e-24}) {
      INFO("batch " << batch << ", loss times " << factor);
      const Norms norms = norms_of(*network, batch, factor);
      REQUIRE(norms.taken.size() == norms.computed.size());
      // Independent roundings of 40,000 squares, 2⁻²⁴ each; of the first and last layer 2,400.
      for (std::size_t i = 0; i < norms.taken.size(); ++i)
        CHECK(std::abs(norms.taken[i] / norms.computed[i] - 1) < (factor == 1 ? 1e-8 : 1e-15));
      const ScopedThreads threads(3);
      CHECK(norms_of(*network, batch, factor).taken == norms.taken);
    }
  }
}

TEST_CASE("a chain gives the same outputs without a graph") {
  const std::int64_t batch = GENERATE(8, 300);
  const auto network = chained_network("sigmoid");
  const at::Tensor x = at::randn({batch, 12});
  const at::Tensor with_graph = network->forward(x);
  const at::NoGradGuard no_grad;
  CHECK(at::equal(network->forward(x), with_graph));
}

TEST_CASE("a chain leaves frozen parameters alone") {
  const std::int64_t batch = GENERATE(8, 300);
  const auto network = chained_network("tanh");
  network->named_parameters()["dense_02.weight"].requires_grad_(false);
  network->named_parameters()["dense_03.bias"].requires_grad_(false);
  const Pass whole = pass(*network, false, batch);
  const Pass by_layer = pass(*network, true, batch);
  int missing = 0;
  for (std::size_t i = 0; i < whole.gradients.size(); ++i) {
    REQUIRE(whole.gradients[i].defined() == by_layer.gradients[i].defined());
    missing += whole.gradients[i].defined() ? 0 : 1;
    if (whole.gradients[i].defined()) CHECK(at::equal(whole.gradients[i], by_layer.gradients[i]));
  }
  CHECK(missing == 2);
}

TEST_CASE("an activation behind a chain may overwrite its outputs") {
  const std::int64_t batch = GENERATE(8, 300);
  const auto network = chained_network("tanh");
  at::Tensor kept, overwritten;
  for (const bool in_place : {false, true}) {
    for (auto& parameter : network->parameters()) parameter.mutable_grad() = at::Tensor();
    const at::Tensor outputs = network->forward(at::ones({batch, 12}));
    (in_place ? outputs.sigmoid_() : outputs.sigmoid()).square().sum().backward();
    (in_place ? overwritten : kept) = network->named_parameters()["dense_01.weight"].grad();
  }
  CHECK(at::equal(kept, overwritten));
}

TEST_CASE("a chain can be differentiated twice") {
  const auto network = chained_network("tanh");
  network->to(at::kDouble);
  const auto input = [](double shift) {
    at::Tensor x = at::full({2, 12}, 0.5, at::kDouble);
    x[0][0] += shift;
    return x.requires_grad_(true);
  };
  const auto squared_gradient = [&](const at::Tensor& x, bool create_graph) {
    const at::Tensor loss = network->forward(x).square().sum();
    return torch::autograd::grad({loss}, {x}, {}, true, create_graph).front().square().sum();
  };
  const at::Tensor x = input(0);
  const at::Tensor twice = torch::autograd::grad({squared_gradient(x, true)}, {x}).front();
  // A central difference of h = 1e-4 in double is good to h² of the value.
  const double difference = (squared_gradient(input(1e-4), false).item<double>() -
                             squared_gradient(input(-1e-4), false).item<double>()) /
                            2e-4;
  CHECK_THAT(twice[0][0].item<double>(), WithinRel(difference, 1e-6));
}

TEST_CASE("a chain notices a weight that changed before its backward pass") {
  const auto network = chained_network("relu");
  const at::Tensor loss = network->forward(at::ones({2, 12})).sum();
  {
    const at::NoGradGuard no_grad;
    network->named_parameters()["dense_02.weight"].add_(1);
  }
  CHECK_THROWS_WITH(loss.backward(), ContainsSubstring("modified by an inplace operation"));
}

TEST_CASE("where there is more between the layers than activations, there is no chain") {
  for (const auto& change : std::vector<std::function<void(plumb::NetworkOptions&)>>{
           [](auto& o) { o.normalization = "batch"; }, [](auto& o) { o.residual = "plain"; },
           [](auto& o) { o.dropout = 0.5; }, [](auto& o) { o.normalization = "weight"; },
           [](auto& o) { o.activation = "gelu"; }}) {
    plumb::NetworkOptions options;
    options.sample_shape = {12};
    options.depth = 2;
    options.width = 4;
    options.activation = "relu";
    change(options);
    const auto outputs = plumb::make_network(options)->forward(at::ones({2, 12}));
    CHECK(outputs.grad_fn()->name().find("LayerChain") == std::string::npos);
  }
}

TEST_CASE("a chain takes no batch and no link of another number of features") {
  const std::int64_t batch = GENERATE(4, 32, 300);  // where LibTorch's products are used, and not
  at::AutoGradMode with_graph(GENERATE(false, true));
  INFO("batch of " << batch << (at::GradMode::is_enabled() ? " with a graph" : " without"));
  const auto network = chained_network("tanh");
  for (const std::int64_t features : {11, 13})
    CHECK_THROWS_WITH(network->forward(at::ones({batch, features})),
                      ContainsSubstring("shapes cannot be multiplied"));

  const auto link = [](std::int64_t outputs, std::int64_t inputs) {
    return plumb::ChainLink{
        at::ones({outputs, inputs}), at::ones({outputs}), plumb::ChainActivation::tanh, {}};
  };
  const at::Tensor x = at::ones({batch, 12});
  // Inputs of the second that are the batch's, and not the first one's outputs.
  const std::vector<plumb::ChainLink> apart{link(20, 12), link(3, 12)};
  if (plumb::layer_chain_fits(x, apart))
    CHECK_THROWS_WITH(plumb::layer_chain(x, apart),
                      ContainsSubstring("shapes cannot be multiplied"));
}
