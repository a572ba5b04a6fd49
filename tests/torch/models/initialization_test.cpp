#include "plumb/models/initialization.hpp"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/types.h>

#include <cmath>

#include "plumb/diagnostics/forecast.hpp"
#include "plumb/models/network.hpp"
#include "support/catch.hpp"

namespace {

// 100,000 draws and more: the standard deviation of a sample's is 0.2 %, so 2 % never fails by
// chance.
constexpr double sampling = 0.02;

at::Tensor initialized(std::vector<std::int64_t> shape, const std::string& name) {
  auto kernel = at::empty(shape);
  plumb::initialize_kernel(kernel, name, at::detail::createCPUGenerator(7), "relu");
  return kernel;
}

struct Expected {
  std::string name;
  double fan_in_share;  // variance = scale / (share · fan_in + share · fan_out)
  double fan_out_share;
  double scale;
  bool normal;
};

const std::vector<Expected>& expectations() {
  static const std::vector<Expected> all{
      {"glorot-uniform", 1, 1, 2, false}, {"glorot-normal", 1, 1, 2, true},
      {"he-uniform", 1, 0, 2, false},     {"he-normal", 1, 0, 2, true},
      {"lecun-uniform", 1, 0, 1, false},  {"lecun-normal", 1, 0, 1, true},
  };
  return all;
}

TEST_CASE("initializers have the variance and the bounds of their formulas") {
  const auto index = GENERATE(range(0, 6));
  const bool conv = GENERATE(false, true);
  const auto& expected = expectations()[static_cast<std::size_t>(index)];
  CAPTURE(expected.name, conv);
  const auto w =
      conv ? initialized({64, 200, 3, 3}, expected.name) : initialized({250, 400}, expected.name);
  const double fan_in = conv ? 200 * 9 : 400;
  const double fan_out = conv ? 64 * 9 : 250;
  const double sigma = std::sqrt(
      expected.scale / (expected.fan_in_share * fan_in + expected.fan_out_share * fan_out));
  CHECK_THAT(w.std().item<double>(), WithinRel(sigma, sampling));
  CHECK_THAT(w.mean().item<double>(), WithinAbs(0, sampling * sigma));

  const double largest = w.abs().max().item<double>();
  const double normal_sigma = sigma / 0.87962566103423978;
  const double bound = expected.normal ? 2 * normal_sigma : std::sqrt(3.0) * sigma;
  CHECK(largest <= bound * (1 + 1e-6));
  CHECK(largest >= bound * 0.99);
  // Inside one standard deviation: erf(1/√2) / erf(√2) of a normal cut at two, 1/√3 of a uniform.
  const double inside =
      (w.abs() < (expected.normal ? normal_sigma : sigma)).to(at::kDouble).mean().item<double>();
  CHECK_THAT(inside, WithinAbs(expected.normal ? 0.71525 : 1 / std::sqrt(3.0), sampling / 2));
}

TEST_CASE("uniform and normal take their bound and their standard deviation") {
  const auto uniform = initialized({250, 400}, "uniform:0.05");
  CHECK(uniform.abs().max().item<double>() <= 0.05 * (1 + 1e-6));
  CHECK_THAT(uniform.std().item<double>(), WithinRel(0.05 / std::sqrt(3.0), sampling));
  const auto normal = initialized({250, 400}, "normal:2");
  CHECK_THAT(normal.std().item<double>(), WithinRel(2, sampling));
  CHECK(normal.abs().max().item<double>() > 3 * 2);  // not cut off at two deviations
}

TEST_CASE("orthogonal kernels have orthonormal rows or columns") {
  const auto wide = initialized({20, 50}, "orthogonal");
  const auto tall = initialized({50, 20}, "orthogonal");
  const auto conv = initialized({20, 8, 3, 3}, "orthogonal").flatten(1);
  CHECK(at::allclose(wide.mm(wide.t()), at::eye(20), 1e-5, 1e-5));
  CHECK(at::allclose(tall.t().mm(tall), at::eye(20), 1e-5, 1e-5));
  CHECK(at::allclose(conv.mm(conv.t()), at::eye(20), 1e-5, 1e-5));
}

TEST_CASE("delta-orthogonal kernels pass the middle of the window through orthonormal columns") {
  const auto kernel = initialized({20, 8, 3, 3}, "delta-orthogonal");
  const auto middle = kernel.select(3, 1).select(2, 1);
  CHECK(at::allclose(middle.t().mm(middle), at::eye(8), 1e-5, 1e-5));
  CHECK_THAT(kernel.square().sum().item<double>(), WithinRel(8.0, 1e-5));  // nothing beside it
  const auto dense = initialized({20, 8}, "delta-orthogonal");
  CHECK(at::allclose(dense.t().mm(dense), at::eye(8), 1e-5, 1e-5));
  CHECK_THROWS_WITH(
      initialized({8, 20, 3, 3}, "delta-orthogonal"),
      ContainsSubstring("as many outputs as inputs") && ContainsSubstring("from 20 channels to 8"));
}

TEST_CASE("a constant is one, of either sign") {
  CHECK(at::equal(initialized({3, 4}, "constant:-0.5"), at::full({3, 4}, -0.5)));
  CHECK_THROWS_WITH(initialized({2, 2}, "constant:x"),
                    ContainsSubstring("'x' is not a finite number"));
}

TEST_CASE("critical weights and biases have the variances of the activation's critical point") {
  plumb::NetworkOptions options;
  options.sample_shape = {400};
  options.depth = 2;
  options.width = 250;
  options.initializer = "critical";
  options.activation = GENERATE("relu", "tanh", "gelu");
  const auto point = plumb::critical_point(options.activation).value();
  const auto network = plumb::make_network(options);
  const auto parameters = network->named_parameters();
  CHECK_THAT(parameters["dense_01.weight"].std().item<double>(),
             WithinRel(point.sigma_w / std::sqrt(400.0), sampling));
  // 250 draws: the standard deviation of a sample's is 4.5 %.
  CHECK_THAT(parameters["dense_01.bias"].std().item<double>(), WithinAbs(point.sigma_b, 0.06));
  CHECK((parameters["dense_01.bias"].abs().max().item<double>() > 0) == (point.sigma_b > 0));
  const auto resolved = plumb::resolve(options);
  CHECK(plumb::resolve(resolved).bias_initializer == resolved.bias_initializer);
  options.activation = "softplus";
  CHECK_THROWS_WITH(plumb::resolve(options), ContainsSubstring("softplus has none"));
  options.activation = "relu";
  options.bias_initializer = "normal:1";
  CHECK_THROWS_WITH(plumb::resolve(options), ContainsSubstring("sets the biases too"));
}

TEST_CASE("the variance that an initializer states is that of its weights") {
  for (const auto& entry : plumb::initializers()) {
    const auto colon = entry.name.find(':');
    const auto name =
        colon == std::string::npos ? entry.name : entry.name.substr(0, colon) + ":0.3";
    INFO(name);
    const auto initializer = plumb::find_initializer(name, "relu");
    for (const auto& shape : {std::vector<std::int64_t>{120, 30, 3, 3}, {250, 400}}) {
      const auto kernel = initialized(shape, name);
      const double field =
          static_cast<double>(kernel.numel()) / static_cast<double>(shape[0] * shape[1]);
      const auto variance = initializer.variance(
          {static_cast<double>(shape[1]) * field, static_cast<double>(shape[0]) * field, field});
      if (!variance) continue;
      CHECK_THAT(kernel.square().mean().item<double>(),
                 WithinAbs(*variance, 2 * sampling * *variance));
    }
  }
}

TEST_CASE("weight normalization starts from the kernel that there would be without") {
  plumb::NetworkOptions options;
  options.family = GENERATE("mlp", "resnet", "lenet");
  options.sample_shape = {1, 16, 16};
  options.depth = 2;
  options.width = 4;
  options.normalization = "none";
  const auto plain = plumb::make_network(options);
  options.normalization = "weight";
  const auto normalized = plumb::make_network(options);
  const auto x = at::rand({3, 256});
  CHECK(at::allclose(normalized->forward(x), plain->forward(x), 1e-5, 1e-6));
  const auto parameters = normalized->named_parameters();
  CHECK(parameters.contains("output.weight"));
  const auto first = options.family == "mlp"      ? std::string("dense_01")
                     : options.family == "resnet" ? "stem.conv"
                                                  : "conv_1";
  CHECK(parameters[first + ".weight_g"].dim() == 1);
  CHECK_FALSE(parameters.contains(first + ".weight"));
}

TEST_CASE("zeros are zeros") {
  CHECK(at::equal(initialized({3, 4}, "zeros"), at::zeros({3, 4})));
}

TEST_CASE("the memory format does not change the numbers") {
  auto channels_last = at::empty({8, 4, 3, 3}).contiguous(at::MemoryFormat::ChannelsLast);
  plumb::initialize_kernel(channels_last, "he-normal", at::detail::createCPUGenerator(7), "relu");
  CHECK(at::equal(channels_last, initialized({8, 4, 3, 3}, "he-normal")));
}

TEST_CASE("an unknown initializer is refused with the known ones") {
  CHECK_THROWS_WITH(initialized({2, 2}, "xavier"),
                    ContainsSubstring("'xavier'") && ContainsSubstring("glorot-uniform"));
  CHECK_THROWS_WITH(initialized({2, 2}, "normal:-1"),
                    ContainsSubstring("'-1' is not a number > 0"));
}

plumb::NetworkOptions small_mlp() {
  plumb::NetworkOptions options;
  options.sample_shape = {10};
  options.depth = 3;
  options.width = 8;
  options.seed = 5;
  return options;
}

at::Tensor parameter(plumb::Network& network, const std::string& name) {
  return network.named_parameters()[name];
}

TEST_CASE("the same seed gives the same network, another seed another") {
  auto options = small_mlp();
  const auto first = plumb::make_network(options);
  at::manual_seed(99);  // must not matter
  const auto second = plumb::make_network(options);
  options.seed = 6;
  const auto third = plumb::make_network(options);
  for (const auto& p : first->named_parameters()) {
    INFO(p.key());
    CHECK(at::equal(p.value(), parameter(*second, p.key())));
    if (p.value().dim() > 1) CHECK_FALSE(at::equal(p.value(), parameter(*third, p.key())));
  }
}

TEST_CASE("building a network leaves the global generator alone") {
  at::manual_seed(4);
  const auto expected = at::rand({3});
  at::manual_seed(4);
  plumb::make_network(small_mlp());
  CHECK(at::equal(at::rand({3}), expected));
}

TEST_CASE("layers of networks that differ elsewhere start alike") {
  auto options = small_mlp();
  const auto shallow = plumb::make_network(options);
  options.depth = 5;
  options.normalization = "batch";
  options.activation = "tanh";
  const auto deep = plumb::make_network(options);
  for (const auto* name : {"dense_01.weight", "dense_03.weight", "output.weight"}) {
    CHECK(at::equal(parameter(*shallow, name), parameter(*deep, name)));
  }
  CHECK_FALSE(at::equal(parameter(*deep, "dense_02.weight"), parameter(*deep, "dense_03.weight")));
}

TEST_CASE("biases start at zero, scales at one") {
  auto options = small_mlp();
  options.normalization = "batch";
  const auto network = plumb::make_network(options);
  CHECK(at::equal(parameter(*network, "dense_02.bias"), at::zeros({8})));
  CHECK(at::equal(parameter(*network, "norm_02.bias"), at::zeros({8})));
  CHECK(at::equal(parameter(*network, "norm_02.weight"), at::ones({8})));
}

TEST_CASE("biases can be drawn, each from a stream of its own; a norm's shift stays zero") {
  auto options = small_mlp();
  const auto plain = plumb::make_network(options);
  options.bias_initializer = "normal:1";
  options.normalization = "batch";
  const auto drawn = plumb::make_network(options);
  CHECK(parameter(*drawn, "dense_02.bias").abs().min().item<double>() > 0);
  CHECK_FALSE(at::equal(parameter(*drawn, "dense_02.bias"), parameter(*drawn, "dense_03.bias")));
  CHECK(at::equal(parameter(*drawn, "norm_02.bias"), at::zeros({8})));
  CHECK(at::equal(parameter(*drawn, "dense_02.weight"), parameter(*plain, "dense_02.weight")));
}

TEST_CASE("the output layer has an initializer of its own") {
  auto options = small_mlp();
  options.initializer = "zeros";
  options.output_initializer = "he-normal";
  const auto network = plumb::make_network(options);
  CHECK(parameter(*network, "dense_01.weight").abs().max().item<double>() == 0);
  CHECK(parameter(*network, "output.weight").abs().max().item<double>() > 0);
}

}  // namespace
