#include "training/spike_guard.hpp"

#include <torch/types.h>

#include <cmath>
#include <limits>

#include "support/catch.hpp"

using plumb::SnapshotRing;
using plumb::SpikeDetector;
using plumb::SpikeGuard;

namespace {

constexpr double infinite_loss = std::numeric_limits<double>::infinity();

bool judged(SpikeDetector& detector, double loss, double norm) {
  const at::Tensor spike =
      detector.judge(at::scalar_tensor(loss), at::scalar_tensor(norm, at::kDouble));
  return spike.item<float>() != 0;
}

/// A course with some noise; the i-th step of it.
double course(int i) {
  return 2 + 0.2 * std::sin(3.0 * i);
}

}  // namespace

TEST_CASE("a spike is a loss or a norm far off the course, or not finite") {
  SpikeDetector detector(at::kCPU);
  REQUIRE(judged(detector, infinite_loss, 1));
  REQUIRE(judged(detector, 1, std::nan("")));
  for (int i = 0; i < 9; ++i) REQUIRE_FALSE(judged(detector, course(i), course(i)));
  REQUIRE_FALSE(judged(detector, course(9), 1e6));  // not yet ten to compare with
  for (int i = 10; i < 60; ++i) REQUIRE_FALSE(judged(detector, course(i), course(i)));
  REQUIRE_FALSE(judged(detector, 5, 15));  // below 3 and 10 times the median
  REQUIRE(judged(detector, 7, 2));
  REQUIRE(judged(detector, 2, 25));
  REQUIRE_FALSE(judged(detector, 0, 0));
  REQUIRE_FALSE(judged(detector, course(60), course(60)));
}

TEST_CASE("losses with a heavy tail are no spikes") {
  SpikeDetector detector(at::kCPU);
  int spikes = 0;
  for (int i = 0; i < 300; ++i) {
    const double loss = 0.02 * std::exp(1.5 * std::sin(7.0 * i));  // a span of 20
    if (judged(detector, loss, loss)) ++spikes;
  }
  REQUIRE(spikes == 0);
  REQUIRE_FALSE(judged(detector, 0.5, 0.5));  // 25 times the median
}

TEST_CASE("spikes do not enter the history, until they are the course") {
  SpikeDetector detector(at::kCPU);
  for (int i = 0; i < 50; ++i) judged(detector, course(i), course(i));
  for (int i = 0; i < 10; ++i) REQUIRE(judged(detector, 100 * course(i), course(i)));
  REQUIRE_FALSE(judged(detector, 100 * course(0), course(0)));
}

TEST_CASE("the detector goes on from its saved state") {
  SpikeDetector whole(at::kCPU), resumed(at::kCPU);
  for (int i = 0; i < 50; ++i) judged(whole, course(i), course(i));
  const auto from = whole.state(), to = resumed.state();
  for (std::size_t i = 0; i < from.size(); ++i) at::Tensor(to[i].second).copy_(from[i].second);
  REQUIRE(judged(resumed, 100, 2));
}

TEST_CASE("the ring goes back far enough, and further where that did not help") {
  const at::Tensor value = at::zeros({1});
  SnapshotRing ring({{"value", value}}, 2);
  const auto now = [&] { return value.item<float>(); };
  for (const int step : {0, 50, 100}) {
    value.fill_(step);
    ring.take(step);
  }
  value.fill_(-1);
  REQUIRE(ring.restore(105, 10) == 50);  // 100 is too young, 0 had to make room
  REQUIRE(now() == 50);
  value.fill_(200);
  ring.take(200);
  value.fill_(-1);
  REQUIRE(ring.restore(230, 10) == 200);
  REQUIRE(ring.restore(235, 10) == 50);
  REQUIRE(ring.restore(240, 10) == 50);  // nothing older is left
  REQUIRE(now() == 50);
}

namespace {

/// One parameter under Adam, its gradient set by hand.
struct Guarded {
  explicit Guarded(SpikeGuard::Response response) {
    plumb::OptimizerOptions options;
    options.learning_rate = 0.1;
    optimizer = plumb::make_optimizer(options, {parameter});
    plumb::NamedTensors live = optimizer->state();
    live.emplace_back("parameter", parameter);
    guard.emplace(response, at::kCPU, live);
  }
  plumb::StepRecord step(double gradient, double loss = 1) {
    optimizer->zero_grad();
    parameter.mutable_grad() = at::full({2}, gradient);
    guard->update(*optimizer, monitor, monitor.clip(plumb::Clip::none()), at::scalar_tensor(loss));
    monitor.step(at::scalar_tensor(loss));
    return records.back();
  }
  std::vector<at::Tensor> state() const {
    std::vector<at::Tensor> copies{parameter.detach().clone()};
    for (const auto& [name, tensor] : optimizer->state()) copies.push_back(tensor.clone());
    return copies;
  }

  at::Tensor parameter = at::ones({2}).set_requires_grad(true);
  std::vector<plumb::StepRecord> records;
  plumb::Monitor monitor{
      {{"parameter", parameter}},
      plumb::MonitorOptions{plumb::Collection::batched,
                            [this](const plumb::StepRecord& r) { records.push_back(r); }}};
  std::unique_ptr<plumb::Optimizer> optimizer;
  std::optional<SpikeGuard> guard;
};

void require_same(const std::vector<at::Tensor>& a, const std::vector<at::Tensor>& b) {
  REQUIRE(a.size() == b.size());
  for (std::size_t i = 0; i < a.size(); ++i) REQUIRE(at::equal(a[i], b[i]));
}

}  // namespace

TEST_CASE("skip leaves parameters and optimizer as they are") {
  Guarded guarded(SpikeGuard::Response::skip);
  for (int i = 0; i < 20; ++i) REQUIRE_FALSE(guarded.step(course(i)).skipped);
  const double spike = GENERATE(1e4, infinite_loss);
  const auto before = guarded.state();
  const auto record = guarded.step(spike);
  REQUIRE(record.skipped);
  REQUIRE_FALSE(record.rolled_back);
  require_same(guarded.state(), before);
  REQUIRE_FALSE(guarded.step(2).skipped);
  REQUIRE(guarded.guard->rate_factor() == 1);
}

TEST_CASE("rollback puts back the snapshot and halves the learning rate") {
  Guarded guarded(SpikeGuard::Response::rollback);
  for (int i = 0; i < 50; ++i) guarded.step(course(i));
  const auto at_50 = guarded.state();
  for (int i = 50; i < 70; ++i) guarded.step(course(i));
  const auto record = guarded.step(std::nan(""));
  REQUIRE(record.skipped);
  REQUIRE(record.rolled_back);
  require_same(guarded.state(), at_50);
  REQUIRE(guarded.guard->rate_factor() == 0.5);
  REQUIRE_FALSE(guarded.step(2).skipped);
}
