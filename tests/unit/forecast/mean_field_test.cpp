#include "mean_field.hpp"

#include <cmath>

#include "chain.hpp"
#include "output_gradient.hpp"
#include "support/catch.hpp"

using namespace plumb;
using namespace plumb::forecasting;

TEST_CASE("a linear network multiplies forward and backward by σ_w²") {
  Chain chain;
  chain.sigma_w_squared = 1.44;
  const ForecastNetwork network = chain.network();
  const auto passes = propagate(network, chain.batch());
  const double grown = std::pow(1.44, chain.depth + 1);
  CHECK(std::abs(passes.back().output.second(0, 0) / grown - 1) < 1e-12);
  CHECK(std::abs(passes.back().output.second(0, 1) / (0.5 * grown) - 1) < 1e-12);
  // All layers' gradients are equal but for the output's fan-in: with a gradient of 1 for one
  // sample at every output, ‖∂L/∂W_l‖² = width · σ_w^(2 depth).
  Matrix output(2);
  output(0, 0) = 1;
  for (const double square : squared_gradients(network, passes, output))
    CHECK(std::abs(square / (256 * std::pow(1.44, chain.depth)) - 1) < 1e-12);
}

TEST_CASE("equal samples of a batch add up, opposite gradients cancel") {
  Chain chain{.activation = "relu", .sigma_w_squared = 2, .correlation = 1};
  const ForecastNetwork network = chain.network();
  const auto passes = propagate(network, chain.batch());
  const Matrix alike(2, 0.25);
  Matrix opposite = alike;
  opposite(0, 1) = opposite(1, 0) = -0.25;
  for (const double square : squared_gradients(network, passes, opposite))
    CHECK(std::abs(square) < 1e-4);  // an angle of 1e-8 between the samples, layer by layer
  // He's initialization keeps both sizes: ‖h‖² = width, and each of the four ⟨δ, δ⟩ = 1/4.
  CHECK(std::abs(squared_gradients(network, passes, alike).front() / 256 - 1) < 1e-6);
}

TEST_CASE("mean squared error's gradient in closed form is that of draws") {
  ForecastBatch batch = Chain{}.batch();
  batch.loss = "mse";
  Matrix covariance(2, 0.3);
  covariance(0, 0) = 0.5;
  covariance(1, 1) = 0.8;
  const Matrix exact = mean_output_gradient(covariance, 10, batch);
  NormalStream normals(1);
  Matrix drawn(2);
  constexpr int draws = 20000;
  for (int i = 0; i < draws; ++i) {
    const Population outputs = mixed(normal_population(10, 2, normals), cholesky(covariance));
    drawn = sum(std::move(drawn), gram(output_gradient(outputs, batch)));
  }
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(std::abs(drawn.values()[i] / draws / exact.values()[i] - 1) < 0.01);  // 20,000 draws
}

TEST_CASE("batch normalization makes gradients of ReLU grow by π/(π−1) a layer") {
  // Yang et al. 2019, for a large batch of independent samples.
  constexpr std::size_t size = 128;
  Chain chain{.activation = "relu", .depth = 3, .sigma_w_squared = 2};
  ForecastNetwork network = chain.network();
  for (int i = 0; i < chain.depth; ++i) {
    network.layers[static_cast<std::size_t>(i)].norm = ForecastLayer::Norm::batch;
    network.layers[static_cast<std::size_t>(i)].epsilon = 0;
  }
  ForecastBatch batch;
  batch.size = size;
  batch.second_moment.assign(size * size, 0);
  for (std::size_t a = 0; a < size; ++a) batch.second_moment[a * size + a] = 1;
  batch.labels.assign(size, 0);
  const auto passes = propagate(network, batch);
  Matrix output(size);
  for (std::size_t a = 0; a < size; ++a) output(a, a) = 1;
  const auto squares = squared_gradients(network, passes, output);
  const double growth = 3.14159265358979 / (3.14159265358979 - 1);
  CHECK(std::abs(squares[1] / squares[2] / growth - 1) < 0.03);  // 1/size
}

