#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "plumb/diagnostics/monitor.hpp"
#include "support/catch.hpp"

using plumb::Clip;
using plumb::Monitor;
using plumb::StepRecord;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// The gradients are float32, the norms double.
constexpr double float_tolerance = 1e-6;

/// Two vectors whose gradients are set by hand, each of one entry, so that its norm is its size.
struct ByHand {
  at::Tensor first = at::ones({1}).set_requires_grad(true);
  at::Tensor second = at::ones({1}).set_requires_grad(true);
  std::vector<StepRecord> records;
  Monitor monitor{{{"first", first}, {"second", second}},
                  plumb::MonitorOptions{plumb::Collection::batched,
                                        [this](const StepRecord& r) { records.push_back(r); }}};

  /// One step with gradients of these norms, the second missing where it is negative. Returns the
  /// record.
  StepRecord step(const Clip& clip, double a, double b = -1) {
    first.mutable_grad() = at::full({1}, a);
    second.mutable_grad() = b < 0 ? at::Tensor() : at::full({1}, b);
    monitor.clip(clip);
    monitor.step(at::ones({}));
    return records.back();
  }
};

/// NumPy's percentile.
double percentile(std::vector<double> values, double p) {
  std::sort(values.begin(), values.end());
  const double rank = p / 100 * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(rank);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  return values[low] + (rank - static_cast<double>(low)) * (values[high] - values[low]);
}

}  // namespace

TEST_CASE("auto clips to a percentile of all norms so far, its own included") {
  ByHand hand;
  std::vector<double> norms;
  for (int i = 0; i < 300; ++i) {
    norms.push_back(std::exp(0.8 * std::sin(7.0 * i)));
    const StepRecord record = hand.step(Clip::autoclip(30), norms.back());
    const double expected = std::min(norms.back(), percentile(norms, 30));
    REQUIRE_THAT(record.norm_after, WithinRel(expected, 0.0051));  // of its logarithmic bins: 0.5 %
  }
}

TEST_CASE("auto knows norms of every size") {
  ByHand hand;
  REQUIRE_THAT(hand.step(Clip::autoclip(10), 1e30).norm_after, WithinRel(1e30, 0.0051));
  for (int i = 0; i < 30; ++i) hand.step(Clip::autoclip(10), 1e-4);
  REQUIRE_THAT(hand.step(Clip::autoclip(10), 1e20).norm_after, WithinRel(1e-4, 0.02));
}

TEST_CASE("zclip is its paper's recursion") {
  ByHand hand;
  std::vector<double> warm_up;
  for (int i = 0; i < 25; ++i) {
    warm_up.push_back(2 + 0.3 * std::sin(3.0 * i));
    REQUIRE_FALSE(hand.step(Clip::zclip(2.5), warm_up.back()).clipped);
  }
  double mean = 0, variance = 0;
  for (const double g : warm_up) mean += g / 25;
  for (const double g : warm_up) variance += (g - mean) * (g - mean) / 25;
  for (const double g : {2.1, 9.0, 1.8, 400.0, 2.2, 0.0, 2.0}) {
    const double z = (g - mean) / std::sqrt(variance);
    const double expected = z > 2.5 ? mean + 2.5 * 2.5 / z * std::sqrt(variance) : g;
    const StepRecord record = hand.step(Clip::zclip(2.5), g);
    CAPTURE(g, z);
    REQUIRE(record.clipped == (z > 2.5));
    REQUIRE_THAT(record.norm_after, WithinRel(expected, float_tolerance));
    mean = 0.97 * mean + 0.03 * expected;
    variance = 0.97 * variance + 0.03 * (expected - mean) * (expected - mean);
  }
}

TEST_CASE("zclip takes norms that never vary") {
  ByHand hand;
  for (int i = 0; i < 40; ++i) hand.step(Clip::zclip(2.5), 1e-9);
  REQUIRE_THAT(hand.step(Clip::zclip(2.5), 1).norm_after, WithinRel(1e-9, 1e-3));
}

