#include <torch/types.h>

#include "plumb/models/network.hpp"
#include "support/catch.hpp"

namespace {

// Central differences of step 1e-5 along a direction of length 1, in double, leave about 1e-10 of
// truncation and 1e-11 of rounding.
constexpr double step = 1e-5;
constexpr double difference_tolerance = 1e-7;

struct Sample {
  at::Tensor x, labels;
};

Sample sample_for(const plumb::NetworkOptions& options) {
  at::manual_seed(3);
  std::vector<std::int64_t> shape{5};
  shape.insert(shape.end(), options.sample_shape.begin(), options.sample_shape.end());
  return {at::randn(shape, at::kDouble), at::arange(5).remainder(options.outputs)};
}

double loss_of(plumb::Network& network, const Sample& sample) {
  const at::NoGradGuard no_grad;
  return at::cross_entropy_loss(network.forward(sample.x), sample.labels).item<double>();
}

/// Moves every parameter off its initial value: a bias of 0 behind dead units sits on the kink of
/// ReLU.
void perturb(plumb::Network& network) {
  const at::NoGradGuard no_grad;
  for (auto& parameter : network.parameters()) parameter.add_(at::randn_like(parameter), 0.1);
}

/// The loss's slope along a direction of one parameter.
double measured_slope(plumb::Network& network, const Sample& sample, at::Tensor parameter,
                      const at::Tensor& direction) {
  const at::NoGradGuard no_grad;
  parameter.add_(direction, step);
  const auto above = loss_of(network, sample);
  parameter.sub_(direction, 2 * step);
  const auto below = loss_of(network, sample);
  parameter.add_(direction, step);
  return (above - below) / (2 * step);
}

void check_gradients(const plumb::NetworkOptions& options) {
  const auto network = plumb::make_network(options);
  network->to(at::kDouble);
  const auto sample = sample_for(options);
  perturb(*network);
  at::cross_entropy_loss(network->forward(sample.x), sample.labels).backward();
  for (const auto& parameter : network->named_parameters()) {
    INFO(parameter.key());
    auto direction = at::randn_like(parameter.value());
    direction /= direction.norm();
    const auto expected = measured_slope(*network, sample, parameter.value(), direction);
    const auto slope = (parameter.value().grad() * direction).sum().item<double>();
    CHECK_THAT(slope, WithinAbs(expected, difference_tolerance * (1 + std::abs(expected))));
  }
}

TEST_CASE("gradients of an MLP agree with finite differences") {
  plumb::NetworkOptions options;
  options.sample_shape = {6};
  options.outputs = 3;
  options.depth = 3;
  options.width = 4;
  // Smooth, or with kinks that no step of 1e-5 meets with this seed; in place and not.
  options.activation =
      GENERATE("identity", "sigmoid", "tanh", "elu", "gelu", "silu", "softplus", "relu");
  options.normalization = GENERATE("none", "batch", "layer", "weight");
  options.residual = GENERATE("none", "plain", "preact", "rezero", "fixup");
  CAPTURE(options.activation, options.normalization, options.residual);
  if (options.residual == "fixup" && options.normalization != "none") return;
  check_gradients(options);
}

TEST_CASE("gradients of a convolutional network agree with finite differences") {
  plumb::NetworkOptions options;
  options.family = GENERATE("cnn", "resnet");
  options.sample_shape = {2, 9, 8};
  options.outputs = 3;
  options.depth = 3;
  options.width = GENERATE(3, 32);  // 32 channels take the path of matrix products
  options.activation = "tanh";
  CAPTURE(options.family, options.width);
  check_gradients(options);
}

}  // namespace
