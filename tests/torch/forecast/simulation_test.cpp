// The forecast against the networks themselves: the median of some seeds, layer by layer.

#include <torch/types.h>

#include <algorithm>
#include <cmath>

#include "plumb/models/initialization.hpp"
#include "support/catch.hpp"
#include "training/forecast_input.hpp"
#include "training/measured_gradient.hpp"

using namespace plumb;

namespace {

constexpr std::size_t few_seeds = 11;

/// Samples that are alike, as images are: a common part, a part of their class, and their own.
TensorSplit made_batch(const std::vector<std::int64_t>& shape) {
  auto generator = at::make_generator<at::CPUGeneratorImpl>(7);
  std::vector<std::int64_t> one = shape, all = shape;
  one.insert(one.begin(), 1);
  all.insert(all.begin(), 16);
  std::vector<std::int64_t> classes = shape;
  classes.insert(classes.begin(), 4);
  const at::Tensor labels = at::arange(16, at::kLong) % 4;
  const at::Tensor features = at::rand(one, generator) +
                              0.5 * at::randn(classes, generator).index_select(0, labels) +
                              0.5 * at::randn(all, generator);
  return {features, labels};
}

struct Worst {
  std::string layer;
  double decades = 0;
};

/// The largest |log10(predicted / median of the seeds)| of all kernels.
Worst worst_error(NetworkOptions options, const TensorSplit& batch, const Loss& loss,
                  std::size_t seeds, double smoothing = 0) {
  const Forecast predicted =
      forecast(describe_network(options), describe_batch(batch, loss.name(), smoothing));
  std::vector<std::vector<double>> norms(predicted.layers.size());
  for (std::size_t seed = 0; seed < seeds; ++seed) {
    options.seed = seed;
    const auto measured = measure_kernel_gradients(*plumb::make_network(options), batch, loss);
    for (const auto& [name, norm] : measured) {
      const auto same = [&name = name](const ForecastNorm& layer) { return layer.name == name; };
      const auto found = std::find_if(predicted.layers.begin(), predicted.layers.end(), same);
      REQUIRE(found != predicted.layers.end());
      norms[static_cast<std::size_t>(found - predicted.layers.begin())].push_back(norm);
    }
  }
  Worst worst;
  for (std::size_t i = 0; i < norms.size(); ++i) {
    REQUIRE(norms[i].size() == seeds);
    const auto middle = norms[i].begin() + static_cast<std::ptrdiff_t>(seeds / 2);
    std::nth_element(norms[i].begin(), middle, norms[i].end());
    const double error = std::log10(predicted.layers[i].median / *middle);
    if (std::abs(error) > std::abs(worst.decades)) worst = {predicted.layers[i].name, error};
  }
  return worst;
}

Worst worst_error(const NetworkOptions& options, std::size_t seeds = few_seeds,
                  double smoothing = 0) {
  return worst_error(options, made_batch(options.sample_shape),
                     Loss("cross-entropy", Loss::Outputs::logits, smoothing), seeds, smoothing);
}

NetworkOptions small_mlp() {
  NetworkOptions options;
  options.sample_shape = {40};
  options.outputs = 4;
  options.depth = 8;
  options.width = 64;
  options.initializer = "he-normal";
  return options;
}

NetworkOptions small_images(const std::string& family) {
  NetworkOptions options;
  options.family = family;
  options.sample_shape = {1, 16, 16};
  options.outputs = 4;
  options.depth = 3;
  options.width = 16;
  return options;
}

}  // namespace

TEST_CASE("every activation and initializer of the models is known to the forecast") {
  NetworkOptions options = small_mlp();
  for (const auto& activation : activations()) {
    options.activation = activation.name;
    CHECK_NOTHROW(forecast(describe_network(options),
                           describe_batch(made_batch(options.sample_shape), "cross-entropy")));
  }
  options.activation = "relu";
  for (const auto& initializer : initializers()) {
    // "normal:STD" stands for a number.
    options.initializer = initializer.name.substr(0, initializer.name.find(':'));
    if (options.initializer != initializer.name) options.initializer += ":0.1";
    if (find_initializer(options.initializer, options.activation).variance({10, 10})) {
      CHECK_NOTHROW(describe_network(options));
    } else {
      CHECK_THROWS_WITH(describe_network(options), ContainsSubstring(options.initializer));
    }
  }
}

