#include "training/evaluation.hpp"

#include <torch/types.h>

#include <cmath>

#include "config/choices.hpp"
#include "plumb/models/network.hpp"
#include "plumb/models/recurrent_initialization.hpp"
#include "support/catch.hpp"
#include "training/batches.hpp"
#include "training/optimizer.hpp"
#include "training/run_summary.hpp"
#include "training/time_gradient_measurement.hpp"

using plumb::Loss;
using plumb::TensorSplit;

namespace {

std::shared_ptr<plumb::Network> small_network(const std::string& normalization = "none") {
  plumb::NetworkOptions options;
  options.sample_shape = {5};
  options.outputs = 3;
  options.depth = 2;
  options.width = 6;
  options.activation = "tanh";
  options.normalization = normalization;
  options.seed = 9;
  return plumb::make_network(options);
}

/// More samples than one chunk of 1,000, and not a multiple of it.
TensorSplit samples(std::int64_t count) {
  at::manual_seed(21);
  return {at::randn({count, 5}), at::randint(0, 3, {count}, at::kLong)};
}

}  // namespace

TEST_CASE("evaluate gives the mean over samples, not over batches") {
  auto network = small_network();
  const TensorSplit split = samples(1500);
  const plumb::Evaluation evaluation = plumb::evaluate(*network, split, Loss("cross-entropy"));
  const at::NoGradGuard no_grad;
  const at::Tensor outputs = network->forward(split.features);
  // A float sum over two chunks against one over 1,500.
  REQUIRE_THAT(evaluation.loss,
               WithinRel(at::cross_entropy_loss(outputs, split.targets).item<double>(), 1e-5));
  REQUIRE(evaluation.accuracy ==
          outputs.argmax(1).eq(split.targets).to(at::kDouble).mean().item<double>());
  REQUIRE(network->is_training());
}

TEST_CASE("evaluate counts the samples of each class that are right") {
  auto network = small_network();
  const TensorSplit split = samples(1500);
  const Loss loss("cross-entropy");
  plumb::ClassHits hits(loss);
  CHECK(hits.counts().samples.empty());
  const plumb::Evaluation evaluation =
      plumb::evaluate(*network, split, loss, plumb::Precision::float32, &hits);
  const plumb::ClassCounts counts = hits.counts();
  REQUIRE(counts.samples.size() == 3);
  const at::NoGradGuard no_grad;
  const at::Tensor predicted = network->forward(split.features).argmax(1);
  std::int64_t right = 0;
  for (std::int64_t c = 0; c < 3; ++c) {
    const at::Tensor is_of_class = split.targets.eq(c);
    const auto i = static_cast<std::size_t>(c);
    CHECK(counts.samples[i] == is_of_class.sum().item<std::int64_t>());
    CHECK(counts.right[i] == predicted.eq(c).logical_and(is_of_class).sum().item<std::int64_t>());
    right += counts.right[i];
  }
  CHECK(evaluation.accuracy == static_cast<double>(right) / 1500);
}

TEST_CASE("one output tells two classes apart, each step counts, and values are not counted") {
  const Loss bce("bce");
  plumb::ClassHits one_output(bce);
  one_output.add(at::tensor({-1.0F, 2.0F, 3.0F, -4.0F}).reshape({4, 1}),
                 at::tensor({0, 0, 1, 1}, at::kLong));
  CHECK(one_output.counts().samples == std::vector<std::int64_t>{2, 2});
  CHECK(one_output.counts().right == std::vector<std::int64_t>{1, 1});

  const Loss loss("cross-entropy");
  plumb::ClassHits steps(loss);
  const at::Tensor outputs = at::tensor({1.0F, 0.0F, 0.0F, 1.0F, 1.0F, 0.0F}).reshape({1, 3, 2});
  for (int batch = 0; batch < 2; ++batch)
    steps.add(outputs, at::tensor({0, 0, 0}, at::kLong).reshape({1, 3}));
  CHECK(steps.counts().samples == std::vector<std::int64_t>{6, 0});
  CHECK(steps.counts().right == std::vector<std::int64_t>{4, 0});

  const Loss mse("mse");
  plumb::ClassHits values(mse);
  values.add(at::zeros({4, 1}), at::zeros({4}));
  CHECK(values.counts().samples.empty());
}

TEST_CASE("full_gradient is the gradient of the mean loss over the whole set") {
  auto network = small_network();
  const TensorSplit split = samples(1500);
  const auto result = plumb::full_gradient(*network, split, Loss("cross-entropy"));
  at::cross_entropy_loss(network->forward(split.features), split.targets).backward();
  REQUIRE(result.norms.size() == network->named_parameters().size());
  for (const auto& [name, norm] : result.norms) {
    const at::Tensor gradient = network->named_parameters()[name].grad();
    // Two chunks summed in float against one product: relative 1e-5.
    REQUIRE_THAT(norm, WithinRel(gradient.to(at::kDouble).norm().item<double>(), 1e-5));
  }
}

