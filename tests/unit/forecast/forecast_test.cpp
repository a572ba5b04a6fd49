#include "plumb/diagnostics/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>

#include "chain.hpp"
#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"

using namespace plumb;

namespace {

Forecast of(const Chain& chain) {
  return forecast(chain.network(), chain.batch());
}

}  // namespace

TEST_CASE("a forecast is the same every time") {
  const Chain chain{.activation = "tanh"};
  const Forecast first = of(chain), second = of(chain);
  for (std::size_t i = 0; i < first.layers.size(); ++i)
    CHECK(first.layers[i].median == second.layers[i].median);
}

TEST_CASE("the median lies in its interval") {
  for (const char* activation : {"sigmoid", "tanh", "relu", "elu", "gelu"}) {
    INFO(activation);
    for (const auto& layer : of({.activation = activation}).layers) {
      CHECK(layer.low < layer.median);
      CHECK(layer.median < layer.high);
    }
  }
}

TEST_CASE("deep sigmoid layers vanish, He's ReLU does not, large weights explode") {
  CHECK(of({.activation = "sigmoid", .depth = 11}).verdict == ForecastVerdict::vanishing);
  CHECK(of({.activation = "relu", .depth = 11, .sigma_w_squared = 2}).verdict ==
        ForecastVerdict::healthy);
  CHECK(of({.activation = "relu", .depth = 50, .sigma_w_squared = 8}).verdict ==
        ForecastVerdict::exploding);
}

TEST_CASE("layers too narrow for their number do not learn, and wide ones of the kind do") {
  // None of these trains on two features or on MNIST, at no rate: gradients are 1e-19 in the first.
  const Chain dead[] = {{.activation = "tanh", .depth = 300, .width = 4},
                        {.activation = "tanh", .depth = 300, .width = 8},
                        {.activation = "tanh", .depth = 200, .width = 16},
                        {.activation = "tanh", .depth = 100, .width = 8},
                        {.activation = "relu", .depth = 50, .width = 8, .sigma_w_squared = 2},
                        {.activation = "relu", .depth = 200, .width = 16, .sigma_w_squared = 2}};
  for (Chain chain : dead) {
    INFO(chain.activation << ' ' << chain.depth << ' ' << chain.width);
    const Forecast narrow = of(chain);
    CHECK(narrow.verdict == ForecastVerdict::vanishing);
    CHECK(narrow.limit_speed >= forecast_least_speed);
    CHECK(narrow.learning_speed < forecast_least_speed);
    CHECK(narrow.learning_share.value() < 0.5);
    CHECK(narrow.max_trainable_depth.value() >= 1);
    CHECK(narrow.max_trainable_depth.value() < chain.depth);
    chain.width = 4 * chain.depth;
    const Forecast wide = forecast(chain.network(), chain.batch(), {.draws = 1});
    CHECK(wide.verdict == ForecastVerdict::healthy);
    CHECK(wide.max_trainable_depth.value() >= std::min<std::int64_t>(chain.depth, 100));
  }
}

TEST_CASE("few layers need few units") {
  for (const char* activation : {"tanh", "relu"}) {
    const double sigma = activation == std::string("relu") ? 2 : 1;
    const Forecast shallow =
        of({.activation = activation, .depth = 5, .width = 16, .sigma_w_squared = sigma});
    CHECK(shallow.verdict == ForecastVerdict::healthy);
    CHECK(shallow.max_trainable_depth.value() >= 5);
  }
}

TEST_CASE("without draws a narrow network is judged by the limit") {
  const Chain chain{.activation = "tanh", .depth = 100, .width = 8};
  const Forecast limit = forecast(chain.network(), chain.batch(), {.draws = 0});
  CHECK(limit.learning_speed == limit.limit_speed);
  CHECK_FALSE(limit.learning_share);
}

TEST_CASE("weights of zero vanish, exp overflows") {
  CHECK(of({.activation = "relu", .sigma_w_squared = 0}).verdict == ForecastVerdict::vanishing);
  const Forecast overflow = of({.activation = "exponential", .depth = 12});
  CHECK(overflow.verdict == ForecastVerdict::exploding);
  CHECK(std::isinf(overflow.layers.front().median));
  CHECK(overflow.stable_rate == 0);
}

TEST_CASE("what vanishes trains up to some depth, and no further") {
  const Forecast forecast = of({.activation = "relu", .depth = 40});
  REQUIRE(forecast.max_trainable_depth);
  CHECK(*forecast.max_trainable_depth >= 1);
  CHECK(*forecast.max_trainable_depth < 40);
}

