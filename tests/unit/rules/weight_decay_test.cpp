#include <algorithm>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

namespace {

/// What a run's later steps tell is asked of them alone.
plumb::Thresholds later() {
  plumb::Thresholds thresholds;
  thresholds.decay_early_steps = -1;
  return thresholds;
}

}  // namespace

TEST_CASE("weight-decay: the weights wither, and as little is learnt as they can hold") {
  auto facts = MadeUpRun::facts();
  facts.weight_decay = 0.1;
  double weight = 1, gradient = 0.2, learnt = 0.3;
  int steps = 200;
  bool lucky = false;
  std::optional<double> rate, clipped_to;
  const auto found_of = [&](const plumb::RunFacts& of) {
    MadeUpRun made_up(of, later());
    run(made_up, steps, [&](StepRecord& r) {
      const double way = std::min(1.0, static_cast<double>(r.step) / 50);
      r.loss = MadeUpRun::baseline * (1 - learnt * way);
      if (lucky && r.step / 20 == 2) r.loss = 0.1 * MadeUpRun::baseline;
      r.norms = {gradient, gradient, gradient};
      if (clipped_to) r.norms_after = {*clipped_to, *clipped_to, *clipped_to};
      r.learning_rate = rate;
      for (auto& probe : r.probes) {
        probe.weight = 10 + way * (weight - 10);
        probe.update = 0.02;
      }
    });
    return made_up.found("weight-decay");
  };
  SECTION("warned of, with a smaller decay for a remedy") {
    const auto finding = found_of(facts);
    REQUIRE(finding.has_value());
    CHECK(finding->severity == Severity::warning);
    CHECK(finding->first_step == 30);  // they have halved by step 28
    CHECK(finding->reported_step == 120);
    CHECK(finding->remedies.front().flag() == "--weight-decay 0.001");
    CHECK_THAT(finding->message, ContainsSubstring("to 10 % of their first weights"));
  }
  SECTION("told of a loss that has risen above a constant prediction's") {
    learnt = -0.2;
    CHECK_THAT(found_of(facts)->message, ContainsSubstring("; nothing of the loss"));
  }
  SECTION("without a decay something else is wrong") {
    facts.weight_decay = 0;
    CHECK_FALSE(found_of(facts));
  }
  SECTION("small weights that learn are well") {
    learnt = 0.75;
    steps = 400;
    CHECK_FALSE(found_of(facts));
  }
  SECTION("weights that have withered may have learnt more before") {
    learnt = 0.6;
    steps = 400;
    CHECK(found_of(facts));
    weight = 4;
    CHECK_FALSE(found_of(facts));
  }
  SECTION("batches that are easy by chance are nothing learnt of such") {
    lucky = true;
    CHECK(found_of(facts));
    weight = 4;
    CHECK_FALSE(found_of(facts));
  }
  SECTION("a gradient that is clipped is held up as it is left") {
    gradient = 2;
    clipped_to = 0.2;
    CHECK(found_of(facts));
  }
  SECTION("weights that keep their size are not withered") {
    weight = 7;
    CHECK_FALSE(found_of(facts));
  }
  SECTION("a gradient that is far larger is not held up") {
    gradient = 2;
    CHECK_FALSE(found_of(facts));
  }
  SECTION("batches may make single gradients large") {
    MadeUpRun made_up(facts, later());
    run(made_up, 200, [&](StepRecord& r) {
      r.loss = MadeUpRun::baseline * 0.7;
      const double norm = r.step % 40 == 0 ? 2 : 0.2;
      r.norms = {norm, norm, norm};
      for (auto& probe : r.probes) probe.weight = r.step < 50 ? 10 : 1;
    });
    CHECK(made_up.found("weight-decay"));
  }
  SECTION("after as many probes as are asked for") {
    plumb::Thresholds patient = later();
    patient.decay_probes = 100;
    MadeUpRun made_up(facts, patient);
    run(made_up, 1200, [&](StepRecord& r) {
      r.loss = MadeUpRun::baseline * 0.7;
      r.norms = {0.2, 0.2, 0.2};
      for (auto& probe : r.probes) probe.weight = r.step < 50 ? 10 : 1;
    });
    REQUIRE(made_up.found("weight-decay"));
    CHECK(made_up.found("weight-decay")->reported_step == 1040);
  }
  SECTION("decoupled it is a part of the update, whatever the gradient") {
    facts.optimizer = GENERATE("adamw", "keras-adam");
    gradient = 2;
    CHECK(found_of(facts));
    facts.learning_rate = 0.01;
    CHECK_FALSE(found_of(facts));
    facts.learning_rate.reset();
    rate = 0.1;  // told step by step
    CHECK(found_of(facts));
  }
}

