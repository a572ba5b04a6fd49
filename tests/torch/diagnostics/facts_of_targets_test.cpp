#include "plumb/diagnostics/facts_of_targets.hpp"

#include <ATen/ops/cross_entropy_loss.h>
#include <torch/types.h>

#include <cmath>
#include <limits>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"

using plumb::baseline_loss;
using plumb::unreachable_loss;

TEST_CASE("the baseline is what the best constant prediction loses") {
  const at::Tensor balanced = at::arange(20).remainder(10);
  REQUIRE_THAT(baseline_loss("cross-entropy", balanced, 10).value(),
               WithinRel(std::log(10.0), 1e-12));
  REQUIRE_THAT(baseline_loss("mse", balanced, 10).value(), WithinRel(0.09, 1e-12));
  REQUIRE_THAT(baseline_loss("mae", balanced, 10).value(), WithinRel(0.1, 1e-12));

  const at::Tensor quarter = at::tensor({0, 0, 0, 1}, at::kLong);
  const double entropy = -(0.25 * std::log(0.25) + 0.75 * std::log(0.75));
  REQUIRE_THAT(baseline_loss("bce", quarter, 1).value(), WithinRel(entropy, 1e-12));
  REQUIRE_THAT(baseline_loss("bce", quarter, 2).value(), WithinRel(entropy, 1e-12));
  REQUIRE_THAT(baseline_loss("cross-entropy", quarter, 2).value(), WithinRel(entropy, 1e-12));

  const at::Tensor values = at::tensor({1.0F, 2.0F, 9.0F});
  REQUIRE_THAT(baseline_loss("mse", values, 1).value(), WithinRel(38.0 / 3, 1e-6));
  REQUIRE_THAT(baseline_loss("mae", values, 1).value(), WithinRel(8.0 / 3, 1e-6));
}

TEST_CASE("the least loss is that of outputs that say what a smoothed label does") {
  const double smoothing = GENERATE(0.1, 0.9);
  const at::Tensor best = at::full({1, 10}, smoothing / 10, at::kDouble);
  best[0][3] += 1 - smoothing;
  const at::Tensor loss = at::cross_entropy_loss(best.log(), at::tensor({3}, at::kLong), {},
                                                 at::Reduction::Mean, -100, smoothing);
  CHECK_THAT(plumb::least_loss("cross-entropy", 10, smoothing),
             WithinRel(loss.item<double>(), 1e-12));
  CHECK(plumb::least_loss("cross-entropy", 10, 0) == 0);
  CHECK(plumb::least_loss("bce", 10, smoothing) == 0);
}

TEST_CASE("what is left of the loss is what lies outside of the outputs' range") {
  const double inf = std::numeric_limits<double>::infinity();
  const at::Tensor values = at::tensor({-2.0F, -1.0F, 0.5F, 3.0F});
  CHECK_THAT(unreachable_loss("mse", values, {0, inf}), WithinRel(5.0 / 4, 1e-12));
  CHECK_THAT(unreachable_loss("mse", values, {-1, 1}), WithinRel(5.0 / 4, 1e-12));
  CHECK_THAT(unreachable_loss("mae", values, {0, 1}), WithinRel(5.0 / 4, 1e-12));
  CHECK(unreachable_loss("mse", values, {-inf, inf}) == 0);
  CHECK(unreachable_loss("mse", values.reshape({2, 2}), {-2, 3}) == 0);
  CHECK(unreachable_loss("mse", at::tensor({0, 1, 5}, at::kLong), {0, 1}) == 0);
  CHECK(unreachable_loss("cross-entropy", values, {0, 1}) == 0);
}

TEST_CASE("with targets at several steps the baseline knows the step, and nothing else") {
  // Step 0 is always class 2, step 1 a fair coin between 0 and 1.
  const at::Tensor targets = at::tensor({2, 0, 2, 1, 2, 0, 2, 1}, at::kLong).reshape({4, 2});
  REQUIRE_THAT(baseline_loss("cross-entropy", targets, 3).value(),
               WithinRel(std::log(2.0) / 2, 1e-12));
}

TEST_CASE("label smoothing raises the baseline to the entropy of the smoothed labels") {
  const at::Tensor quarter = at::tensor({0, 0, 0, 1}, at::kLong);
  const double p = 0.8 * 0.25 + 0.1;
  REQUIRE_THAT(baseline_loss("cross-entropy", quarter, 2, 0.2).value(),
               WithinRel(-p * std::log(p) - (1 - p) * std::log(1 - p), 1e-12));
}

TEST_CASE("a class that never occurs adds nothing, an unknown loss has no baseline") {
  REQUIRE(baseline_loss("cross-entropy", at::zeros({4}, at::kLong), 10) == 0.0);
  REQUIRE_FALSE(baseline_loss("hinge", at::zeros({4}, at::kLong), 10).has_value());
}

TEST_CASE("the baseline leaves out what cross_entropy ignores, and refuses what it would") {
  const at::Tensor padded = at::tensor({0, 1, -100, -100}, at::kLong);
  REQUIRE_THAT(baseline_loss("cross-entropy", padded, 10).value(), WithinRel(std::log(2.0), 1e-12));
  // At the first step a coin of four, at the second one class of two, at the third nothing.
  const at::Tensor sequences =
      at::tensor({0, 2, -1, 1, 2, -1, 0, -1, -1, 1, -1, -1}, at::kLong).reshape({4, 3});
  CHECK_THAT(baseline_loss("cross-entropy", sequences, 3).value(),
             WithinRel(4 * std::log(2.0) / 6, 1e-12));
  CHECK_FALSE(baseline_loss("cross-entropy", at::full({3}, -100, at::kLong), 10));
  CHECK_FALSE(baseline_loss("mse", at::empty({0}), 1));
  CHECK_THROWS_WITH(baseline_loss("cross-entropy", at::tensor({0, 10}, at::kLong), 10),
                    "a target of 10 is none of 10 classes");
  CHECK_THROWS_AS(baseline_loss("bce", at::tensor({0, 2}, at::kLong), 1), plumb::Error);
}

TEST_CASE("what values to predict tell of themselves") {
  const auto facts = plumb::target_facts(at::tensor({1.0F, 2.0F, 3.0F, 6.0F}));
  REQUIRE(facts);
  CHECK(facts->mean == Approx(3));
  CHECK(facts->deviation == Approx(std::sqrt(3.5)));
  // Quartiles 1.75 and 3.75.
  CHECK(facts->width == Approx(2 / 1.3489795003921634 / std::sqrt(3.5)));
  CHECK_FALSE(plumb::target_facts(at::tensor({0, 1}, at::kLong)));
}
