#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "kernel_ridge.hpp"
#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/fit_simple_models.hpp"
#include "support/catch.hpp"
#include "table_scaling.hpp"

using plumb::fit_simple_models;
using plumb::LabelledSamples;
using plumb::SimpleModel;

namespace {

at::Tensor noise(at::IntArrayRef shape, std::int64_t seed) {
  at::manual_seed(static_cast<std::uint64_t>(seed));
  return at::randn(shape, at::kFloat);
}

LabelledSamples range(const LabelledSamples& all, std::int64_t first, std::int64_t count) {
  return {all.inputs.narrow(0, first, count), all.targets.narrow(0, first, count)};
}

/// The linear one, the kernel's and that of the columns as they are, of the first 300 samples
/// judged by the others.
std::vector<SimpleModel> models_of(const LabelledSamples& all, std::string_view loss) {
  auto models =
      fit_simple_models(range(all, 0, 300), range(all, 300, all.targets.size(0) - 300), loss);
  REQUIRE(models.size() == 3);
  CHECK(models[0].is_linear);
  CHECK_FALSE(models[1].is_linear);
  CHECK_FALSE(models[1].as_given);
  CHECK(models[2].as_given);
  for (const auto& model : models) CHECK_NOTHROW(model.check());
  return models;
}

/// Inside a circle of that area or outside: no line tells them apart.
LabelledSamples circle() {
  const at::Tensor x = noise({500, 2}, 1);
  return {x, x.square().sum(1).gt(1.4).to(at::kLong)};
}

}  // namespace

TEST_CASE("What a kernel regression predicts of what is left out is what it does fitted without") {
  const at::Tensor x = noise({12, 3}, 2).to(at::kDouble);
  const at::Tensor kernel = at::matmul(x, x.t()).exp();
  const at::Tensor targets = noise({12, 2}, 3).to(at::kDouble);
  const double penalty = 0.3;
  const at::Tensor left_out = plumb::left_out_predictions(kernel, targets, penalty);
  for (std::int64_t i = 0; i < 12; ++i) {
    const at::Tensor others = at::arange(12).masked_select(at::arange(12).ne(i));
    const at::Tensor part = kernel.index_select(0, others).index_select(1, others);
    const at::Tensor regularized = part + penalty * at::eye(11, at::kDouble);
    const at::Tensor fitted =
        at::linalg_solve(regularized, targets.index_select(0, others), /*left=*/true);
    const at::Tensor predicted = at::matmul(kernel[i].index_select(0, others), fitted);
    // Both in double, of matrices whose condition is below 1e4.
    CHECK(at::allclose(left_out[i], predicted, 1e-9, 1e-9));
  }
}

TEST_CASE("The coefficients of a kernel regression solve its equations") {
  const at::Tensor x = noise({12, 3}, 4).to(at::kDouble);
  const at::Tensor kernel = at::matmul(x, x.t());
  const at::Tensor targets = noise({12, 1}, 5).to(at::kDouble);
  const at::Tensor coefficients = plumb::kernel_ridge(kernel, targets, 0.1);
  CHECK(at::allclose(at::matmul(kernel, coefficients) + 0.1 * coefficients, targets, 1e-9, 1e-9));
  CHECK_FALSE(plumb::kernel_ridge(kernel, targets, -1e3).defined());
  CHECK_FALSE(plumb::left_out_predictions(kernel, targets, -1e3).defined());
}

TEST_CASE("Columns come to one size whatever a few of their values are") {
  const at::Tensor normal = noise({200, 1}, 6).to(at::kDouble);
  at::Tensor marred = 1e4 * normal + 3e5;
  marred.narrow(0, 0, 8).fill_(-999e6);
  const at::Tensor pixels = at::zeros({200, 1}, at::kDouble);
  pixels.narrow(0, 0, 5).fill_(255);
  const at::Tensor same = at::full({200, 1}, 7, at::kDouble);
  const at::Tensor rows = at::cat({normal, marred, pixels, same}, 1);
  const at::Tensor scaled = plumb::TableScaling(rows)(rows);
  CHECK(scaled.abs().max().item<double>() <= 3);
  const auto column = [&](std::int64_t index) { return scaled.select(1, index).narrow(0, 8, 192); };
  // 9 (1 - 3 √(π/2) e^(9/2) erfc(3/√2)) is the variance of a bounded standard normal; its quartiles
  // are those of 200 draws.
  constexpr double deviation = 0.881;
  CHECK(column(0).std().item<double>() == Approx(deviation).epsilon(0.1));
  CHECK(column(1).std().item<double>() == Approx(deviation).epsilon(0.1));
  CHECK(scaled[0][2].item<double>() == Approx(2 / std::sqrt(1 + 4.0 / 9)));
  CHECK(scaled.select(1, 3).abs().max().item<double>() == 0);
}

TEST_CASE("Values that are linear in the inputs are a linear model's") {
  const at::Tensor x = at::rand({500, 3});
  const at::Tensor y = 40 * x.select(1, 0) - 3 * x.select(1, 2) + 1e3;
  const auto of_squares = models_of({x, y}, "mse");
  const double variance = y.var().item<double>();
  // What the soft bound bends of uniform values, and the penalty takes.
  CHECK(*of_squares[0].loss < 0.02 * variance);
  CHECK_FALSE(of_squares[0].accuracy);
  CHECK(of_squares[0].samples == 300);
  CHECK(of_squares[0].tested == 200);
  const auto of_distances = models_of({x, y}, "mae");
  CHECK(*of_distances[0].loss < 0.15 * std::sqrt(variance));
  CHECK(*of_distances[0].loss > std::pow(*of_squares[0].loss, 0.5) / 2);
}