TEST_CASE("weight-decay: one that outweighs the loss is told after some steps") {
  auto facts = MadeUpRun::facts();
  facts.weight_decay = 0.1;
  double gradient = 1, left = 0.8, learnt = 0;
  const auto found_of = [&](int steps) {
    MadeUpRun made_up(facts);
    run(made_up, steps, [&](StepRecord& r) {
      r.loss = MadeUpRun::baseline * (r.step < 50 ? 0.9 : 1 - learnt);
      const double norm = r.step == 0 ? 0.001 : gradient;
      r.norms = {norm, norm, norm};
      for (auto& probe : r.probes) probe.weight = r.step < 30 ? 10 : 10 * left;
    });
    return made_up.found("weight-decay");
  };
  SECTION("by the last three probes, the first left out, where nothing is learnt") {
    const auto finding = found_of(60);
    REQUIRE(finding.has_value());
    CHECK(finding->severity == Severity::warning);
    CHECK(finding->first_step == 0);
    CHECK(finding->reported_step == 30);
    CHECK_THAT(finding->message, ContainsSubstring("to 80 % of their first weights"));
    CHECK_THAT(finding->message, ContainsSubstring("pulls 1 times as hard as the loss"));
  }
  SECTION("taken back where the network learns all the same") {
    learnt = 0.9;
    const auto finding = found_of(200);
    REQUIRE(finding.has_value());
    CHECK(finding->severity == Severity::info);
    CHECK_THAT(finding->message, ContainsSubstring("the network has learnt"));
  }
  SECTION("not where the weights keep their size") {
    left = 0.95;
    CHECK_FALSE(found_of(60));
  }
  SECTION("not where the loss pulls harder") {
    gradient = 3;
    CHECK_FALSE(found_of(60));
  }
}

TEST_CASE("weight-decay: one that takes all of the weights off in a step is an error before it") {
  const auto severity_with = [](const char* optimizer, double decay) {
    auto facts = MadeUpRun::facts();
    facts.optimizer = optimizer;
    facts.weight_decay = decay;
    MadeUpRun made_up(facts);  // at a rate of 0.1
    run(made_up, 1, unchanged);
    return made_up.severity("weight-decay");
  };
  CHECK(severity_with("adamw", 30) == Severity::error);
  CHECK(severity_with("keras-adam", 10) == Severity::error);
  CHECK_FALSE(severity_with("adamw", 9));
  CHECK(severity_with("sgd", 10) == Severity::error);
  CHECK_FALSE(severity_with("adam", 30));  // a part of the gradient, whose size Adam divides by

  auto facts = MadeUpRun::facts();
  facts.optimizer = "adamw";
  facts.weight_decay = 30;
  MadeUpRun made_up(facts);
  run(made_up, 1, unchanged);
  const auto finding = made_up.found("weight-decay").value();
  CHECK_THAT(finding.message, ContainsSubstring("takes 3 times every weight off it in each step, "
                                                "which leaves 2 times as much: it grows"));
  CHECK(finding.remedies.front().flag() == "--weight-decay 0.01");
}
