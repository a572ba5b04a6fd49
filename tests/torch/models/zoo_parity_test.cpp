#include <torch/types.h>

#include "golden/golden_file.hpp"
#include "plumb/models/network.hpp"
#include "support/catch.hpp"

// Against zoo.json, which tests/golden/generate.py writes with PyTorch in float64.

namespace {

using plumb::golden::Json;

// Both sides are float64 throughout; what differs is the order of sums.
constexpr double zoo_tolerance = 1e-9;

Json zoo() {
  const std::string path = std::string(PLUMB_GOLDEN_DIR) + "/zoo.json";
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return Json::parse(file);
}

at::Tensor formula(const Json& spec) {
  return at::tensor(plumb::golden::fill(spec)).view(plumb::golden::shape(spec)).to(at::kDouble);
}

std::shared_ptr<plumb::Network> build(const Json& golden) {
  plumb::NetworkOptions options;
  options.family = golden.at("family");
  options.sample_shape = plumb::golden::shape(golden.at("inputs"));
  options.sample_shape.erase(options.sample_shape.begin());
  options.outputs = golden.at("outputs");
  options.depth = golden.at("depth");
  options.width = golden.at("width");
  options.activation = golden.at("activation");
  options.normalization = golden.at("normalization");
  options.residual = golden.at("residual");
  auto network = plumb::make_network(options);
  network->to(at::kDouble);
  auto parameters = network->named_parameters();
  REQUIRE(parameters.size() == golden.at("parameters").size());
  const at::NoGradGuard no_grad;
  for (const auto& spec : golden.at("parameters")) {
    const auto name = spec.at("name").get<std::string>();
    INFO(name);
    REQUIRE(parameters.contains(name));
    parameters[name].copy_(formula(spec));
  }
  return network;
}

double product_with_probe(const at::Tensor& gradient, Json spec) {
  spec["seed"] = 2000;
  spec["scale"] = 1.0;
  spec["offset"] = 0.0;
  return (gradient * formula(spec)).sum().item<double>();
}

TEST_CASE("norms, residuals and PReLU compute what PyTorch's functions do") {
  const auto document = zoo();
  REQUIRE(document.at("networks").size() == 15);
  for (const auto& golden : document.at("networks")) {
    INFO(golden.at("name").get<std::string>());
    const auto network = build(golden);
    const auto logits = network->forward(formula(golden.at("inputs")));
    const auto labels = at::tensor(golden.at("labels").get<std::vector<std::int64_t>>());
    const auto loss = at::cross_entropy_loss(logits, labels);
    loss.backward();
    const auto expected = at::tensor(golden.at("logits").get<std::vector<double>>(), at::kDouble);
    CHECK(at::allclose(logits.flatten(), expected, zoo_tolerance, zoo_tolerance));
    CHECK_THAT(loss.item<double>(), WithinRel(golden.at("loss").get<double>(), zoo_tolerance));
    const auto parameters = network->named_parameters();
    for (const auto& spec : golden.at("parameters")) {
      const auto name = spec.at("name").get<std::string>();
      INFO(name);
      const auto gradient = parameters[name].grad();
      const double norm = spec.at("gradient_norm");
      // A bias before a normalization has the gradient 0 but for rounding.
      const double allowed = zoo_tolerance * (norm + 1e-3);
      CHECK_THAT(gradient.norm().item<double>(), WithinAbs(norm, allowed));
      // A product with n numbers in [-1, 1] is wrong by at most √n of the gradient's error.
      CHECK_THAT(product_with_probe(gradient, spec),
                 WithinAbs(spec.at("gradient_product"),
                           allowed * std::sqrt(static_cast<double>(gradient.numel()))));
    }
  }
}

}  // namespace
