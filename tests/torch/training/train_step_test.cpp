#include "training/train_step.hpp"

#include <ATen/autocast_mode.h>
#include <torch/nn/functional/loss.h>
#include <torch/types.h>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"
#include "training/evaluation.hpp"

using plumb::Loss;
using plumb::NetworkOptions;
using plumb::TensorSplit;
using plumb::TrainStepOptions;

namespace {

TensorSplit samples(std::int64_t count) {
  at::manual_seed(5);
  return {at::randn({count, 6}), at::randint(0, 3, {count}, at::kLong)};
}

struct Trained {
  std::vector<plumb::StepRecord> records;
  std::vector<at::Tensor> parameters;
  plumb::Evaluation means;
};

Trained train(const TrainStepOptions& options, int steps, const std::string& optimizer_name,
              bool updates_are_noted = true) {
  plumb::NetworkOptions shape;
  shape.sample_shape = {6};
  shape.outputs = 3;
  shape.width = 16;
  shape.activation = "tanh";
  const auto network = plumb::make_network(shape);
  plumb::OptimizerOptions update;
  update.name = optimizer_name;
  const auto optimizer = plumb::make_optimizer(update, network->parameters());
  const Loss loss("cross-entropy");
  Trained trained;
  plumb::MonitorOptions watching;
  watching.on_record = [&](const plumb::StepRecord& r) { trained.records.push_back(r); };
  watching.updates_are_noted = updates_are_noted && optimizer->sums_updates();
  plumb::Monitor monitor(*network, watching);
  plumb::TrainStep step(*network, loss, *optimizer, monitor, options, at::kCPU);
  for (int i = 0; i < steps; ++i) step.run(samples(22));
  for (const auto& parameter : network->parameters())
    trained.parameters.push_back(parameter.detach().clone());
  trained.means = step.means();
  return trained;
}

}  // namespace

TEST_CASE("accumulated micro-batches make the step of the whole batch") {
  const std::int64_t micro_batch = GENERATE(11, 8, 1);  // 8: the last one is smaller
  TrainStepOptions parts;
  parts.micro_batch = micro_batch;
  parts.clip = plumb::Clip::norm(0.05);
  TrainStepOptions whole;
  whole.clip = parts.clip;
  // Plain descent: Adam would blow a rounding error of a tiny gradient up to a whole step.
  const Trained a = train(parts, 3, "sgd"), b = train(whole, 3, "sgd");
  for (std::size_t i = 0; i < a.parameters.size(); ++i)
    REQUIRE(at::allclose(a.parameters[i], b.parameters[i], 1e-5, 1e-7));  // sums in another order
  REQUIRE(a.records.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    REQUIRE_THAT(a.records[i].loss, WithinRel(b.records[i].loss, 1e-6));
    REQUIRE_THAT(a.records[i].norm, WithinRel(b.records[i].norm, 1e-5));
    REQUIRE(a.records[i].clipped == b.records[i].clipped);
  }
  REQUIRE_THAT(a.means.loss, WithinRel(b.means.loss, 1e-6));
  REQUIRE(a.means.accuracy == b.means.accuracy);
}

TEST_CASE("a run's updates are the same whether its optimizer sums them up or a copy shows them") {
  const Trained noted = train({}, 11, "adam", true), copied = train({}, 11, "adam", false);
  for (const std::size_t step : {0, 10}) {
    const auto &a = noted.records.at(step).probes, &b = copied.records.at(step).probes;
    REQUIRE(a.size() == noted.parameters.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      CHECK(a[i].update > 0);
      // Half of what plumb::update_sums promises of squares.
      CHECK_THAT(a[i].update, WithinRel(b[i].update, 5e-7));
      // Biases begin at 0.
      CHECK_THAT(a[i].weight, WithinRel(b[i].weight, 5e-7) || WithinAbs(b[i].weight, 0));
      CHECK(a[i].constant == b[i].constant);
      CHECK(a[i].zeros == b[i].zeros);
    }
  }
}

TEST_CASE("a bfloat16 run stays close to the float32 run, its gradients float32") {
  TrainStepOptions half;
  half.precision = plumb::Precision::bfloat16;
  const Trained a = train(half, 30, "adam"), b = train({}, 30, "adam");
  for (std::size_t i = 0; i < a.records.size(); ++i) {
    REQUIRE(a.records[i].loss != b.records[i].loss);
    // bfloat16 has 8 bits: 0.4 % an operation.
    REQUIRE_THAT(a.records[i].loss, WithinRel(b.records[i].loss, 0.02));
    REQUIRE_THAT(a.records[i].norm, WithinRel(b.records[i].norm, 0.05));
  }
  REQUIRE(a.parameters[0].scalar_type() == at::kFloat);
  REQUIRE_FALSE(at::autocast::is_autocast_enabled(at::kCPU));
}

