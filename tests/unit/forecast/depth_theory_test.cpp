#include "depth_theory.hpp"

#include <cmath>

#include "activation_function.hpp"
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

TEST_CASE("at a critical point neither signal nor gradient grows or fades") {
  for (const auto& activation : activation_function_names()) {
    INFO(activation);
    const auto point = critical_point(activation);
    // Their signal grows whenever the gradient keeps its size: φ φ″ > 0 everywhere.
    REQUIRE(point.has_value() == (activation != "softplus" && activation != "exponential"));
    if (!point) continue;
    if (point->variance == 0) {
      CHECK(point->sigma_b == 0);
      continue;  // reached by a power of the depth only
    }
    // From close by: beside a half-stable point the variance takes a thousand layers.
    const DepthTheory theory = depth_theory(
        hidden(activation, point->sigma_w * point->sigma_w, point->sigma_b * point->sigma_b),
        1.0001 * point->variance, 0.5);
    REQUIRE(theory.variance);
    CHECK_THAT(*theory.variance, WithinRel(point->variance, 1e-3));
    CHECK_THAT(theory.chi, WithinRel(1.0, 1e-4));
  }
}

TEST_CASE("critical points are the literature's") {
  CHECK_THAT(critical_point("relu")->sigma_w, WithinRel(std::sqrt(2.0), 1e-9));
  CHECK_THAT(critical_point("identity")->sigma_w, WithinRel(1.0, 1e-9));
  CHECK_THAT(critical_point("tanh")->sigma_w, WithinRel(1.0, 1e-9));
  CHECK(critical_point("tanh")->sigma_b == 0);
  // Sigmoid's starts far out (docs/forecast.md), without biases.
  CHECK_THAT(critical_point("sigmoid")->sigma_w, WithinRel(10.149, 1e-3));
  CHECK_THAT(critical_point("sigmoid")->sigma_b, WithinAbs(0, 1e-3));
  // Roberts, Yaida and Hanin 2022: half-stable at q = 14.32, σ_w² = 1.988, σ_b² = 0.555 for SiLU,
  // and at 3.44 for GELU; these lie beyond, where the fixed point attracts.
  CHECK(critical_point("silu")->variance > 14.32);
  CHECK(critical_point("silu")->sigma_b > std::sqrt(0.555));
  CHECK(critical_point("gelu")->variance > 3.44);
}