TEST_CASE("full_gradient touches neither gradients nor running statistics") {
  auto network = small_network("batch");
  std::map<std::string, at::Tensor> before;
  for (const auto& item : network->named_buffers()) before[item.key()] = item.value().clone();
  network->parameters()[0].mutable_grad() = at::ones_like(network->parameters()[0]);
  plumb::full_gradient(*network, samples(1500), Loss("cross-entropy"));
  for (const auto& item : network->named_buffers())
    REQUIRE(at::equal(item.value(), before.at(item.key())));
  REQUIRE(at::equal(network->parameters()[0].grad(), at::ones_like(network->parameters()[0])));
  REQUIRE_FALSE(network->parameters()[1].grad().defined());
}

TEST_CASE("losses compare with one-hot vectors for classes, with values for regression") {
  const at::Tensor outputs = at::tensor({1.0F, 0.0F, 0.0F, 0.5F}).reshape({2, 2});
  const at::Tensor classes = at::tensor({0, 1}, at::kLong);
  REQUIRE_THAT(Loss("mse").mean(outputs, classes).item<double>(), WithinRel(0.0625, 1e-6));
  REQUIRE_THAT(Loss("mae").mean(outputs, classes).item<double>(), WithinRel(0.125, 1e-6));
  const at::Tensor values = at::tensor({1.0F, 3.0F});
  REQUIRE_THAT(Loss("mse").sum(at::zeros({2, 1}), values).item<double>(), WithinRel(10.0, 1e-6));
  REQUIRE_THROWS_WITH(Loss("hinge"), ContainsSubstring("cross-entropy, bce, mse, mae"));
}

TEST_CASE("binary cross-entropy takes one output for two classes, or one-hot vectors") {
  const at::Tensor one = at::tensor({2.0F, -1.0F}).reshape({2, 1});
  const at::Tensor classes = at::tensor({1, 1}, at::kLong);
  const double expected = (std::log1p(std::exp(-2.0)) + std::log1p(std::exp(1.0))) / 2;
  const Loss logits("bce");
  REQUIRE_THAT(logits.mean(one, classes).item<double>(), WithinRel(expected, 1e-6));
  REQUIRE(at::equal(logits.predicted(one), at::tensor({1, 0}, at::kLong)));
  const Loss activated("bce", Loss::Outputs::activated);
  REQUIRE_THAT(activated.mean(one.sigmoid(), classes).item<double>(), WithinRel(expected, 1e-6));
  REQUIRE(at::equal(activated.predicted(one.sigmoid()), at::tensor({1, 0}, at::kLong)));
  const at::Tensor two = at::tensor({-2.0F, 2.0F, 1.0F, -1.0F}).reshape({2, 2});
  REQUIRE_THAT(logits.mean(two, classes).item<double>(), WithinRel(expected, 1e-6));
  REQUIRE(at::equal(logits.predicted(two), at::tensor({1, 0}, at::kLong)));
}

TEST_CASE("cross-entropy of activated outputs is Keras's categorical_crossentropy") {
  const Loss loss("cross-entropy", Loss::Outputs::activated);
  const at::Tensor classes = at::tensor({0, 1}, at::kLong);
  // Divided by their sums: 1/4 of class 0, and 0 of class 1, which is cut at 1e-7.
  const at::Tensor outputs = at::tensor({1.0F, 3.0F, 2.0F, 0.0F}).reshape({2, 2});
  const double expected = std::log(4.0) - std::log(1e-7);
  REQUIRE_THAT(loss.sum(outputs, classes).item<double>(), WithinRel(expected, 1e-6));
  REQUIRE_THAT(loss.mean(outputs, classes).item<double>(), WithinRel(expected / 2, 1e-6));
  const at::Tensor logits = at::randn({5, 3});
  const at::Tensor targets = at::tensor({0, 1, 2, 1, 0}, at::kLong);
  REQUIRE_THAT(loss.mean(at::softmax(logits, 1), targets).item<double>(),
               WithinRel(Loss("cross-entropy").mean(logits, targets).item<double>(), 1e-5));
}

TEST_CASE("the order of an epoch depends on seed and epoch alone") {
  const auto order = [](std::uint64_t seed, std::int64_t epoch) {
    return plumb::epoch_order(100, seed, epoch, at::kCPU);
  };
  at::manual_seed(1);
  const at::Tensor first = order(3, 1);
  at::manual_seed(2);
  REQUIRE(at::equal(order(3, 1), first));
  REQUIRE_FALSE(at::equal(order(3, 2), first));
  REQUIRE_FALSE(at::equal(order(4, 1), first));
  REQUIRE(at::equal(std::get<0>(first.sort()), at::arange(100)));
}

TEST_CASE("a run has exploded when its norm is ten times all before and its loss worse") {
  plumb::ExplosionWatch watch;
  REQUIRE_FALSE(watch.add(0, 1.0, 2.3));
  REQUIRE_FALSE(watch.add(1, 10.0, 2.6));
  REQUIRE_FALSE(watch.add(2, 0.1, 2.0));
  REQUIRE_FALSE(watch.add(3, 99.0, 3.0));
  REQUIRE(watch.add(4, 991.0, 2.3));
  REQUIRE(watch.add(5, 1.0, 2.3));
  REQUIRE(watch.exploded_epoch() == 4);
}

