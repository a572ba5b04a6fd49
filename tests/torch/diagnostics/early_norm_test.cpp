#include "plumb/diagnostics/early_norm.hpp"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include <cmath>
#include <limits>
#include <vector>

#include "early_norms.hpp"
#include "plumb/diagnostics/monitor.hpp"
#include "support/catch.hpp"

namespace {

constexpr double early = 12, late = 2;

/// Σ weight · x for four ones. Its backward pass has a gradient of sixes measured, whose norm is
/// 12, and makes them ones behind autograd's back: a norm of 2 was measured later.
struct Early : torch::autograd::Function<Early> {
  static at::Tensor forward(torch::autograd::AutogradContext*, const at::Tensor& weight) {
    return weight.sum();
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext*,
                                                 const torch::autograd::variable_list&) {
    at::Tensor gradient = at::full({4}, 6.0F);
    plumb::measure_early(gradient);
    for (int i = 0; i < 4; ++i) gradient.mutable_data_ptr<float>()[i] = 1;
    return {gradient};
  }
};

/// The same with a gradient of an infinity and zeros, which become ones.
struct EarlyZeros : torch::autograd::Function<EarlyZeros> {
  static at::Tensor forward(torch::autograd::AutogradContext*, const at::Tensor& weight) {
    return weight.sum();
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext*,
                                                 const torch::autograd::variable_list&) {
    at::Tensor gradient = at::zeros({4});
    gradient[1] = std::numeric_limits<float>::infinity();
    plumb::measure_early(gradient);
    for (int i = 0; i < 4; ++i) gradient.mutable_data_ptr<float>()[i] = 1;
    return {gradient};
  }
};

/// The same with a gradient of sixes whose squares, as a pass sums them in float32, are not to the
/// last bit what they are in double.
struct RoundedSquares : torch::autograd::Function<RoundedSquares> {
  static at::Tensor forward(torch::autograd::AutogradContext*, const at::Tensor& weight) {
    return weight.sum();
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext*,
                                                 const torch::autograd::variable_list&) {
    const at::Tensor gradient = at::full({4}, 6.0F);
    plumb::measure_early(gradient, early * early * (1 + 1e-8));
    return {gradient};
  }
};

struct OneWeight {
  at::Tensor weight = at::zeros({4}).requires_grad_();
  std::vector<plumb::StepRecord> records;
  plumb::Monitor monitor{{{"weight", weight}}, options()};

  plumb::MonitorOptions options() {
    plumb::MonitorOptions options;
    options.on_record = [this](const plumb::StepRecord& record) { records.push_back(record); };
    return options;
  }

  double norm_after(const at::Tensor& loss) {
    loss.backward();
    monitor.step(loss.detach());
    return records.back().norm;
  }
};

}  // namespace

TEST_CASE("a monitor takes the norm that was measured while a backward pass went on") {
  OneWeight w;
  CHECK(w.norm_after(Early::apply(w.weight)) == early);
  w.weight.mutable_grad().reset();
  CHECK(w.norm_after(w.weight.sum()) == late);
}

TEST_CASE("what was measured early is not taken for what becomes of it") {
  OneWeight w;
  SECTION("added to a second use's") {
    CHECK(w.norm_after(Early::apply(w.weight) + Early::apply(w.weight)) == 2 * late);
  }
  SECTION("added to an earlier pass's") {
    Early::apply(w.weight).backward();
    CHECK(w.norm_after(Early::apply(w.weight)) == 2 * late);
  }
  SECTION("changed in place on its way") {
    w.weight.register_hook([](at::Tensor gradient) { return gradient.mul_(3); });
    CHECK(w.norm_after(Early::apply(w.weight)) == 3 * late);
  }
  SECTION("changed after it arrived") {
    const at::Tensor loss = Early::apply(w.weight);
    loss.backward();
    w.weight.mutable_grad().mul_(5);
    w.monitor.step(loss.detach());
    CHECK(w.records.back().norm == 5 * late);
  }
}

TEST_CASE("zeros and non-finite entries are counted with an early norm in the steps that probe") {
  OneWeight w;
  w.norm_after(EarlyZeros::apply(w.weight));
  const auto counted = w.records.back().probes.at(0);
  CHECK(counted.zeros == 0.75);
  CHECK(counted.non_finite == 1);
  w.weight.mutable_grad().reset();

  SECTION("unless the pass knows that there are none") {
    w.monitor.set_next_step(10);
    at::Tensor gradient = at::zeros({4});
    plumb::measure_early(gradient, 4, /*nowhere_zero=*/true);
    CHECK(plumb::early_reading(gradient).value().counts.value().zeros == 0);
    plumb::measure_early(gradient, 4);
    CHECK(plumb::early_reading(gradient).value().counts.value().zeros == 4);
    plumb::measure_early(gradient, std::numeric_limits<double>::infinity(), true);
    CHECK(plumb::early_reading(gradient).value().counts.value().zeros == 4);
  }
  SECTION("and in no others") {
    const at::Tensor gradient = at::ones({4});
    plumb::measure_early(gradient);
    CHECK(!plumb::early_reading(gradient).value().counts);
  }
  SECTION("and again where the gradient has changed since") {
    w.monitor.set_next_step(10);
    const at::Tensor loss = EarlyZeros::apply(w.weight);
    loss.backward();
    w.weight.mutable_grad().mul_(0);
    w.monitor.step(loss.detach());
    CHECK(w.records.back().probes.at(0).zeros == 1);
    CHECK(w.records.back().probes.at(0).non_finite == 0);
  }
  SECTION("and again where it was added to another") {
    w.monitor.set_next_step(10);
    w.norm_after(EarlyZeros::apply(w.weight) + EarlyZeros::apply(w.weight));
    CHECK(w.records.back().probes.at(0).zeros == 0);
    CHECK(w.records.back().probes.at(0).non_finite == 0);
  }
}

