#include "width_effect.hpp"

#include <cmath>

#include "chain.hpp"
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

}  // namespace

TEST_CASE("ln of a linear network's squared gradient has a variance of 2 L / N") {
  // One factor χ²_N / N per layer passed, and χ²_10 / 10 nowhere: δ has ten signs.
  const double deviation = first_layer({.depth = 20, .width = 128}).deviation;
  CHECK(std::abs(deviation * deviation / (2.0 * 20 / 128) - 1) < 0.2);  // 600 draws: 6 %
}

TEST_CASE("an orthogonal linear network's gradient does not spread") {
  const double deviation = first_layer({.depth = 20, .width = 128, .orthogonal = true}).deviation;
  CHECK(deviation < 1e-6);
}

TEST_CASE("ln of a ReLU network's squared gradient has a variance of 5 L / N") {
  // 3 E[φ′⁴] / E[φ′²]² − 1 = 5 (Hanin and Nica 2018).
  const double deviation =
      first_layer({.activation = "relu", .depth = 20, .width = 128, .sigma_w_squared = 2})
          .deviation;
  CHECK(std::abs(deviation * deviation / (5.0 * 20 / 128) - 1) < 0.2);
}