TEST_CASE("adagc is its paper's recursion, tensor by tensor") {
  ByHand hand;
  double first = infinity, second = infinity;
  for (int i = 0; i < 100; ++i) {
    const double a = 1.5 + std::sin(2.0 * i), b = 0.2 + 0.1 * std::cos(5.0 * i);
    const double factor = std::min(1.0, 1 / (std::hypot(a, b) + 1e-6));
    const StepRecord record = hand.step(Clip::adagc(1.05), a, b);
    REQUIRE_THAT(record.norm_after, WithinRel(factor * std::hypot(a, b), float_tolerance));
    first = std::min(first, factor * a);
    second = std::min(second, factor * b);
  }
  for (int i = 0; i < 50; ++i) {
    const double a = i == 20 ? 1e6 : 0.4 + 0.2 * std::sin(2.0 * i), b = 0.01;
    const double after_a = std::min(a, 1.05 * first), after_b = std::min(b, 1.05 * second);
    const StepRecord record = hand.step(Clip::adagc(1.05), a, b);
    REQUIRE_THAT(record.norm_after, WithinRel(std::hypot(after_a, after_b), float_tolerance));
    first = 0.98 * first + 0.02 * after_a;
    second = 0.98 * second + 0.02 * after_b;
  }
}

TEST_CASE("adagc is not silenced by gradients of zero and begins late with a missing one") {
  ByHand hand;
  for (int i = 0; i < 120; ++i) hand.step(Clip::adagc(), i % 2 == 0 ? 0.0 : 0.5);
  REQUIRE_THAT(hand.step(Clip::adagc(), 100).norm_after, WithinRel(1.05 * 0.5, float_tolerance));
  const StepRecord late = hand.step(Clip::adagc(), 0, 3);
  REQUIRE_THAT(late.norms[1].value(), WithinRel(3.0, float_tolerance));
  REQUIRE_FALSE(late.clipped);
  REQUIRE_THAT(hand.step(Clip::adagc(), 0, 9).norm_after, WithinRel(1.05 * 3, float_tolerance));
}

TEST_CASE("gradients of zero do not silence a network for good") {
  const Clip clip = GENERATE(Clip::autoclip(10), Clip::zclip(2.5));
  ByHand hand;
  for (int i = 0; i < 60; ++i) hand.step(clip, 0);
  for (int i = 0; i < 60; ++i) {
    const StepRecord record = hand.step(clip, 3);
    REQUIRE_THAT(record.norm_after, WithinRel(3.0, 0.0051));  // of AutoClip's bins: 0.5 %
  }
}

TEST_CASE("agc bounds each unit's gradient by its weights, the output layer left out") {
  at::manual_seed(6);
  const at::Tensor kernel = at::randn({3, 2, 2, 2}).set_requires_grad(true);
  const at::Tensor matrix = at::randn({4, 5}).set_requires_grad(true);
  const at::Tensor bias = at::zeros({4}).set_requires_grad(true);
  const at::Tensor output = at::randn({2, 4}).set_requires_grad(true);
  const at::Tensor output_bias = at::zeros({2}).set_requires_grad(true);
  std::vector<StepRecord> records;
  Monitor monitor({{"conv.weight", kernel},
                   {"dense.weight", matrix},
                   {"dense.bias", bias},
                   {"output.weight", output},
                   {"output.bias", output_bias}},
                  {plumb::Collection::batched, [&](const StepRecord& r) { records.push_back(r); }});
  std::vector<at::Tensor> before;
  for (const at::Tensor& parameter : {kernel, matrix, bias, output, output_bias}) {
    parameter.mutable_grad() = at::randn_like(parameter) * 0.1;
    before.push_back(parameter.grad().clone());
  }
  matrix.grad()[1].mul_(1e-3);  // one unit below its bound
  before[1][1].mul_(1e-3);
  monitor.clip(Clip::agc(0.02));
  monitor.step(at::ones({}));

  const auto expected = [](const at::Tensor& weight, const at::Tensor& gradient) {
    at::Tensor result = gradient.clone();
    for (std::int64_t i = 0; i < weight.size(0); ++i) {
      const double bound = 0.02 * std::max(weight[i].norm().item<double>(), 1e-3);
      const double norm = gradient[i].norm().item<double>();
      if (norm > bound) result[i].mul_(bound / norm);
    }
    return result;
  };
  REQUIRE(at::allclose(kernel.grad(), expected(kernel, before[0]), 1e-5, 0));
  REQUIRE(at::allclose(matrix.grad(), expected(matrix, before[1]), 1e-5, 0));
  REQUIRE(at::equal(matrix.grad()[1], before[1][1]));
  // A vector is one unit; these start at zero.
  REQUIRE(at::allclose(bias.grad(), before[2] * (2e-5 / before[2].norm()), 1e-5, 0));
  REQUIRE(at::equal(output.grad(), before[3]));
  REQUIRE(at::equal(output_bias.grad(), before[4]));
  REQUIRE(records[0].clipped);
  REQUIRE_THAT(records[0].norms_after[0].value(),
               WithinRel(kernel.grad().norm().item<double>(), float_tolerance));
}