TEST_CASE("what the forecast cannot describe is named") {
  NetworkOptions options = small_images("lenet");
  CHECK_THROWS_WITH(describe_network(options), ContainsSubstring("lenet"));
  options = small_mlp();
  options.output_activation = "softmax";
  CHECK_THROWS_WITH(describe_network(options), ContainsSubstring("softmax"));
  for (const char* norm : {"group", "weight"}) {
    options = small_mlp();
    options.normalization = norm;
    CHECK_THROWS_WITH(describe_network(options), ContainsSubstring(norm));
  }
  for (const char* residual : {"preact", "rezero", "fixup"}) {
    options = small_mlp();
    options.residual = residual;
    CHECK_THROWS_WITH(describe_network(options), ContainsSubstring(residual));
  }
  options = small_mlp();
  options.dropout = 0.5;
  CHECK_THROWS_WITH(describe_network(options), ContainsSubstring("dropout '0.5'"));
}

TEST_CASE("dense layers are forecast to a factor of 1.6") {
  // The median of 11 seeds is itself known to 0.05 decades only at this width, and less well where
  // the weights are normal without a cut.
  for (const char* activation : {"sigmoid", "tanh", "relu", "leaky-relu", "elu", "selu", "gelu",
                                 "silu", "softplus", "identity", "prelu"}) {
    for (const char* initializer : {"glorot-uniform", "he-normal", "orthogonal", "critical"}) {
      const bool critical = std::string(initializer) == "critical";
      if (critical && !critical_point(activation)) continue;
      NetworkOptions options = small_mlp();
      options.activation = activation;
      options.initializer = initializer;
      const Worst worst = worst_error(options, critical ? 5 * few_seeds : few_seeds);
      INFO(activation << ' ' << initializer << ' ' << worst.layer << ' ' << worst.decades);
      CHECK(std::abs(worst.decades) < 0.2);
    }
  }
}

TEST_CASE("smoothed labels are forecast") {
  // Small outputs: softmax is near 1/n, and so is what 0.9 of smoothing leaves of a label. Without
  // smoothing the gradient is ten times as large.
  NetworkOptions options = small_mlp();
  options.initializer = "normal:0.1";
  for (const double smoothing : {0.3, 0.9}) {
    const Worst worst = worst_error(options, few_seeds, smoothing);
    INFO(smoothing << ' ' << worst.layer << ' ' << worst.decades);
    CHECK(std::abs(worst.decades) < 0.2);
  }
}

TEST_CASE("binary cross-entropy is forecast, of one output and of several") {
  for (const std::int64_t outputs : {1, 4}) {
    NetworkOptions options = small_mlp();
    options.outputs = outputs;
    TensorSplit batch = made_batch(options.sample_shape);
    if (outputs == 1) batch.targets = batch.targets.gt(0).to(at::kLong);
    // The norms of a single output, and of its weights, differ more from seed to seed.
    const Worst worst = worst_error(options, batch, Loss("bce"), 5 * few_seeds);
    INFO(outputs << ' ' << worst.layer << ' ' << worst.decades);
    CHECK(std::abs(worst.decades) < 0.2);
  }
}

TEST_CASE("dense layers with normalization and skips are forecast") {
  for (const char* norm : {"none", "batch", "layer"}) {
    for (const bool skipping : {false, true}) {
      NetworkOptions options = small_mlp();
      options.normalization = norm;
      options.residual = skipping ? "plain" : "none";
      const Worst worst = worst_error(options);
      INFO(norm << skipping << ' ' << worst.layer << ' ' << worst.decades);
      CHECK(std::abs(worst.decades) < 0.2);
    }
  }
}

TEST_CASE("convolutions are forecast to a factor of 4") {
  // What reads a residual stream or a pooled image, whose means are not zero, is underestimated.
  for (const char* family : {"resnet", "cnn"}) {
    for (const char* norm : {"batch", "none", "layer"}) {
      NetworkOptions options = small_images(family);
      options.normalization = norm;
      const Worst worst = worst_error(options);
      INFO(family << ' ' << norm << ' ' << worst.layer << ' ' << worst.decades);
      CHECK(std::abs(worst.decades) < 0.6);
    }
  }
}
