#include <torch/nn/module.h>
#include <torch/types.h>

#include <cmath>
#include <limits>
#include <utility>

#include "plumb/diagnostics/error.hpp"
#include "plumb/models/network.hpp"
#include "plumb/models/normalization.hpp"
#include "support/catch.hpp"

namespace {

using plumb::Normalized;

plumb::NetworkOptions options_for(const std::string& family, const std::string& residual) {
  plumb::NetworkOptions options;
  options.family = family;
  options.sample_shape = {1, 16, 16};
  options.depth = 4;
  options.width = 16;
  options.normalization = "none";
  options.residual = residual;
  return options;
}

void set(plumb::Network& network, const std::string& suffix, double value) {
  const at::NoGradGuard no_grad;
  for (auto& p : network.named_parameters()) {
    if (p.key().ends_with(suffix)) p.value().fill_(value);
  }
}

TEST_CASE("what is learned beside kernels has a name and the paper's first value") {
  auto options = options_for("mlp", "rezero");
  options.activation = "prelu";
  const auto rezero = plumb::make_network(options)->named_parameters();
  CHECK(rezero["dense_01.slope"].item<double>() == 0.25);
  CHECK(rezero["dense_02.alpha"].item<double>() == 0);
  CHECK_FALSE(rezero.contains("dense_01.alpha"));  // 256 to 16: no connection to scale

  options = options_for("resnet", "fixup");
  options.activation = "prelu";
  const auto fixup = plumb::make_network(options)->named_parameters();
  CHECK(fixup["block_2.scale"].item<double>() == 1);
  for (const auto* name : {"bias_1a", "bias_1b", "bias_2a", "bias_2b"}) {
    CHECK(fixup[std::string("block_1.") + name].item<double>() == 0);
  }
  CHECK(fixup["block_1.slope_2"].item<double>() == 0.25);
  CHECK_FALSE(fixup.contains("block_1.conv_1.bias"));
}

TEST_CASE("rezero starts as the layers that no connection goes around") {
  const auto deep = plumb::make_network(options_for("mlp", "rezero"));
  auto options = options_for("mlp", "none");
  options.depth = 1;
  const auto shallow = plumb::make_network(options);
  const auto x = at::rand({5, 256});
  CHECK(at::equal(deep->forward(x), shallow->forward(x)));
}

TEST_CASE("rezero with alpha 1 is a plain residual network") {
  const auto rezero = plumb::make_network(options_for("mlp", "rezero"));
  const auto plain = plumb::make_network(options_for("mlp", "plain"));
  set(*rezero, "alpha", 1);
  const auto x = at::rand({5, 256});
  CHECK(at::allclose(rezero->forward(x), plain->forward(x)));
}

TEST_CASE("fixup starts with branches of zero, scaled first kernels, and outputs of zero") {
  const auto fixup = plumb::make_network(options_for("resnet", "fixup"));
  const auto plain = plumb::make_network(options_for("resnet", "plain"));
  const auto p = fixup->named_parameters();
  const auto q = plain->named_parameters();
  CHECK(at::allclose(p["block_3.conv_1.weight"], q["block_3.conv_1.weight"] / std::sqrt(4.0)));
  CHECK(at::equal(p["stem.conv.weight"], q["stem.conv.weight"]));
  CHECK(at::equal(p["block_3.shortcut.weight"], q["block_3.shortcut.weight"]));
  CHECK(p["block_3.conv_2.weight"].abs().max().item<double>() == 0);
  CHECK(p["output.weight"].abs().max().item<double>() == 0);

  const auto mlp = plumb::make_network(options_for("mlp", "fixup"))->named_parameters();
  CHECK(mlp["dense_01.weight"].abs().max().item<double>() > 0);
  CHECK(mlp["dense_04.weight"].abs().max().item<double>() == 0);
}

TEST_CASE("a fixup branch learns from the first step on that the outputs pass a gradient") {
  auto options = options_for(GENERATE("mlp", "resnet"), "fixup");
  const auto network = plumb::make_network(options);
  set(*network, "output.weight", 0.1);
  network->forward(at::rand({5, 256})).square().sum().backward();
  const auto last = options.family == "mlp" ? "dense_04.weight" : "block_4.conv_2.weight";
  CHECK(network->named_parameters()[last].grad().abs().max().item<double>() > 0);
}

TEST_CASE("with preact the stream never passes an activation") {
  // Kernels of zero after the first: what arrives at the last activation is the first layer's sum.
  auto options = options_for("mlp", "preact");
  options.activation = "tanh";
  const auto network = plumb::make_network(options);
  for (const auto* layer : {"dense_02.weight", "dense_03.weight", "dense_04.weight"}) {
    set(*network, layer, 0);
  }
  const auto p = network->named_parameters();
  const auto x = at::rand({5, 256});
  const auto first = at::linear(x, p["dense_01.weight"], p["dense_01.bias"]);
  CHECK(at::allclose(network->forward(x),
                     at::linear(first.tanh(), p["output.weight"], p["output.bias"])));
}

TEST_CASE("layer normalization gives a sample mean 0 and variance 1, whatever its scale") {
  torch::nn::Module owner;
  auto dense = plumb::make_normalization("layer", owner, "norm", 64, Normalized::features);
  const auto y = dense(5 + 3 * at::randn({4, 64}));
  CHECK(at::allclose(y.mean(1), at::zeros({4}), 0, 1e-5));
  CHECK(at::allclose(y.var(1, /*unbiased=*/false), at::ones({4}), 1e-3));
  auto images = plumb::make_normalization("layer", owner, "images", 6, Normalized::images);
  const auto z = images(5 + 3 * at::randn({4, 6, 5, 5})).flatten(1);
  CHECK(at::allclose(z.var(1, /*unbiased=*/false), at::ones({4}), 1e-3));
  CHECK(owner.named_parameters()["images.weight"].numel() == 6);
}

TEST_CASE("groups are at most 32 and large enough to have a variance") {
  CHECK(plumb::group_count("group", 256, Normalized::images) == 32);
  CHECK(plumb::group_count("group", 64, Normalized::images) == 32);
  CHECK(plumb::group_count("group", 6, Normalized::images) == 3);
  CHECK(plumb::group_count("group", 128, Normalized::features) == 16);
  CHECK(plumb::group_count("group", 84, Normalized::features) == 7);
  CHECK(plumb::group_count("group:4", 84, Normalized::features) == 4);
}

TEST_CASE("combinations that make no sense are refused with the reason") {
  const auto refused = [](const plumb::NetworkOptions& options, const std::string& reason) {
    INFO(reason);
    CHECK_THROWS_AS(plumb::make_network(options), plumb::Error);
    CHECK_THROWS_WITH(plumb::make_network(options), ContainsSubstring(reason));
  };
  auto options = options_for("resnet", "fixup");
  options.normalization = "batch";
  refused(options, "residual 'fixup' is there to do without normalization");
  options.normalization = "none";
  options.initializer = "lsuv";
  refused(options, "starts the last kernel of every branch at zero");
  options.initializer = "he-normal";
  options.bias_initializer = "normal:0.1";
  refused(options, "scalar biases that start at zero");

  options = options_for("mlp", "none");
  options.normalization = "weight";
  options.initializer = "zeros";
  refused(options, "divides a kernel by its length");
  options.initializer = "constant:0";
  refused(options, "divides a kernel by its length");

  options = options_for("mlp", "none");
  options.normalization = "group:3";
  refused(options, "groups divide, and a layer has 16");
  options.normalization = "group:1.5";
  refused(options, "'1.5' is not a whole number");
  options.normalization = "group";
  options.width = 37;
  refused(options, "finds no groups of at least 8 features in a layer of 37");

  options = options_for("lenet", "plain");
  options.depth = 1;
  refused(options, "they go from 16 to 120 to 16: take depth 2");
  options = options_for("mlp", "preact");
  options.depth = 1;
  options.width = 256;
  refused(options, "the first excepted, and the only one goes from 256 to 256");

  options = options_for("cnn", "none");
  options.sample_shape = {3, 16, 16};
  options.width = 2;
  options.initializer = "delta-orthogonal";
  refused(options, "from 3 channels to 2");
  options = options_for("mlp", "none");
  options.dropout = 1;
  refused(options, "dropout 1 is out of range");
}

TEST_CASE("an output activation's range is that of its values") {
  const auto range = [](const char* name) { return plumb::output_range(name); };
  using Range = std::pair<double, double>;
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(range("none") == Range(-inf, inf));
  CHECK(range("softmax") == Range(0, 1));
  CHECK(range("sigmoid") == Range(0, 1));
  CHECK(range("tanh") == Range(-1, 1));
  CHECK(range("relu") == Range(0, inf));
  CHECK(range("leaky-relu") == Range(-inf, inf));
  CHECK(range("softplus") == Range(0, inf));
  CHECK_THAT(range("gelu").first, WithinAbs(-0.17, 0.001));  // at -0.75
  for (const auto& entry : plumb::output_activations()) CHECK(range(entry.name.c_str()).second > 0);
  CHECK_THROWS_AS(range("nothing"), plumb::Error);
}

}  // namespace
