#include <torch/types.h>

#include "golden/golden_file.hpp"
#include "plumb/models/network.hpp"
#include "support/catch.hpp"

// Against keras_parity.json, which tests/golden/keras_parity.py writes with Keras in float64.

namespace {

using plumb::golden::Json;

const Json& keras_network(const std::string& name) {
  static const Json document = [] {
    const std::string path = std::string(PLUMB_GOLDEN_DIR) + "/keras_parity.json";
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    return Json::parse(file);
  }();
  for (const auto& network : document.at("networks")) {
    if (network.at("name") == name) return network;
  }
  throw std::out_of_range("keras_parity.json has no network " + name);
}

at::Tensor formula(const Json& spec) {
  return at::tensor(plumb::golden::fill(spec)).view(plumb::golden::shape(spec));
}

/// Keras's {height, width, in, out} or {in, out} as PyTorch's {out, in, height, width} or {out,
/// in}.
at::Tensor from_keras(const at::Tensor& kernel) {
  if (kernel.dim() == 4) return kernel.permute({3, 2, 0, 1});
  return kernel.dim() == 2 ? kernel.t() : kernel;
}

/// Keras's {batch, height, width, channels} as PyTorch's {batch, channels, height, width}.
at::Tensor images(const at::Tensor& x) {
  return x.dim() == 4 ? x.permute({0, 3, 1, 2}) : x;
}

std::shared_ptr<plumb::Network> build(const Json& golden, at::ScalarType type) {
  plumb::NetworkOptions options;
  options.sample_shape = {1, 28, 28};
  if (golden.at("name") == "sigmoid-mlp") {
    options.depth = 11;
    options.width = 256;
    options.activation = "sigmoid";
  } else {
    options.family = "resnet";
  }
  auto network = plumb::make_network(options);
  REQUIRE(plumb::count_parameters(*network) == golden.at("count").get<std::int64_t>());
  auto parameters = network->named_parameters();
  REQUIRE(parameters.size() == golden.at("parameters").size());
  const at::NoGradGuard no_grad;
  for (const auto& spec : golden.at("parameters")) {
    parameters[spec.at("name").get<std::string>()].copy_(from_keras(formula(spec)));
  }
  network->to(type);
  return network;
}

double norm_of(const at::Tensor& x) {
  return x.to(at::kDouble).norm().item<double>();
}

double product_with_probe(const at::Tensor& gradient, Json spec) {
  spec["seed"] = 2000;
  spec["scale"] = 1.0;
  spec["offset"] = 0.0;
  return (gradient.to(at::kDouble) * from_keras(formula(spec)).to(at::kDouble))
      .sum()
      .item<double>();
}

void check_logits(const at::Tensor& actual, const Json& expected, double tolerance) {
  const auto logits =
      at::tensor(expected.get<std::vector<double>>(), at::kDouble).view(actual.sizes());
  const auto largest = logits.abs().max().item<double>();
  CHECK((actual.to(at::kDouble) - logits).abs().max().item<double>() <= tolerance * largest);
}

/// A bias before batch normalization has the gradient 0, which rounding does not give: what counts
/// as equal is relative to its own norm or to `absolute`.
void check_gradients(plumb::Network& network, const Json& golden, double tolerance,
                     double absolute) {
  const auto parameters = network.named_parameters();
  for (const auto& spec : golden.at("parameters")) {
    const auto name = spec.at("name").get<std::string>();
    INFO(name);
    const auto gradient = parameters[name].grad();
    const double norm = spec.at("gradient_norm");
    const double allowed = std::max(tolerance * norm, absolute);
    CHECK_THAT(norm_of(gradient), WithinAbs(norm, allowed));
    // A product with n numbers in [-1, 1] is wrong by at most √n of the gradient's error.
    const auto count = static_cast<double>(gradient.numel());
    CHECK_THAT(product_with_probe(gradient, spec),
               WithinAbs(spec.at("gradient_product"), allowed * std::sqrt(count)));
  }
}

void check_statistics(plumb::Network& network, const Json& golden, double tolerance) {
  const auto buffers = network.named_buffers();
  for (const auto& spec : golden.at("statistics")) {
    const auto name = spec.at("name").get<std::string>();
    INFO(name);
    CHECK_THAT(norm_of(buffers[name + ".running_mean"]),
               WithinRel(spec.at("mean").get<double>(), tolerance));
    CHECK_THAT(norm_of(buffers[name + ".running_variance"]),
               WithinRel(spec.at("variance").get<double>(), tolerance));
  }
}

void check_parity(const std::string& name, at::ScalarType type, double tolerance, double absolute) {
  const auto& golden = keras_network(name);
  const auto network = build(golden, type);
  const auto x = images(formula(golden.at("inputs"))).to(type);
  const auto labels = at::tensor(golden.at("labels").get<std::vector<std::int64_t>>());

  const auto logits = network->forward(x);
  const auto loss = at::cross_entropy_loss(logits, labels);
  loss.backward();
  check_logits(logits, golden.at("logits"), tolerance);
  CHECK_THAT(loss.item<double>(), WithinRel(golden.at("loss").get<double>(), tolerance));
  check_gradients(*network, golden, tolerance, absolute);
  check_statistics(*network, golden, tolerance);

  network->eval();
  check_logits(network->forward(x), golden.at("evaluation_logits"), tolerance);
}

// In double both sides are exact to more digits than anyone needs; in float32, what training uses,
// to what rounding leaves through 13 normalizations.
TEST_CASE("sigmoid-mlp computes what Keras's does") {
  check_parity("sigmoid-mlp", at::kDouble, 1e-9, 0);
  check_parity("sigmoid-mlp", at::kFloat, 1e-5, 0);
}

TEST_CASE("resnet-cnn computes what Keras's does") {
  check_parity("resnet-cnn", at::kDouble, 1e-9, 1e-12);
  check_parity("resnet-cnn", at::kFloat, 1e-4, 1e-5);
}

}  // namespace
