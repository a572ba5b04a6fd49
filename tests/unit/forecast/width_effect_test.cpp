#include "width_effect.hpp"

#include <cmath>

#include "chain.hpp"
#include "output_gradient.hpp"
#include "support/catch.hpp"

using namespace plumb;
using namespace plumb::forecasting;

namespace {

/// Of the first layer: a gradient of mean absolute error, whose size at the outputs is always the
/// same, so that all chance is that of the hidden layers.
WidthEffect first_layer(const Chain& chain) {
  const ForecastNetwork network = chain.network();
  ForecastBatch batch = chain.batch();
  batch.size = 1;
  batch.second_moment = {1};
  batch.labels = {3};
  batch.loss = "mae";
  const auto passes = propagate(network, batch);
  const std::vector<double> limits(network.layers.size(), 1.0);
  return width_effects(network, batch, passes, limits, {.draws = 600}).front();
}

double deviation_of(const WidthEffect& effect) {
  return std::sqrt((effect.below * effect.below + effect.above * effect.above) / 2);
}

}  // namespace

TEST_CASE("ln of a linear network's squared gradient has a variance of 2 L / N") {
  // One factor χ²_N / N per layer passed, and χ²_10 / 10 nowhere: δ has ten signs.
  const double deviation = deviation_of(first_layer({.depth = 20, .width = 128}));
  CHECK(std::abs(deviation * deviation / (2.0 * 20 / 128) - 1) < 0.2);  // 600 draws: 6 %
}

TEST_CASE("an orthogonal linear network's gradient does not spread") {
  const double deviation = first_layer({.depth = 20, .width = 128, .orthogonal = true}).above;
  CHECK(deviation < 1e-6);
}

TEST_CASE("ln of a ReLU network's squared gradient has a variance of 5 L / N") {
  // 3 E[φ′⁴] / E[φ′²]² − 1 = 5 (Hanin and Nica 2018).
  const double deviation = deviation_of(
      first_layer({.activation = "relu", .depth = 20, .width = 128, .sigma_w_squared = 2}));
  CHECK(std::abs(deviation * deviation / (5.0 * 20 / 128) - 1) < 0.2);
}

TEST_CASE("an orthogonal sigmoid network keeps its gradients when all samples have become alike") {
  // The samples then span one direction of the width, and no more may be taken for the basis.
  const ForecastNetwork network =
      Chain{.activation = "sigmoid", .depth = 12, .orthogonal = true}.network();
  const ForecastBatch batch = Chain{}.batch();
  const auto passes = propagate(network, batch);
  const auto limits = squared_gradients(
      network, passes, mean_output_gradient(passes.back().output.second, 10, batch));
  const WidthEffect effect = width_effects(network, batch, passes, limits, {.draws = 64}).front();
  CHECK(std::abs(effect.shift) < 0.2);
}

TEST_CASE("tangent kernels of wide drawn networks are the limit's") {
  const Chain chain{.activation = "tanh", .depth = 4, .width = 2000};
  const ForecastNetwork network = chain.network();
  const ForecastBatch batch = chain.batch();
  const TangentKernels limit = tangent_kernels(network.layers, propagate(network, batch));
  NormalStream normals(1);
  const DrawnKernels drawn = dense_chain_kernels(network, batch, normals);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(std::abs(drawn.network.weights.values()[i] / limit.weights.values()[i] - 1) < 0.15);
    CHECK(std::abs(drawn.network.all.values()[i] / limit.all.values()[i] - 1) < 0.15);
  }
}
