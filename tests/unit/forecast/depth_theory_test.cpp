#include "depth_theory.hpp"

#include <cmath>

#include "chain.hpp"
#include "support/catch.hpp"

using namespace plumb;
using namespace plumb::forecasting;

namespace {

ForecastLayer hidden(const std::string& activation, double sigma_w_squared,
                     double bias_variance = 0) {
  ForecastLayer layer = Chain{}.network().layers.front();
  layer.activation = activation;
  layer.kernel.variance = sigma_w_squared / layer.kernel.inputs;
  layer.kernel.bias_variance = bias_variance;
  return layer;
}

}  // namespace

TEST_CASE("ReLU's edge of chaos is He's initialization") {
  CHECK(std::abs(*edge_of_chaos("relu", 0) - std::sqrt(2.0)) < 1e-6);
  const DepthTheory theory = depth_theory(hidden("relu", 1), 1, 0.5);
  CHECK(std::abs(theory.chi - 0.5) < 1e-12);
  CHECK_FALSE(theory.variance);  // it only shrinks
}

TEST_CASE("tanh's edge of chaos without biases is σ_w = 1") {
  CHECK(std::abs(*edge_of_chaos("tanh", 0) - 1) < 1e-3);
}

TEST_CASE("tanh's edge of chaos with biases") {
  // Schoenholz et al. 2017 train at σ_b² = 0.05 with the critical σ_w² of 1.7603.
  CHECK(std::abs(std::pow(*edge_of_chaos("tanh", 0.05), 2) - 1.7603) < 2e-3);
}

TEST_CASE("the chaotic tanh forgets correlations at its own depth") {
  const DepthTheory theory = depth_theory(hidden("tanh", 2.5, 0.05), 1, 0.5);
  REQUIRE(theory.variance);
  REQUIRE(theory.correlation);
  CHECK(theory.chi > 1);
  CHECK(*theory.correlation < 0.9);
  CHECK(*theory.correlation_depth > 1);
  CHECK(*theory.correlation_depth < 20);
}

TEST_CASE("the ordered tanh makes all samples alike") {
  const DepthTheory theory = depth_theory(hidden("tanh", 1, 0.3), 1, 0.5);
  CHECK(theory.chi < 1);
  CHECK(theory.correlation == 1.0);
  // ξ_c = −1 / ln χ₁ where the correlation ends at 1 (Schoenholz et al. 2017, eq. 9).
  CHECK(std::abs(*theory.correlation_depth + 1 / std::log(theory.chi)) < 1e-3);
}

TEST_CASE("exp has no edge of chaos at a small variance") {
  const DepthTheory theory = depth_theory(hidden("exponential", 4), 1, 0.5);
  CHECK_FALSE(theory.variance);
}