TEST_CASE("convolutions and batch normalization run in bfloat16, evaluation too") {
  plumb::NetworkOptions shape;
  shape.family = "resnet";
  shape.sample_shape = {1, 8, 8};
  shape.outputs = 3;
  shape.depth = 2;
  shape.width = 4;
  shape.normalization = "batch";
  const auto network = plumb::make_network(shape);
  at::manual_seed(5);
  const TensorSplit split{at::randn({20, 1, 8, 8}), at::randint(0, 3, {20}, at::kLong)};
  const Loss loss("cross-entropy");
  const auto half = plumb::evaluate(*network, split, loss, plumb::Precision::bfloat16);
  const auto full = plumb::evaluate(*network, split, loss);
  REQUIRE_THAT(half.loss, WithinRel(full.loss, 0.02));
  REQUIRE(half.loss != full.loss);
  const auto gradient = plumb::full_gradient(*network, split, loss, plumb::Precision::bfloat16);
  const auto exact = plumb::full_gradient(*network, split, loss);
  REQUIRE_THAT(gradient.norms.back().second, WithinRel(exact.norms.back().second, 0.05));
}

namespace {

/// Channels and images on which convolutions may be matrix products of our own.
NetworkOptions small_network(const std::string& family, const std::string& residual,
                             const std::string& norm) {
  const bool recurrent = family == "rnn" || family == "lstm" || family == "gru";
  NetworkOptions options;
  options.family = family;
  options.residual = residual;
  options.normalization = norm;
  options.sample_shape =
      recurrent ? std::vector<std::int64_t>{4, 6} : std::vector<std::int64_t>{1, 16, 16};
  options.outputs = 3;
  options.depth = 3;
  options.width = 32;
  options.output_initializer = "glorot-uniform";  // fixup's zeros would hide what goes in
  return options;
}

bool can_be_built(const NetworkOptions& options) {
  try {
    plumb::resolve(options);
    return true;
  } catch (const plumb::Error&) {
    return false;
  }
}

/// A forward and a backward pass. Returns the outputs; the gradients are left in the network.
at::Tensor pass(plumb::Network& network, const at::Tensor& x, plumb::Precision precision) {
  network.zero_grad();
  const auto y = plumb::forward(network, x, precision);
  y.square().sum().backward();
  return y.detach();
}

void check_bfloat16(const NetworkOptions& options) {
  const auto network = plumb::make_network(options);
  at::manual_seed(5);
  std::vector<std::int64_t> shape{8};
  shape.insert(shape.end(), options.sample_shape.begin(), options.sample_shape.end());
  const auto x = at::randn(shape);
  const auto full = pass(*network, x, plumb::Precision::float32);
  const auto half = pass(*network, x, plumb::Precision::bfloat16);
  CHECK_FALSE(at::equal(half, full));
  // bfloat16 has 8 bits: 0.4 % an operation.
  CHECK((half - full).norm().item<double>() < 0.05 * full.norm().item<double>());
  for (const auto& parameter : network->named_parameters()) {
    INFO(parameter.key());
    const auto& gradient = parameter.value().grad();
    REQUIRE(gradient.defined());
    CHECK(gradient.scalar_type() == at::kFloat);
    CHECK(gradient.isfinite().all().item<bool>());
  }
}

}  // namespace

TEST_CASE("every family trains in bfloat16 with every residual and normalization it takes") {
  int built = 0;
  for (const auto& family : plumb::network_families()) {
    for (const auto& residual : plumb::residuals()) {
      for (const std::string norm : {"none", "batch", "layer", "group", "weight"}) {
        const auto options = small_network(family.name, residual.name, norm);
        if (!can_be_built(options)) continue;
        CAPTURE(family.name, residual.name, norm);
        CHECK_NOTHROW(check_bfloat16(options));
        ++built;
      }
    }
  }
  // Four families with residual connections, of which fixup takes no norm; three without.
  CHECK(built == 4 * (4 * 5 + 1) + 3);
}

TEST_CASE("label smoothing is torch's on logits and Keras's on probabilities") {
  at::manual_seed(2);
  const at::Tensor logits = at::randn({7, 4}), targets = at::randint(0, 4, {7}, at::kLong);
  const Loss smooth("cross-entropy", Loss::Outputs::logits, 0.2);
  const auto reference =
      [&](torch::nn::functional::CrossEntropyFuncOptions::reduction_t reduction) {
        return torch::nn::functional::cross_entropy(
            logits, targets,
            torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(0.2).reduction(
                reduction));
      };
  REQUIRE(at::equal(smooth.mean(logits, targets), reference(torch::kMean)));
  REQUIRE(at::equal(smooth.sum(logits, targets), reference(torch::kSum)));

  // Keras: the cross-entropy of y(1 - ε) + ε/n.
  const at::Tensor p = at::softmax(logits, 1);
  const at::Tensor y = at::one_hot(targets, 4) * 0.8 + 0.2 / 4;
  const at::Tensor expected = -(y * p.log()).sum(1);
  const Loss activated("cross-entropy", Loss::Outputs::activated, 0.2);
  REQUIRE(at::allclose(activated.mean(p, targets), expected.mean(), 1e-5));
  REQUIRE(at::allclose(activated.sum(p, targets), expected.sum(), 1e-5));

  REQUIRE_THROWS_WITH(Loss("mse", Loss::Outputs::logits, 0.1),
                      ContainsSubstring("--label-smoothing is for --loss cross-entropy"));
}
