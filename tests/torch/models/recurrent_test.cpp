#include <torch/types.h>

#include <cmath>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/time_gradients.hpp"
#include "plumb/models/network.hpp"
#include "plumb/models/recurrent_initialization.hpp"
#include "plumb/models/recurrent_net.hpp"
#include "support/catch.hpp"

namespace {

plumb::NetworkOptions recurrent_options(const std::string& family) {
  plumb::NetworkOptions options;
  options.family = family;
  options.sample_shape = {12, 3};
  options.outputs = 5;
  options.width = 8;
  options.seed = 4;
  return options;
}

at::Tensor sequences() {
  at::manual_seed(11);
  return at::randn({6, 12, 3});
}

std::map<std::string, at::Tensor> gradients_of(plumb::Network& network, const at::Tensor& x) {
  network.zero_grad();
  network.forward(x).square().sum().backward();
  std::map<std::string, at::Tensor> gradients;
  for (const auto& p : network.named_parameters()) gradients[p.key()] = p.value().grad().clone();
  return gradients;
}

at::Tensor block(const at::Tensor& weight, std::int64_t gate) {
  return weight.narrow(0, gate * 8, 8);
}

TEST_CASE("recurrent layers have names that a person would use") {
  auto options = recurrent_options("lstm");
  options.depth = 2;
  std::vector<std::string> names;
  for (const auto& p : plumb::make_network(options)->named_parameters()) names.push_back(p.key());
  CHECK(names == std::vector<std::string>{
                     "lstm_1.weight_input", "lstm_1.weight_recurrent", "lstm_1.bias_input",
                     "lstm_1.bias_recurrent", "lstm_2.weight_input", "lstm_2.weight_recurrent",
                     "lstm_2.bias_input", "lstm_2.bias_recurrent", "output.weight", "output.bias"});
}

TEST_CASE("stepping by hand gives the fused operation's outputs and gradients") {
  const std::string family = GENERATE("rnn", "relu", "lstm", "gru");
  auto options = recurrent_options(family == "relu" ? "rnn" : family);
  if (family == "relu") options.activation = "relu";
  options.depth = 2;
  options.bias_initializer = "normal:0.5";
  const auto network = plumb::make_network(options);
  const auto x = sequences();
  const auto fused = network->forward(x);
  const auto expected = gradients_of(*network, x);
  const plumb::TimeGradients probe;
  CAPTURE(family);
  // float32 sums of at most 96 terms in another order.
  CHECK(at::allclose(network->forward(x), fused, 1e-5, 1e-5));
  for (const auto& [name, gradient] : gradients_of(*network, x)) {
    INFO(name);
    CHECK(at::allclose(gradient, expected.at(name), 1e-4, 1e-5));
  }
}

TEST_CASE("lsuv scales layers one after the other, and is no initializer of a recurrence") {
  auto options = recurrent_options("rnn");
  options.recurrent_initializer = "lsuv";
  CHECK_THROWS_WITH(plumb::make_network(options),
                    ContainsSubstring("'lsuv' is not a known recurrent initializer"));
}

TEST_CASE("every activation and every recurrent initializer gives a network of the right shape") {
  for (const auto& activation : plumb::activations()) {
    auto options = recurrent_options("rnn");
    options.activation = activation.name;
    options.output_steps = 4;
    CAPTURE(activation.name);
    const auto network = plumb::make_network(options);
    CHECK(network->forward(sequences()).sizes() == at::IntArrayRef({6, 4, 5}));
  }
  for (const auto& initializer : plumb::recurrent_initializers()) {
    for (const std::string family : {"rnn", "lstm", "gru"}) {
      auto options = recurrent_options(family);
      const auto colon = initializer.name.find(':');
      options.recurrent_initializer = initializer.name.substr(0, colon);
      if (colon != std::string::npos) options.recurrent_initializer += ":0.5";
      CAPTURE(family, options.recurrent_initializer);
      const auto network = plumb::make_network(options);
      const auto x = sequences();
      const auto y = network->forward(x);
      CHECK(y.sizes() == at::IntArrayRef({6, 5}));
      CHECK(y.isfinite().all().item<bool>());
      CHECK(at::equal(network->forward(x.flatten(1)), y));
    }
  }
}

TEST_CASE("recurrent weights start gate by gate") {
  auto options = recurrent_options("lstm");
  options.recurrent_initializer = "orthogonal:0.5";
  const auto scaled = plumb::make_network(options)->named_parameters()["lstm_1.weight_recurrent"];
  options.recurrent_initializer = "orthogonal";
  const auto plain = plumb::make_network(options)->named_parameters()["lstm_1.weight_recurrent"];
  options.recurrent_initializer = "identity:1.5";
  const auto identity = plumb::make_network(options)->named_parameters()["lstm_1.weight_recurrent"];
  for (int gate = 0; gate < 4; ++gate) {
    const auto w = block(plain, gate);
    CHECK(at::allclose(w.mm(w.t()), at::eye(8), 1e-5, 1e-5));
    CHECK(at::allclose(block(scaled, gate), 0.5 * w));
    CHECK(at::equal(block(identity, gate), 1.5 * at::eye(8)));
  }
  CHECK_FALSE(at::equal(block(plain, 0), block(plain, 1)));
}

TEST_CASE("critical recurrent weights are those of the recurrent layer's activation") {
  auto options = recurrent_options(GENERATE("rnn", "lstm", "gru"));
  options.sample_shape = {12, 300};
  options.outputs = 300;
  options.width = 200;
  options.initializer = options.output_initializer = options.recurrent_initializer = "critical";
  const auto layer = options.family + "_1";
  const auto check = [&](double sigma_w) {
    const auto p = plumb::make_network(options)->named_parameters();
    CAPTURE(options.family, options.activation);
    // 40,000 draws and more: the standard deviation of a sample's is at most 0.35 %.
    CHECK_THAT(p[layer + ".weight_input"].std().item<double>() * std::sqrt(300.0),
               WithinRel(sigma_w, 0.02));
    CHECK_THAT(p[layer + ".weight_recurrent"].std().item<double>() * std::sqrt(200.0),
               WithinRel(sigma_w, 0.02));
    CHECK_THAT(p["output.weight"].std().item<double>() * std::sqrt(200.0),
               WithinRel(sigma_w, 0.02));
  };
  check(1);  // tanh's
  if (options.family != "rnn") return;
  options.activation = "relu";
  check(std::sqrt(2.0));
}

TEST_CASE("the forget bias acts on the gate that keeps the state, whatever else the biases are") {
  auto options = recurrent_options("lstm");
  const auto bias = [&](const std::string& name) {
    return plumb::make_network(options)->named_parameters()[name];
  };
  CHECK(at::equal(block(bias("lstm_1.bias_input"), 0), at::zeros({8})));
  CHECK(at::equal(block(bias("lstm_1.bias_input"), 1), at::ones({8})));
  options.bias_initializer = "normal:1";
  options.forget_bias = 3;
  const auto sum = bias("lstm_1.bias_input") + bias("lstm_1.bias_recurrent");
  CHECK(at::equal(block(sum, 1), at::full({8}, 3.0)));
  for (const int gate : {0, 2, 3}) {
    CHECK(block(bias("lstm_1.bias_input"), gate).abs().min().item<double>() > 0);
    CHECK(block(bias("lstm_1.bias_recurrent"), gate).abs().min().item<double>() > 0);
  }
  options = recurrent_options("gru");
  CHECK(at::equal(bias("gru_1.bias_input"), at::zeros({24})));
  options.forget_bias = 2;
  options.bias_initializer = "constant:5";
  CHECK(at::equal(block(bias("gru_1.bias_input") + bias("gru_1.bias_recurrent"), 1),
                  at::full({8}, 2.0)));
}

TEST_CASE("in a linear network with scaled orthogonal weights the gradient falls as s^lag") {
  auto options = recurrent_options("rnn");
  options.activation = "identity";
  options.recurrent_initializer = "orthogonal:0.7";
  const auto network = plumb::make_network(options);
  const plumb::TimeGradients probe;
  network->forward(sequences()).sum().backward();
  const auto norms = probe.read().front().norms;
  REQUIRE(norms.size() == 12);
  // Eleven float32 products, each a relative 1e-7 of rounding and orthogonal to 1e-6.
  for (std::size_t lag = 1; lag < norms.size(); ++lag)
    CHECK_THAT(norms[lag], WithinRel(norms[0] * std::pow(0.7, static_cast<double>(lag)), 1e-5));
}

TEST_CASE("an LSTM shows its memory beside its output") {
  const auto network = plumb::make_network(recurrent_options("lstm"));
  const plumb::TimeGradients probe;
  network->forward(sequences()).sum().backward();
  const auto gradients = probe.read();
  REQUIRE(gradients.size() == 2);
  CHECK(gradients[0].layer == "lstm_1");
  CHECK(gradients[1].layer == "lstm_1.cell");
  CHECK(gradients[1].norms.back() > 0);
}

TEST_CASE("truncation leaves the outputs alone and cuts the gradient at its number of steps") {
  const std::string family = GENERATE("rnn", "lstm", "gru");
  auto options = recurrent_options(family);
  options.depth = 2;
  const auto whole = plumb::make_network(options);
  options.truncate = 5;
  const auto truncated = plumb::make_network(options);
  const auto x = sequences();
  CAPTURE(family);
  CHECK(at::allclose(truncated->forward(x), whole->forward(x), 1e-6, 1e-6));

  const plumb::TimeGradients probe;
  truncated->forward(x).sum().backward();
  for (const auto& gradient : probe.read()) {
    REQUIRE(gradient.norms.size() == 12);
    for (std::size_t lag = 0; lag < 12; ++lag) {
      INFO(gradient.layer << ' ' << lag);
      // An LSTM's output of a chunk's last step reaches the next chunk through the state only.
      CHECK((gradient.norms[lag] > 0) == (lag < 5));
    }
  }
}

TEST_CASE("the truncated gradient is the sum of the chunks' own, with the state carried over") {
  auto options = recurrent_options("rnn");
  options.output_steps = 12;
  options.truncate = 4;
  const auto network = plumb::make_network(options);
  const auto x = sequences();
  const auto actual = gradients_of(*network, x);

  const auto p = network->named_parameters();
  network->zero_grad();
  at::Tensor h = at::zeros({6, 8});
  for (int t = 0; t < 12; ++t) {
    if (t % 4 == 0) h = h.detach();
    h = (at::linear(x.select(1, t), p["rnn_1.weight_input"], p["rnn_1.bias_input"]) +
         at::linear(h, p["rnn_1.weight_recurrent"], p["rnn_1.bias_recurrent"]))
            .tanh();
    // One backward pass a step, accumulated: within a chunk the graph goes back to its beginning.
    at::linear(h, p["output.weight"], p["output.bias"]).square().sum().backward({}, true);
  }
  for (const auto& parameter : p) {
    INFO(parameter.key());
    CHECK(at::allclose(actual.at(parameter.key()), parameter.value().grad(), 1e-4, 1e-5));
  }
}

TEST_CASE("recurrent options that cannot be met are refused with the reason") {
  const auto refused = [](const plumb::NetworkOptions& options, const std::string& reason) {
    INFO(reason);
    CHECK_THROWS_AS(plumb::make_network(options), plumb::Error);
    CHECK_THROWS_WITH(plumb::make_network(options), ContainsSubstring(reason));
  };
  auto options = recurrent_options("lstm");
  options.activation = "relu";
  refused(options, "model 'lstm' has activations of its own");
  options = recurrent_options("gru");
  options.sample_shape = {1, 28, 28};
  refused(options, "model 'gru' needs sequences {steps, features}");
  options = recurrent_options("rnn");
  options.forget_bias = 1;
  refused(options, "model 'rnn' has no gate");
  options = recurrent_options("rnn");
  options.normalization = "batch";
  refused(options, "model 'rnn' has no normalization layers");
  options.normalization = "none";
  options.residual = "plain";
  refused(options, "model 'rnn' has no residual connections");
  options = recurrent_options("rnn");
  options.recurrent_initializer = "orthogonal:0";
  refused(options, "'0' is not a number > 0");
  options.recurrent_initializer = "critical";
  options.activation = "softplus";
  refused(options, "softplus has none");
  options = recurrent_options("rnn");
  options.recurrent_initializer = "unitary";
  refused(options, "'unitary' is not a known recurrent initializer: choose one of glorot-uniform");
  options = recurrent_options("rnn");
  options.output_steps = 13;
  refused(options, "output steps 13 is out of range: a sequence of 12 steps has 1 to 12");
  options = recurrent_options("mlp");
  options.recurrent_initializer = "identity";
  refused(options, "model 'mlp' has no recurrent initializer");
  options = recurrent_options("mlp");
  options.truncate = 3;
  refused(options, "model 'mlp' has no truncated backpropagation");
  options = recurrent_options("mlp");
  options.output_steps = 3;
  refused(options, "model 'mlp' has one output a sample");
}

}  // namespace