TEST_CASE("what does not fit is named") {
  const Chain chain;
  ForecastBatch batch = chain.batch();
  batch.labels = {3, 11};
  REQUIRE_THROWS_WITH(forecast(chain.network(), batch), ContainsSubstring("label 11"));
  batch = chain.batch();
  batch.second_moment.pop_back();
  REQUIRE_THROWS_WITH(forecast(chain.network(), batch), ContainsSubstring("second moments"));
  batch = chain.batch();
  batch.loss = "hinge";
  REQUIRE_THROWS_WITH(forecast(chain.network(), batch), ContainsSubstring("hinge"));
  batch = chain.batch();
  batch.label_smoothing = 1;
  REQUIRE_THROWS_WITH(forecast(chain.network(), batch), ContainsSubstring("label smoothing of 1"));
  REQUIRE_THROWS_WITH(of({.activation = "step"}), ContainsSubstring("step"));
  ForecastNetwork network = chain.network();
  network.layers[2].kernel.inputs = 255;
  REQUIRE_THROWS_WITH(
      forecast(network, chain.batch()),
      ContainsSubstring("'dense_3.weight' has 255 inputs") && ContainsSubstring("256 outputs"));
  network = chain.network();
  network.layers[1].skip.emplace().projection = network.layers[5].kernel;
  REQUIRE_THROWS_WITH(forecast(network, chain.batch()),
                      ContainsSubstring("adds 10 units, made of 256, to 256"));
  network = chain.network();
  network.layers[0].skip.emplace().span = 2;
  REQUIRE_THROWS_WITH(forecast(network, chain.batch()), ContainsSubstring("before the network"));
}