TEST_CASE("what was measured early and never asked for is forgotten with the step") {
  OneWeight w;
  at::Tensor gradient = at::full({4}, 6.0F);
  plumb::measure_early(gradient);
  CHECK(w.norm_after(w.weight.sum()) == late);
  for (int i = 0; i < 4; ++i) gradient.mutable_data_ptr<float>()[i] = 1;
  w.weight.mutable_grad() = gradient;
  const at::Tensor loss = (w.weight * 0).sum();
  loss.backward();
  w.monitor.step(loss.detach());
  CHECK(w.records.back().norm == late);
}

TEST_CASE("squares that a pass summed are taken for the norm unless they left float32's range") {
  OneWeight w;
  const auto norm_with = [&](double squares) {
    const at::Tensor gradient = at::full({4}, 6.0F);
    plumb::measure_early(gradient, squares);
    return plumb::early_reading(gradient).value().norm;
  };
  CHECK(norm_with(100) == 10);
  CHECK(norm_with(1e-30) == 1e-15);
  CHECK(norm_with(1e-31) == early);
  CHECK(norm_with(std::numeric_limits<double>::infinity()) == early);
  CHECK(norm_with(std::numeric_limits<double>::quiet_NaN()) == early);
}

TEST_CASE("a gradient that a clip leaves alone is not clipped, however its norm was rounded") {
  const plumb::Clip clip = GENERATE(plumb::Clip::value(7), plumb::Clip::agc(1e6));
  OneWeight w;
  const at::Tensor loss = RoundedSquares::apply(w.weight);
  loss.backward();
  w.monitor.clip(clip);
  w.monitor.step(loss.detach());
  REQUIRE(w.records.back().norm != early);
  CHECK_FALSE(w.records.back().clipped);
  CHECK(w.records.back().norms_after.empty());
  CHECK(w.records.back().norm_after == w.records.back().norm);
}

TEST_CASE("of the gradients of a step a clip by value changes the norms of those that it bounds") {
  const at::Tensor small = at::zeros({4}).requires_grad_(), large = at::zeros({4}).requires_grad_();
  std::vector<plumb::StepRecord> records;
  plumb::MonitorOptions options;
  options.on_record = [&](const plumb::StepRecord& record) { records.push_back(record); };
  plumb::Monitor monitor({{"small", small}, {"large", large}}, options);
  const at::Tensor loss = RoundedSquares::apply(small) + (large * 8).sum();
  loss.backward();
  monitor.clip(plumb::Clip::value(7));
  monitor.step(loss.detach());
  REQUIRE(records.back().clipped);
  CHECK(records.back().norms_after.at(0) == records.back().norms.at(0));
  CHECK(records.back().norms_after.at(1) == 14);
}

TEST_CASE("without a monitor nothing is measured") {
  const at::Tensor gradient = at::full({4}, 6.0F);
  for (int i = 0; i < 10'000; ++i) plumb::measure_early(gradient);
  OneWeight w;
  gradient.mutable_data_ptr<float>()[0] = 1;
  w.weight.mutable_grad() = gradient;
  const at::Tensor loss = (w.weight * 0).sum();
  loss.backward();
  w.monitor.step(loss.detach());
  CHECK(w.records.back().norm == std::sqrt(1.0 + 3 * 36));
}

TEST_CASE("gradients that lie in one storage are told apart") {
  const OneWeight w;
  const at::Tensor flat = at::zeros({8});
  flat.narrow(0, 4, 4).fill_(1);
  const at::Tensor low = flat.narrow(0, 0, 4), high = flat.narrow(0, 4, 4);
  const at::Tensor even = flat.slice(0, 0, 8, 2);
  plumb::measure_early(low);
  plumb::measure_early(high);
  const auto norm_of = [](const at::Tensor& gradient) {
    const auto reading = plumb::early_reading(gradient);
    return reading ? reading->norm : -1;
  };
  CHECK(norm_of(even) == -1);
  CHECK(norm_of(high) == 2);
  CHECK(norm_of(low) == 0);
  CHECK(norm_of(high) == -1);  // to be had once
}
