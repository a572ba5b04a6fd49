#include <algorithm>
#include <cmath>
#include <optional>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

TEST_CASE("loss-plateau: after a while, or as soon as all samples look alike") {
  MadeUpRun made_up;
  SECTION("standing still") {
    run(made_up, 1900, learns_nothing);
    REQUIRE_FALSE(made_up.found("loss-plateau"));
    run(made_up, 200, learns_nothing);
    REQUIRE(made_up.severity("loss-plateau") == Severity::error);
  }
  SECTION("sooner, where the weights have travelled five times their size for nothing") {
    const double ratio = GENERATE(0.01, 0.03);
    run(made_up, 300, [&](StepRecord& r) {
      learns_nothing(r);
      for (auto& probe : r.probes) probe.update = 10 * ratio;
    });
    REQUIRE(made_up.severity("loss-plateau") ==
            (ratio > 0.02 ? std::optional(Severity::warning) : std::nullopt));
  }
  SECTION("the way down to the plateau does not count") {
    run(made_up, 160, [](StepRecord& r) {
      const double way = std::min(1.0, static_cast<double>(r.step) / 100);
      r.loss = MadeUpRun::baseline * (20 - 19 * way);
      for (auto& probe : r.probes) probe.update = way < 1 ? 1 : 0.1;
    });
    REQUIRE_FALSE(made_up.found("loss-plateau"));
  }
  SECTION("not at a loss far above the baseline") {
    run(made_up, 300, [](StepRecord& r) {
      r.loss = 2 * MadeUpRun::baseline;
      for (auto& probe : r.probes) probe.update = 1;
    });
    REQUIRE_FALSE(made_up.found("loss-plateau"));
  }
  SECTION("nor after thousands of steps, when it has risen there") {
    run(made_up, 2500, [](StepRecord& r) { r.loss = 2 * MadeUpRun::baseline; });
    REQUIRE_FALSE(made_up.found("loss-plateau"));
  }
  SECTION("blind") {
    run(made_up, 60, [](StepRecord& r) {
      learns_nothing(r);
      collapse(r, 2, 1e-5);
    });
    REQUIRE(made_up.found("loss-plateau")->layer == "dense_02");
  }
  SECTION("not blind where a shortcut leads around the layer that is") {
    run(made_up, 60, [](StepRecord& r) {
      learns_nothing(r);
      if (!r.activations.empty()) r.activations[1]->spread = r.activations[2]->spread = 0;
    });
    REQUIRE_FALSE(made_up.found("loss-plateau"));
  }
}

TEST_CASE("loss-plateau: the way before the first probe is not counted") {
  MadeUpRun made_up;
  run(made_up, 150, [](StepRecord& r) {
    learns_nothing(r);
    r.step += 100'000;
    for (auto& probe : r.probes) probe.update = 0.01;
  });
  CHECK_FALSE(made_up.found("loss-plateau"));
}

TEST_CASE("loss-plateau: where no baseline is told, the first losses are not called one") {
  auto facts = MadeUpRun::facts();
  facts.baseline_loss.reset();
  MadeUpRun made_up(facts);
  run(made_up, 2001, learns_nothing);
  REQUIRE(made_up.found("loss-plateau"));
  CHECK_THAT(made_up.found("loss-plateau")->message, ContainsSubstring("it began at 2.3"));
}

TEST_CASE("loss-plateau: batches that are easy by chance do not hide that nothing was learnt") {
  MadeUpRun made_up;
  run(made_up, 400, [](StepRecord& r) {
    const bool easy = r.step > 100 && r.step <= 125;
    r.loss = (easy ? 0.85 : 1) * MadeUpRun::baseline;
  });
  made_up.finish();
  CHECK(made_up.severity("loss-plateau") == Severity::warning);
}

TEST_CASE("a loss without a course is not judged by it") {
  auto facts = MadeUpRun::facts();
  facts.loss_has_course = false;
  MadeUpRun made_up(facts);
  // As a generator's: down at first, then far above, and level there.
  run(made_up, 3000, [](StepRecord& r) {
    r.loss = MadeUpRun::baseline * std::min(0.5 + 0.001 * static_cast<double>(r.step), 2.0);
  });
  made_up.finish();
  CHECK(made_up.findings().empty());
}

TEST_CASE("slow-convergence: next to nothing after a thousand steps") {
  MadeUpRun made_up;
  run(made_up, 3000, [](StepRecord& r) {
    r.loss = MadeUpRun::baseline * (1 - 0.00003 * static_cast<double>(r.step));
  });
  REQUIRE(made_up.severity("slow-convergence") == Severity::warning);
}

TEST_CASE("slow-convergence: not even the outputs' mean is learned within 100 steps") {
  const auto decays = [](double steps, double size = 1) {
    return [=](StepRecord& r) {
      const double excess = size * std::exp(-static_cast<double>(r.step) / steps);
      r.loss = MadeUpRun::baseline * (1 + excess);
    };
  };
  MadeUpRun made_up;
  SECTION("a descent of some hundred steps to a constant prediction") {
    run(made_up, 99, decays(300));
    REQUIRE_FALSE(made_up.found("slow-convergence"));
    run(made_up, 1, decays(300));
    REQUIRE(made_up.severity("slow-convergence") == Severity::warning);
  }
  SECTION("one of fifty is what a usual rate needs") {
    run(made_up, 400, decays(50));
    REQUIRE_FALSE(made_up.found("slow-convergence"));
  }
  SECTION("a start near the baseline says nothing of the rate") {
    run(made_up, 400, decays(300, 0.05));
    REQUIRE_FALSE(made_up.found("slow-convergence"));
  }
  SECTION("a warm-up explains it") {
    run(made_up, 400, [&](StepRecord& r) {
      decays(300)(r);
      r.learning_rate = 0.001;  // MadeUpRun's is 0.1
    });
    REQUIRE_FALSE(made_up.found("slow-convergence"));
  }
  SECTION("nor is it slow to come back from a jump") {
    run(made_up, 400, [&](StepRecord& r) {
      decays(300)(r);
      if (r.step > 20) r.loss *= 3;
    });
    REQUIRE_FALSE(made_up.found("slow-convergence"));
  }
}