TEST_CASE("a run has exploded when its norm is not finite") {
  plumb::ExplosionWatch at_once, later;
  REQUIRE(at_once.add(0, std::nan(""), 2.3));
  REQUIRE_FALSE(later.add(0, 1.0, 2.3));
  REQUIRE(later.add(1, 11.0, std::nan("")));
}

TEST_CASE("a gradient that grows from next to nothing, at the same loss, is no explosion") {
  plumb::ExplosionWatch watch;
  REQUIRE_FALSE(watch.add(0, 6.5e-9, 0.69315));
  REQUIRE_FALSE(watch.add(1, 1.3e-3, 0.69316));
  REQUIRE_FALSE(watch.exploded_epoch());
}

TEST_CASE("the names of the configuration are the names of the registries") {
  const auto names = [](const auto& entries) {
    std::vector<std::string> result;
    for (const auto& entry : entries) result.push_back(entry.name);
    return result;
  };
  REQUIRE(plumb::model_names() == names(plumb::network_families()));
  REQUIRE(plumb::activation_names() == names(plumb::activations()));
  REQUIRE(plumb::output_activation_names() == names(plumb::output_activations()));
  REQUIRE(plumb::initializer_names() == names(plumb::initializers()));
  REQUIRE(plumb::recurrent_initializer_names() == names(plumb::recurrent_initializers()));
  REQUIRE(plumb::normalization_names() == names(plumb::normalizations()));
  REQUIRE(plumb::residual_names() == names(plumb::residuals()));
  REQUIRE(plumb::optimizer_names() == names(plumb::optimizers()));
}

TEST_CASE("a binary cross-entropy of outputs that are not finite is not finite either") {
  const Loss loss("bce", Loss::Outputs::activated);
  const at::Tensor outputs = at::full({3, 1}, std::nanf(""));
  REQUIRE(std::isnan(loss.mean(outputs, at::ones({3}, at::kLong)).item<double>()));
}

TEST_CASE("outputs at several steps: a sample's loss is the mean over them, each is a hit or not") {
  plumb::NetworkOptions options;
  options.family = "gru";
  options.sample_shape = {150, 2};
  options.outputs = 4;
  options.width = 6;
  options.output_steps = 3;
  auto network = plumb::make_network(options);
  at::manual_seed(2);
  // More than a chunk of long sequences, and not a multiple of it.
  const TensorSplit split{at::randn({900, 150, 2}), at::randint(0, 4, {900, 3}, at::kLong)};
  const at::Tensor outputs = network->forward(split.features).detach();
  REQUIRE(outputs.sizes() == at::IntArrayRef({900, 3, 4}));
  const at::Tensor flat = outputs.reshape({-1, 4});
  const double expected = at::cross_entropy_loss(flat, split.targets.flatten()).item<double>();
  for (const char* name : {"cross-entropy", "mse", "bce", "mae"}) {
    const Loss loss(name);
    INFO(name);
    REQUIRE_THAT(loss.sum(outputs, split.targets).item<double>(),
                 WithinRel(900 * loss.mean(outputs, split.targets).item<double>(), 1e-5));
  }
  const auto evaluation = plumb::evaluate(*network, split, Loss("cross-entropy"));
  REQUIRE_THAT(evaluation.loss, WithinRel(expected, 1e-5));
  REQUIRE(evaluation.accuracy ==
          outputs.argmax(2).eq(split.targets).to(at::kDouble).mean().item<double>());
  REQUIRE_THAT(plumb::full_gradient(*network, split, Loss("cross-entropy")).evaluation.loss,
               WithinRel(expected, 1e-5));
}

TEST_CASE("time gradients are measured on a network with recurrence, beside its own gradients") {
  plumb::NetworkOptions options;
  options.family = "rnn";
  options.sample_shape = {20, 2};
  options.outputs = 3;
  options.width = 6;
  auto network = plumb::make_network(options);
  at::manual_seed(2);
  const TensorSplit split{at::randn({40, 20, 2}), at::randint(0, 3, {40}, at::kLong)};
  const auto gradients = plumb::measure_time_gradients(*network, split, Loss("cross-entropy"));
  REQUIRE(gradients.size() == 1);
  REQUIRE(gradients[0].layer == "rnn_1");
  REQUIRE(gradients[0].norms.size() == 20);
  REQUIRE_FALSE(network->parameters()[0].grad().defined());

  // The last state's gradient, from the fused pass: nothing comes back to it through time.
  const TensorSplit batch = split.range(0, 32);
  const auto weight = network->named_parameters()["output.weight"];
  const at::Tensor outputs = network->forward(batch.features).detach().requires_grad_();
  Loss("cross-entropy").mean(outputs, batch.targets).backward();
  REQUIRE_THAT(gradients[0].norms[0],
               WithinRel(outputs.grad().mm(weight.detach()).norm().item<double>(), 1e-5));
  REQUIRE(
      plumb::measure_time_gradients(*small_network(), samples(5), Loss("cross-entropy")).empty());
}