TEST_CASE("agc takes sparse gradients and gradients of zero") {
  const at::Tensor table = at::ones({6, 4}).set_requires_grad(true);
  const at::Tensor output = at::ones({1, 4}).set_requires_grad(true);
  Monitor monitor({{"table", table}, {"output.weight", output}});
  const at::Tensor rows = at::tensor({2, 5}, at::kLong);
  const at::Tensor looked_up = at::embedding(table, rows, -1, false, /*sparse=*/true);
  const at::Tensor loss = (looked_up * at::tensor({3.0, 0.0}).reshape({2, 1})).sum();
  loss.backward();
  monitor.clip(Clip::agc(0.01));
  monitor.step(loss);
  const at::Tensor dense = table.grad().to_dense();
  REQUIRE_THAT(dense[2].norm().item<double>(), WithinRel(0.01 * 2, float_tolerance));
  REQUIRE(dense[5].abs().max().item<float>() == 0);
}

TEST_CASE("a step that is not finite does not enter an adaptive clip's history") {
  const Clip clip =
      GENERATE(Clip::autoclip(50), Clip::zclip(2.5), Clip::adagc(1.05), Clip::agc(0.01));
  const double poison = GENERATE(true, false) ? infinity : std::nan("");
  ByHand clean, poisoned;
  for (int i = 0; i < 130; ++i) {
    const double a = 1 + 0.5 * std::sin(3.0 * i), b = 0.3;
    if (i % 10 == 0) {
      const StepRecord skipped = poisoned.step(clip, poison, b);
      CAPTURE(to_string(clip), poison, i);
      REQUIRE(skipped.skipped);
      REQUIRE_FALSE(skipped.clipped);
      REQUIRE(poisoned.second.grad().item<float>() == 0.3F);
    }
    REQUIRE(poisoned.step(clip, a, b).norm_after == clean.step(clip, a, b).norm_after);
  }
  const auto left = clean.monitor.clip_state(clip), right = poisoned.monitor.clip_state(clip);
  for (std::size_t i = 0; i < left.size(); ++i) REQUIRE(at::equal(left[i].second, right[i].second));
}

TEST_CASE("an adaptive clip goes on from its saved state") {
  const Clip clip = GENERATE(Clip::autoclip(20), Clip::zclip(2), Clip::adagc(1.1));
  ByHand whole, resumed;
  const auto size = [](int i) { return 1 + 0.5 * std::sin(3.0 * i) + (i == 140 ? 50 : 0); };
  for (int i = 0; i < 110; ++i) whole.step(clip, size(i));
  const auto saved = whole.monitor.clip_state(clip);
  const auto fresh = resumed.monitor.clip_state(clip);
  REQUIRE(fresh.size() == saved.size());
  for (std::size_t i = 0; i < saved.size(); ++i) {
    REQUIRE(fresh[i].first == saved[i].first);
    at::Tensor(fresh[i].second).copy_(saved[i].second);
  }
  for (int i = 110; i < 150; ++i)
    REQUIRE(resumed.step(clip, size(i)).norm_after == whole.step(clip, size(i)).norm_after);
}

TEST_CASE("loss scaling does not change what an adaptive clip does") {
  const Clip clip = GENERATE(Clip::autoclip(20), Clip::zclip(2), Clip::adagc(1.1), Clip::agc(0.01));
  ByHand plain, scaled;
  scaled.monitor.set_loss_scale(1024);
  for (int i = 0; i < 130; ++i) {
    const double g = 1 + 0.5 * std::sin(3.0 * i);
    const double expected = plain.step(clip, g).norm_after;
    REQUIRE_THAT(scaled.step(clip, 1024 * g).norm_after, WithinRel(expected, float_tolerance));
  }
}