TEST_CASE("second moments that no inputs have are refused") {
  const Chain chain{.activation = "relu"};
  const auto refusal = [&](std::vector<double> second_moment) {
    ForecastBatch batch = chain.batch();
    batch.second_moment = std::move(second_moment);
    try {
      forecast(chain.network(), batch, {.draws = 0});
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  const double infinity = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  CHECK_THAT(refusal({nan, 0.5, 0.5, 1}), ContainsSubstring("sample 0 is nan"));
  CHECK_THAT(refusal({1, nan, nan, 1}), ContainsSubstring("samples 0 and 1 is nan"));
  CHECK_THAT(refusal({1, 0, 0, infinity}), ContainsSubstring("sample 1 is inf"));
  CHECK_THAT(refusal({1, 0, 0, -1}), ContainsSubstring("sample 1 is -1"));
  CHECK_THAT(refusal({1, 2.1, 2.1, 4}), ContainsSubstring("beyond the 2.000002"));
  CHECK_THAT(refusal({1, 0.2, 0.3, 1}), ContainsSubstring("symmetric"));
  CHECK(refusal({1, 2 * (1 + 1e-7), 2 * (1 + 1e-7), 4}).empty());  // rounding
  CHECK(refusal({0, 0, 0, 0}).empty());
  ForecastBatch batch = chain.batch();
  batch.across_positions = nan;
  CHECK_THROWS_WITH(forecast(chain.network(), batch), ContainsSubstring("across positions"));
  batch = chain.batch();
  batch.loss = "mse";
  batch.labels.clear();
  batch.targets = {0, infinity};
  CHECK_THROWS_WITH(forecast(chain.network(), batch), ContainsSubstring("target is inf"));
  ForecastNetwork network = chain.network();
  network.layers[1].kernel.variance = nan;
  CHECK_THROWS_WITH(forecast(network, chain.batch()), ContainsSubstring("'dense_2.weight'"));
}

TEST_CASE("a skip over the first layer adds the inputs, of which only the moments are known") {
  const Chain chain{.activation = "tanh", .width = 128};
  ForecastNetwork network = chain.network();
  for (int i = 0; i < chain.depth; ++i) network.layers[i].skip.emplace();
  const Forecast with_skips = forecast(network, chain.batch());
  network.layers[0].skip.reset();
  const Forecast but_the_first = forecast(network, chain.batch());
  // The stream through the layers begins larger by what is added, 1 beside tanh's 0.39.
  const double before = but_the_first.layers[1].median, after = with_skips.layers[1].median;
  CHECK(after > 1.2 * before);
  CHECK(after < 2.5 * before);
}

TEST_CASE("the stable rate of a linear layer is that of its inputs and its loss") {
  // ⟨x, x⟩ + 1 = 11 on the diagonal and 6 beside it, for inputs of 10 features: eigenvalues 17, 5.
  const auto rate = [&](const std::string& loss, double outputs) {
    // Small weights, which do not matter to the kernel, for equal probabilities.
    const Chain chain{
        .depth = 0, .width = 10, .sigma_w_squared = loss == "cross-entropy" ? 1e-24 : 1};
    ForecastNetwork network = chain.network();
    network.layers.front().kernel.outputs = outputs;
    ForecastBatch batch = chain.batch();
    batch.loss = loss;
    batch.labels = {0, 1};
    if (loss == "mse" || loss == "mae") batch.labels.clear(), batch.targets = {2, -1};
    return forecast(network, batch).stable_rate;
  };
  const auto is = [](double value, double expected) {
    return std::abs(value / expected - 1) < 1e-8;
  };
  CHECK(is(rate("mse", 1), 2 / 17.0));  // the Hessian of Σ e²/B is 2/B times the kernel
  CHECK(is(rate("mse", 3), 3 * 2 / 17.0));
  CHECK(is(rate("cross-entropy", 2), 2 * 2 * 2 / 17.0));
  CHECK(is(rate("cross-entropy", 10), 2 * 10 * 2 / 17.0));
  CHECK(is(rate("bce", 1), 2 * 4 * 2 / 17.0));  // p (1 − p) = 1/4
  CHECK(is(rate("bce", 3), 3 * 2 * 4 * 2 / 17.0));
  // Errors of variance 1 + (2² + 1²)/2: their normal's density at 0, twice.
  const double curvature = std::sqrt(2 / 3.14159265358979 / 3.5);
  CHECK(is(rate("mae", 1), 2 / curvature * 2 / 17.0));
}

TEST_CASE("the verdict does not depend on the units of the targets") {
  const Chain chain{.activation = "relu", .sigma_w_squared = 2};
  ForecastNetwork network = chain.network();
  network.layers.back().kernel.outputs = 1;
  ForecastBatch batch = chain.batch();
  batch.labels.clear();
  for (const std::string loss : {"mse", "mae"}) {
    batch.loss = loss;
    batch.targets = {1, -1};
    const Forecast unit = forecast(network, batch);
    CHECK(unit.verdict == ForecastVerdict::healthy);
    for (const double size : {1e-6, 1e3, 1e6}) {
      for (const double other : {-size, size}) {  // around 0, and far from it
        CAPTURE(loss, size, other);
        batch.targets = {size, other};
        const Forecast sized = forecast(network, batch);
        CHECK(sized.learning_speed == unit.learning_speed);
        CHECK(sized.verdict == unit.verdict);
        CHECK(sized.max_trainable_depth == unit.max_trainable_depth);
      }
    }
  }
  batch.loss = "mse";
  batch.targets = {1, -1};
  const double speed = forecast(network, batch).learning_speed;
  CHECK(std::abs(of(chain).learning_speed / speed - 1) < 1e-9);  // of ten classes
}

namespace {

/// Six samples: three pairs that are more alike than others.
Forecast of_normalized(const std::string& activation, int depth) {
  const Chain chain{.activation = activation, .depth = depth, .sigma_w_squared = 2};
  ForecastNetwork network = chain.network();
  for (int i = 0; i < depth; ++i)
    network.layers[static_cast<std::size_t>(i)].norm = ForecastLayer::Norm::batch;
  ForecastBatch batch;
  batch.size = 6;
  for (std::size_t a = 0; a < 6; ++a) {
    for (std::size_t b = 0; b < 6; ++b)
      batch.second_moment.push_back(a == b ? 1.0 + 0.1 * a : a / 2 == b / 2 ? 0.8 : 0.4);
  }
  batch.labels = {0, 0, 1, 1, 2, 2};
  return forecast(network, batch, {.draws = 0});
}

}  // namespace

TEST_CASE("batch normalization keeps networks trainable that are deep") {
  // On MNIST, networks of 8 and 32 such layers of ReLU train, and so do 50 of tanh and sigmoid;
  // of 50 layers of ReLU no rate makes any progress in 300 steps.
  for (const char* activation : {"relu", "tanh", "sigmoid"}) {
    for (const int depth : {1, 4, 8}) {
      INFO(activation << ' ' << depth);
      CHECK(of_normalized(activation, depth).verdict == ForecastVerdict::healthy);
    }
  }
  CHECK(of_normalized("tanh", 50).verdict == ForecastVerdict::healthy);
  CHECK(of_normalized("sigmoid", 50).verdict == ForecastVerdict::healthy);
  CHECK(of_normalized("relu", 70).verdict == ForecastVerdict::exploding);
}
