#include "plumb/models/network.hpp"

#include <fmt/format.h>
#include <torch/nn/module.h>
#include <torch/types.h>

#include <set>

#include "plumb/diagnostics/error.hpp"
#include "plumb/models/conv_net.hpp"
#include "plumb/models/mlp.hpp"
#include "support/catch.hpp"

namespace {

using plumb::NetworkOptions;

NetworkOptions options_for(const std::string& family, std::int64_t depth = 0,
                           std::int64_t width = 0) {
  NetworkOptions options;
  options.family = family;
  options.sample_shape = {1, 28, 28};
  options.depth = depth;
  options.width = width;
  return options;
}

/// "uniform:A" with a number in the placeholder's place.
std::string with_argument(const std::string& name, const std::string& number = "0.05") {
  const auto colon = name.find(':');
  return colon == std::string::npos ? name : name.substr(0, colon + 1) + number;
}

bool reads_sequences(const std::string& family) {
  return family == "rnn" || family == "lstm" || family == "gru";
}

std::vector<std::string> parameter_names(const plumb::Network& network) {
  return network.named_parameters().keys();
}

TEST_CASE("the reference networks have Keras's numbers of parameters") {
  CHECK(plumb::count_parameters(*plumb::make_network(options_for("mlp", 11, 256))) == 861450);
  CHECK(plumb::count_parameters(*plumb::make_network(options_for("mlp", 21, 256))) == 1519370);
  CHECK(plumb::count_parameters(*plumb::make_network(options_for("resnet"))) == 2791946);
}

TEST_CASE("layers have names that a person recognizes") {
  const auto mlp = parameter_names(*plumb::make_network(options_for("mlp", 11, 4)));
  REQUIRE(mlp.size() == 24);
  CHECK(mlp.front() == "dense_01.weight");
  CHECK(mlp[21] == "dense_11.bias");
  CHECK(mlp[22] == "output.weight");

  const auto resnet = parameter_names(*plumb::make_network(options_for("resnet", 3, 4)));
  const std::vector<std::string> layers{
      "stem.conv",      "stem.norm",      "block_1.conv_1",   "block_1.norm_1",
      "block_1.conv_2", "block_1.norm_2", "block_2.conv_1",   "block_2.norm_1",
      "block_2.conv_2", "block_2.norm_2", "block_3.conv_1",   "block_3.norm_1",
      "block_3.conv_2", "block_3.norm_2", "block_3.shortcut", "output"};
  std::vector<std::string> expected;
  for (const auto& layer : layers) {
    expected.push_back(layer + ".weight");
    expected.push_back(layer + ".bias");
  }
  CHECK(resnet == expected);
}

TEST_CASE("a hundred layers need three digits") {
  const auto names = parameter_names(*plumb::make_network(options_for("mlp", 100, 1)));
  CHECK(names.front() == "dense_001.weight");
  CHECK(names[198] == "dense_100.weight");
}

TEST_CASE("channels double and images halve at every second block") {
  const auto parameters = plumb::make_network(options_for("cnn", 7, 2))->named_parameters();
  const auto out = [&](int block) {
    return parameters[fmt::format("block_{}.conv_2.weight", block)].size(0);
  };
  CHECK(out(1) == 2);
  CHECK(out(2) == 2);
  CHECK(out(3) == 4);
  CHECK(out(4) == 4);
  CHECK(out(5) == 8);
  CHECK(out(7) == 16);
  CHECK(parameters["output.weight"].size(1) == 16);  // 28 → 14 → 7 → 4 → 2 → 1
}

TEST_CASE("every combination of registered names gives a network of the right shape") {
  const auto combination = [](const std::string& family, const std::string& activation) {
    for (const auto& normalization : plumb::normalizations()) {
      for (const auto& residual : plumb::residuals()) {
        CAPTURE(family, activation, normalization.name, residual.name);
        auto options = options_for(family, 3, 16);
        options.sample_shape = {2, 16, 17};
        options.outputs = 5;
        options.activation = activation;
        options.normalization = with_argument(normalization.name, "2");
        options.residual = residual.name;
        if (residual.name == "fixup" && normalization.name != "none") {
          CHECK_THROWS_AS(plumb::make_network(options), plumb::Error);
          continue;
        }
        const auto network = plumb::make_network(options);
        const auto x = at::rand({3, 2, 16, 17});
        const auto y = network->forward(x);
        CHECK(y.sizes() == at::IntArrayRef({3, 5}));
        // exp of exp of exp leaves float's range: what it is there to show.
        if (activation != "exponential") CHECK(y.isfinite().all().item<bool>());
        y.sum().backward();
        std::set<std::string> names;
        for (const auto& p : network->named_parameters()) {
          INFO(p.key());
          CHECK(names.insert(p.key()).second);
          REQUIRE(p.value().grad().defined());
          if (activation != "exponential") {
            CHECK(p.value().grad().isfinite().all().item<bool>());
          }
        }
        network->eval();
        CHECK(at::allclose(network->forward(x.flatten(1)), network->forward(x), 0, 0,
                           /*equal_nan=*/true));
      }
    }
  };
  REQUIRE(plumb::network_families().size() == 7);
  REQUIRE(plumb::activations().size() == 12);
  REQUIRE(plumb::normalizations().size() == 6);
  REQUIRE(plumb::residuals().size() == 5);
  for (const auto& family : plumb::network_families()) {
    if (reads_sequences(family.name)) continue;  // recurrent_test.cpp
    for (const auto& activation : plumb::activations()) combination(family.name, activation.name);
  }
}

TEST_CASE("every registered initializer fills every family") {
  REQUIRE(plumb::initializers().size() == 14);
  for (const auto& family : plumb::network_families()) {
    if (reads_sequences(family.name)) continue;
    for (const auto& initializer : plumb::initializers()) {
      CAPTURE(family.name, initializer.name);
      auto options = options_for(family.name, 2, 4);
      options.initializer = with_argument(initializer.name);
      for (const auto& p : plumb::make_network(options)->named_parameters()) {
        INFO(p.key());
        CHECK(p.value().isfinite().all().item<bool>());
      }
    }
  }
}

TEST_CASE("activations compute their functions") {
  const auto expected = [](const std::string& name, const at::Tensor& x) -> at::Tensor {
    if (name == "sigmoid") return 1 / (1 + (-x).exp());
    if (name == "tanh") return (x.exp() - (-x).exp()) / (x.exp() + (-x).exp());
    if (name == "relu") return at::where(x > 0, x, 0.0);
    if (name == "leaky-relu") return at::where(x > 0, x, 0.01 * x);
    if (name == "prelu") return at::where(x > 0, x, 0.25 * x);
    if (name == "elu") return at::where(x > 0, x, x.exp() - 1);
    if (name == "selu") {
      return 1.0507009873554805 * at::where(x > 0, x, 1.6732632423543772 * (x.exp() - 1));
    }
    if (name == "gelu") return x * 0.5 * (1 + (x / std::sqrt(2.0)).erf());
    if (name == "silu") return x / (1 + (-x).exp());
    if (name == "exponential") return x.exp();
    if (name == "softplus") return (1 + x.exp()).log();
    return x;  // identity
  };
  const auto x = at::linspace(-3, 3, 13, at::kDouble);
  for (const auto& activation : plumb::activations()) {
    INFO(activation.name);
    torch::nn::Module owner;
    const auto function = plumb::make_activation(activation.name, owner);
    CHECK(at::allclose(function(x.clone()), expected(activation.name, x), 1e-12, 1e-12));
  }
}

TEST_CASE("a residual MLP adds the identity around every layer that keeps its width") {
  auto options = options_for("mlp", 2, 4);
  options.sample_shape = {3};
  options.outputs = 2;
  options.activation = "tanh";
  options.residual = "plain";
  plumb::Mlp mlp(plumb::resolve(options));
  const auto p = mlp->named_parameters();
  const auto x = at::rand({5, 3});
  const auto h = at::linear(x, p["dense_01.weight"], p["dense_01.bias"]).tanh();
  const auto sum = at::linear(h, p["dense_02.weight"], p["dense_02.bias"]).tanh() + h;
  CHECK(at::allclose(mlp->forward(x), at::linear(sum, p["output.weight"], p["output.bias"])));
}

TEST_CASE("lenet is Keras's: valid convolutions, then dense layers of 120 and 84 units") {
  const auto lenet = plumb::make_network(options_for("lenet"));
  CHECK(parameter_names(*lenet) ==
        std::vector<std::string>{"conv_1.weight", "conv_1.bias", "conv_2.weight", "conv_2.bias",
                                 "dense_01.weight", "dense_01.bias", "dense_02.weight",
                                 "dense_02.bias", "output.weight", "output.bias"});
  // 156 + 2,416 + 256 · 120 + 120 + 120 · 84 + 84 + 84 · 10 + 10
  CHECK(plumb::count_parameters(*lenet) == 44426);
  auto deep = options_for("lenet", 3, 10);
  const auto parameters = plumb::make_network(deep)->named_parameters();
  CHECK(parameters["dense_01.weight"].sizes() == at::IntArrayRef({120, 256}));
  CHECK(parameters["dense_04.weight"].sizes() == at::IntArrayRef({10, 10}));
}

TEST_CASE("an output activation acts on the outputs and leaves the names alone") {
  auto options = options_for("mlp", 2, 4);
  const auto plain = plumb::make_network(options);
  options.output_activation = "softmax";
  const auto activated = plumb::make_network(options);
  const auto x = at::rand({3, 784});
  CHECK(parameter_names(*activated) == parameter_names(*plain));
  CHECK(at::equal(activated->forward(x), at::softmax(plain->forward(x), 1)));
  options.normalization = "batch";
  const auto normalized = plumb::make_network(options);
  CHECK(plumb::depends_on_mode(*normalized));
  const auto training = normalized->forward(x);
  normalized->eval();
  CHECK_FALSE(at::equal(normalized->forward(x), training));
}

TEST_CASE("a softmax of outputs at several steps is over the classes of each step") {
  auto options = options_for("gru", 1, 4);
  options.sample_shape = {6, 3};
  options.output_steps = 2;
  const auto plain = plumb::make_network(options);
  options.output_activation = "softmax";
  const auto activated = plumb::make_network(options);
  const auto x = at::rand({3, 6, 3});
  const auto probabilities = activated->forward(x);
  REQUIRE(probabilities.sizes() == at::IntArrayRef({3, 2, 10}));
  CHECK(at::allclose(probabilities.sum(2), at::ones({3, 2})));
  CHECK(at::equal(probabilities, at::softmax(plain->forward(x), 2)));
}

TEST_CASE("what is left open takes the family's default") {
  const auto mlp = plumb::resolve(options_for("mlp"));
  CHECK(mlp.depth == 2);
  CHECK(mlp.width == 128);
  CHECK(mlp.initializer == "glorot-uniform");
  CHECK(mlp.normalization == "none");
  CHECK(mlp.residual == "none");

  const auto resnet = plumb::resolve(options_for("resnet"));
  CHECK(resnet.depth == 6);
  CHECK(resnet.width == 64);
  CHECK(resnet.initializer == "he-normal");
  CHECK(resnet.output_initializer == "glorot-uniform");
  CHECK(resnet.normalization == "batch");
  CHECK(resnet.residual == "plain");
  CHECK(plumb::resolve(options_for("cnn")).residual == "none");

  auto orthogonal = options_for("mlp");
  orthogonal.initializer = "orthogonal";
  CHECK(plumb::resolve(orthogonal).output_initializer == "orthogonal");
}

TEST_CASE("options that cannot be met are refused with the reason") {
  auto options = options_for("mlp");
  const auto refused = [&](const std::string& reason) {
    INFO(reason);
    CHECK_THROWS_AS(plumb::make_network(options), plumb::Error);
    CHECK_THROWS_WITH(plumb::make_network(options), ContainsSubstring(reason));
    options = options_for("mlp");
  };
  options.family = "transformer";
  refused(
      "'transformer' is not a known model: choose one of mlp, cnn, resnet, lenet, rnn, lstm, gru");
  options.activation = "rleu";
  refused("'rleu' is not a known activation: choose one of identity, sigmoid");
  options.initializer = "xavier";
  refused("'xavier' is not a known initializer");
  options.output_initializer = "xavier";
  refused("'xavier' is not a known initializer");
  options.initializer = "uniform:A";
  refused("initializer 'uniform:A': 'A' is not a number > 0");
  options.bias_initializer = "he-normal";
  refused("'he-normal' is not an initializer of biases: choose one of zeros, uniform:A");
  options.output_activation = "identity";
  refused("'identity' is not a known output activation: choose one of none, softmax");
  options.family = "lenet";
  options.sample_shape = {1, 28, 15};
  refused("images {channels, height, width} of at least 16 x 16");
  options.normalization = "instance";
  refused("'instance' is not a known norm: choose one of none, batch");
  options.residual = "dense";
  refused("'dense' is not a known residual: choose one of none, plain");
  options.depth = -1;
  refused("depth -1 is out of range: it goes from 1 to 10000");
  options.width = -3;
  refused("width -3 is out of range: it goes from 1 to 65536");
  options.outputs = 0;
  refused("number of outputs 0 is out of range");
  options.sample_shape = {};
  refused("sample shape {} is empty");
  options.sample_shape = {3, 0};
  refused("sample shape {3, 0} is empty");
  options.depth = 1;
  options.residual = "plain";
  refused(
      "residual 'plain' needs a layer that keeps its width, and the only one goes from 784 to 128");
  options.family = "resnet";
  options.sample_shape = {2};
  refused(
      "model 'resnet' needs images {channels, height, width}, and this data has samples of shape "
      "{2}");
  options.family = "cnn";
  options.depth = 17;
  refused("depth 17 is too deep for model 'cnn' of width 64");
}

}  // namespace