TEST_CASE("What no line tells apart a kernel does") {
  const LabelledSamples samples = circle();
  const auto models = models_of(samples, "cross-entropy");
  const at::Tensor inside = samples.targets.to(at::kDouble).eq(0).to(at::kDouble);
  const bool mostly_inside = inside.narrow(0, 0, 300).mean().item<double>() > 0.5;
  const double share = inside.narrow(0, 300, 200).mean().item<double>();
  const double of_fitted = inside.narrow(0, 0, 300).mean().item<double>();
  const double guess_of_fitted = std::max(of_fitted, 1 - of_fitted);
  for (const auto& model : models) CHECK(*model.guess == Approx(mostly_inside ? share : 1 - share));
  CHECK(*models[0].accuracy < 0.65);
  CHECK(*models[1].accuracy > 0.93);
  CHECK_FALSE(models[1].loss);
  CHECK(models[1].unseen->samples == 500);  // 300 of them left out in turn
  CHECK(*models[0].unseen->accuracy < 0.65);
  CHECK(*models[1].unseen->accuracy > 0.93);
  CHECK(*models[1].unseen->guess == Approx(0.4 * *models[1].guess + 0.6 * guess_of_fitted));
}

TEST_CASE("Products among many columns are seen by a wide kernel") {
  const at::Tensor x = noise({500, 9}, 14);
  const auto column = [&](std::int64_t index) { return x.select(1, index); };
  const at::Tensor y = column(0) * column(1) + column(2) * column(3) + column(4);
  const auto models = models_of({x, y}, "mse");
  // Widths up to the median distance leave 5.8 %, twice that 3.2.
  CHECK(*models[1].unseen->loss < 0.04 * y.var().item<double>());
}

TEST_CASE("Columns of any size, and stand-ins among them, hide nothing from a simple model") {
  LabelledSamples samples = circle();
  samples.inputs = at::cat(
      {1e-5 * samples.inputs.narrow(1, 0, 1), 4e6 + 1e4 * samples.inputs.narrow(1, 1, 1)}, 1);
  samples.inputs.select(1, 0).narrow(0, 0, 20).fill_(-999);
  const auto models = models_of(samples, "bce");
  CHECK(*models[1].accuracy > 0.88);
  CHECK(*models[2].accuracy < 0.75);  // sees but the column of millions, a half of what there is
}

TEST_CASE("Nothing is learnt of labels that are drawn") {
  const at::Tensor x = noise({1300, 6}, 7);
  at::manual_seed(8);
  const auto models = models_of({x, at::randint(2, {1300})}, "cross-entropy");
  for (const auto& model : models) {
    CHECK(*model.accuracy == Approx(0.5).margin(0.06));  // 4 errors
    CHECK(*model.unseen->accuracy == Approx(0.5).margin(0.06));
  }
}

TEST_CASE("At most a thousand samples are fitted, the same whatever was drawn before") {
  const at::Tensor x = noise({3000, 2}, 9);
  const LabelledSamples all{x, x.square().sum(1)};
  const auto first = fit_simple_models(all, range(all, 0, 1500), "mse");
  at::rand({17});
  const auto second = fit_simple_models(all, range(all, 0, 1500), "mse");
  REQUIRE(first.size() == 3);
  CHECK(first[1].samples == 1000);
  CHECK(first[1].tested == 1000);
  CHECK(first[1].unseen->samples == 1400);
  CHECK(first[1].loss == second[1].loss);
}

TEST_CASE("What cannot be told is left out, what does not fit together an error") {
  const at::Tensor x = noise({40, 2}, 10);
  const at::Tensor y = x.select(1, 0);
  const auto told = [](const at::Tensor& inputs, const at::Tensor& targets, const char* loss) {
    return fit_simple_models({inputs, targets}, {inputs, targets}, loss).size();
  };
  CHECK(told(x, y, "mse") == 3);
  CHECK(told(x.view({40, 1, 2}), y, "mse") == 2);         // no table
  CHECK(told(1e200 * x.to(at::kDouble), y, "mse") == 2);  // whose distances overflow
  CHECK(told(x, y, "huber") == 0);
  CHECK(told(x.narrow(0, 0, 19), y.narrow(0, 0, 19), "mse") == 0);
  CHECK(told(x, x, "mse") == 0);  // two values a sample
  CHECK(told(x, at::full({40}, -1, at::kLong), "cross-entropy") == 0);
  CHECK(told((x / 0).abs(), y, "mse") == 0);
  CHECK(told(x, y / 0, "mse") == 0);
  CHECK(told(x, 1e200 * y.to(at::kDouble), "mse") == 0);  // whose squares overflow
  CHECK(told(x, 1e200 * y.to(at::kDouble), "mae") == 3);
  CHECK_THROWS_WITH(fit_simple_models({x, y.narrow(0, 0, 39)}, {x, y}, "mse"),
                    ContainsSubstring("training samples have 40 inputs and 39 targets"));
  CHECK_THROWS_AS(fit_simple_models({x, y}, {x, y.gt(0).to(at::kLong)}, "mse"), plumb::Error);
}