TEST_CASE("an identity skip adds the shortcut's gradient") {
  Chain chain{.activation = "identity", .depth = 2};
  ForecastNetwork network = chain.network();
  network.layers[1].skip.emplace();
  const auto passes = propagate(network, chain.batch());
  CHECK(std::abs(passes[1].output.second(0, 0) - 2) < 1e-12);  // 1 of the branch, 1 of the skip
  Matrix output(2);
  output(0, 0) = 1;
  const auto squares = squared_gradients(network, passes, output);
  CHECK(std::abs(squares[0] / 512 - 1) < 1e-12);  // through both
  CHECK(std::abs(squares[1] / 256 - 1) < 1e-12);  // through the branch
}

TEST_CASE("the tangent kernel gives the squared gradients of all weights") {
  Chain chain{.activation = "relu", .depth = 3, .sigma_w_squared = 2};
  ForecastNetwork network = chain.network();
  network.layers[1].skip.emplace();
  network.layers[2].skip.emplace(
      ForecastSkip{2, true, network.layers[2].kernel});  // through a kernel of its own
  const auto passes = propagate(network, chain.batch());
  const Matrix output(2, {0.3, -0.1, -0.1, 0.2});
  double squares = 0;
  for (const double square : squared_gradients(network, passes, output)) squares += square;
  const Matrix kernel = tangent_kernels(network.layers, passes).weights;
  CHECK(std::abs(inner_product(kernel, output) / squares - 1) < 1e-12);
}

TEST_CASE("biases are in the tangent kernel") {
  Chain chain{.depth = 0, .width = 20};
  const auto kernel = [&](const ForecastNetwork& network) {
    return tangent_kernels(network.layers, propagate(network, chain.batch())).all;
  };
  ForecastNetwork network = chain.network();
  CHECK(std::abs(kernel(network)(0, 0) - 21) < 1e-12);  // ⟨x, x⟩ + 1
  CHECK(std::abs(kernel(network)(0, 1) - 11) < 1e-12);
  network.layers.front().kernel.has_bias = false;
  CHECK(std::abs(kernel(network)(0, 0) - 20) < 1e-12);
  // Behind a linear layer of 20 units, whose outputs are as large as the inputs and whose biases
  // reach the output through weights of variance 1/20: twice as much of both.
  chain.depth = 1;
  CHECK(std::abs(kernel(chain.network())(0, 1) - 22) < 1e-12);
}

TEST_CASE("samples that a batch normalizes together keep in common what they have in common") {
  // A linear layer and batch normalization of two samples: they become ±1, whatever the inputs,
  // and nothing before the norm changes them. A step moves the outputs by that of the output
  // layer, of 256 weights and a bias, and by the gains and shifts.
  Chain chain{.depth = 1};
  ForecastNetwork network = chain.network();
  network.layers[0].norm = ForecastLayer::Norm::batch;
  network.layers[0].epsilon = 0;
  const Matrix kernel = tangent_kernels(network.layers, propagate(network, chain.batch())).all;
  CHECK(std::abs(kernel(0, 0) - (256 + 1 + 2)) < 1e-9);
  CHECK(std::abs(kernel(0, 1) - (-256 + 1 + 0)) < 1e-9);
}

TEST_CASE("unequal probabilities make cross-entropy steeper than equal ones, up to a half") {
  const ForecastBatch batch = Chain{}.batch();
  CHECK(std::abs(starting_curvature(Matrix(2), 10, batch) - 0.1) < 1e-12);
  CHECK(starting_curvature(Matrix(2, 1), 2, batch) == 0.5);  // p (1 − p) is largest when equal
  // The mean of 5000 draws of the largest eigenvalue, by NumPy: 0.2521 for outputs of variance 1
  // that all samples have in common.
  CHECK(std::abs(starting_curvature(Matrix(2, 1), 10, batch) / 0.2521 - 1) < 0.15);  // 16 draws
  const Matrix huge(2, 1e8);  // one class is certain: flat, and no guide to what follows
  CHECK(std::abs(starting_curvature(huge, 10, batch) - 0.1) < 1e-12);
}
