#include "terminal/live_run.hpp"

#include <cmath>
#include <limits>

#include "support/catch.hpp"

using plumb::LiveRun;
using plumb::StepRecord;

namespace {

StepRecord record(std::int64_t step, double norm) {
  StepRecord record;
  record.step = step;
  record.loss = 2;
  record.norm = norm;
  record.norms = {norm, 1.0};
  return record;
}

LiveRun run_of_two_layers() {
  LiveRun run;
  run.begin({2, 100, 200});
  run.set_parameters({"a.weight", "b.weight"});
  return run;
}

}  // namespace

TEST_CASE("a layer's norm is averaged over about ten steps, on a logarithmic scale") {
  LiveRun run = run_of_two_layers();
  run.add(record(0, 1), 1);
  for (int i = 1; i <= 10; ++i) run.add(record(i, 1e-4), 1);
  const auto& layer = run.layers().at(0);
  CHECK(layer.name == "a");
  CHECK(layer.first == 1.0);
  // log10 goes to -4 as 1 - 0.9^n: the closed form of the average.
  CHECK(std::log10(*layer.now) == Approx(-4 * (1 - std::pow(0.9, 10))).epsilon(1e-12));
  CHECK(*run.layers().at(1).now == Approx(1));
}

TEST_CASE("a norm without logarithm is shown as it is, and forgotten after it") {
  LiveRun run = run_of_two_layers();
  run.add(record(0, 1), 1);
  run.add(record(1, 0), 1);
  CHECK(run.layers()[0].now == 0.0);
  run.add(record(2, 0.5), 1);
  CHECK(run.layers()[0].now == 0.5);
  run.add(record(3, std::numeric_limits<double>::infinity()), 1);
  CHECK(std::isinf(*run.layers()[0].now));
}

TEST_CASE("biases and normalization are no layers of the view") {
  LiveRun run;
  run.set_parameters({"a.weight", "a.bias", "norm_1.weight", "b.weight"});
  StepRecord step = record(0, 1);
  step.norms = {1.0, 2.0, 3.0, std::nullopt};
  run.add(step, 1);
  REQUIRE(run.layers().size() == 2);
  CHECK(run.layers()[1].name == "b");
  CHECK_FALSE(run.layers()[1].now.has_value());
}

TEST_CASE("shapes tell layers from normalization, and a layer that comes late moves none") {
  LiveRun run;
  const std::vector<plumb::ParameterInfo> known{{"a.weight", {2, 2}, 4, {}},
                                                {"ln.1.weight", {2}, 2, {}},
                                                {"b", {2, 2}, 4, {}},
                                                {"c.weight", {2, 2}, 4, {}}};
  run.set_parameters({"a.weight", "ln.1.weight", "c.weight"}, known);
  StepRecord step = record(0, 1);
  step.norms = {1.0, 2.0, 3.0};
  run.add(step, 1);
  run.set_parameters({"a.weight", "ln.1.weight", "c.weight", "b"}, known);
  REQUIRE(run.layers().size() == 3);
  CHECK(run.layers()[0].first == 1.0);
  CHECK(run.layers()[1].name == "b");
  CHECK_FALSE(run.layers()[1].first.has_value());
  CHECK(run.layers()[2].first == 3.0);
}

TEST_CASE("speed and time left come from the last seconds, not from a pause") {
  LiveRun run = run_of_two_layers();
  CHECK_FALSE(run.speed().has_value());
  for (int second = 0; second <= 20; ++second) {
    // Ten steps a second, from second 10 on five.
    const int steps = second <= 10 ? 10 * second : 100 + 5 * (second - 10);
    run.add(record(steps, 1), 1);
    run.tick(second);
  }
  CHECK(*run.speed() == Approx(5));
  CHECK(*run.seconds_left() == Approx((200 - 151) / 5.0));
  run.set_measuring(true);
  CHECK_FALSE(run.speed().has_value());
}

TEST_CASE("the share of clipped steps is that of the steps seen") {
  LiveRun run = run_of_two_layers();
  for (int i = 0; i < 4; ++i) {
    StepRecord step = record(i, 1);
    step.clipped = i == 0;
    run.add(step, 1);
  }
  CHECK(run.clipped_share() == 0.25);
  run.clear_steps();
  CHECK(run.clipped_share() == 0);
  CHECK(run.loss().size() == 0);
  CHECK_FALSE(run.layers()[0].first.has_value());
}
