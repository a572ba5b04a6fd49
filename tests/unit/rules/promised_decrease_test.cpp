#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <random>
#include <string>

#include "ended_run.hpp"
#include "support/catch.hpp"

using plumb::RunFacts;
using plumb::Severity;
using plumb::StepRecord;

namespace {

struct Start {
  double rate = 0.1;
  double norm = 12;  // of a loss of 2.3: a promise of 6.3
  std::string optimizer = "sgd", momentum = "0", norm_setting = "none";
  std::optional<double> baseline = MadeUpRun::baseline;
  std::string samples = "32";
};

RunFacts facts_of(const Start& start) {
  RunFacts facts = facts_with({kernel(0.85)});
  facts.optimizer = start.optimizer;
  facts.learning_rate = start.rate;
  facts.baseline_loss = start.baseline;
  facts.settings = {{"momentum", start.momentum},
                    {"norm", start.norm_setting},
                    {"batch-size", start.samples},
                    {"accumulate", "1"}};
  return facts;
}

void give_norm(StepRecord& r, double norm) {
  r.norm = r.norm_after = norm;
  r.norms = {0.1 * norm, norm, 0.1 * norm};
}

MadeUpRun begun(const Start& start) {
  MadeUpRun made_up(facts_of(start));
  run(made_up, 1, [&](StepRecord& r) { give_norm(r, start.norm); });
  return made_up;
}

/// Of ½ Σ λᵢ xᵢ²: the loss and the squared norm of the gradient.
struct Bowl {
  std::array<double, 4> curvature{}, at{};

  double loss() const {
    return sum([](double l, double x) { return 0.5 * l * x * x; });
  }
  double squared_norm() const {
    return sum([](double l, double x) { return l * x * l * x; });
  }

  template <class Term>
  double sum(const Term& term) const {
    double total = 0;
    for (std::size_t i = 0; i < at.size(); ++i) total += term(curvature[i], at[i]);
    return total;
  }
};

double loss_after(Bowl bowl, double rate, double momentum, int steps) {
  std::array<double, 4> velocity{};
  for (int step = 0; step < steps; ++step) {
    for (std::size_t i = 0; i < bowl.at.size(); ++i) {
      velocity[i] = momentum * velocity[i] + bowl.curvature[i] * bowl.at[i];
      bowl.at[i] -= rate * velocity[i];
    }
  }
  return bowl.loss();
}

}  // namespace

TEST_CASE("exploding-gradient: a first step that promises more than four times the loss") {
  const auto finding = begun({}).found("exploding-gradient");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->reported_step == 0);
  CHECK(finding->layer == "dense_02");
  CHECK_THAT(finding->message, ContainsSubstring("with its gradient of norm 12 the first step "
                                                 "promises to take away 6.3 times the loss"));
  CHECK(finding->remedies.front().flag() == "--lr 0.01");
  const auto found = [](const Start& start) {
    return begun(start).found("exploding-gradient").has_value();
  };
  CHECK(found({.norm = 9.7}));        // 4.1
  CHECK_FALSE(found({.norm = 9.5}));  // 3.9
  CHECK_FALSE(found({.momentum = "0.9"}));
  CHECK(found({.norm = 14, .momentum = "0.9"}));  // 8.5 of 7.6
  CHECK_FALSE(found({.optimizer = "adam"}));
  CHECK_FALSE(found({.norm_setting = "batch"}));
  CHECK_FALSE(found({.baseline = std::nullopt}));
}

TEST_CASE("exploding-gradient: what a first step promises is that of the step as it is made") {
  const auto found = [](double clipped, std::optional<double> rate) {
    MadeUpRun made_up(facts_of({}));
    run(made_up, 1, [&](StepRecord& r) {
      give_norm(r, 12);
      r.norm_after = clipped;
      r.learning_rate = rate;
    });
    return made_up.found("exploding-gradient").has_value();
  };
  CHECK(found(12, std::nullopt));
  CHECK_FALSE(found(1, std::nullopt));
  CHECK_FALSE(found(12, 0.001));  // in a warm-up
}

TEST_CASE("exploding-gradient: an empty promise is taken back where the network learns") {
  MadeUpRun made_up = begun({});
  run(made_up, 150, [](StepRecord& r) { r.loss = 0.4 * MadeUpRun::baseline; });
  const auto finding = made_up.found("exploding-gradient");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::info);
  CHECK_THAT(finding->message, ContainsSubstring(". By step 99 the network has learnt"));
}

TEST_CASE("exploding-gradient: a loss that is lost after an empty promise is not out of nothing") {
  const auto found_of = [](double norm) {
    MadeUpRun made_up = begun({.norm = norm});
    run(made_up, 1, [](StepRecord& r) {
      r.loss = std::numeric_limits<double>::quiet_NaN();
      r.norm = r.norm_after = r.loss;
    });
    return made_up.severity("exploding-gradient");
  };
  CHECK(found_of(6) == Severity::error);  // 1.6
  CHECK_FALSE(found_of(4));               // 0.7
}

TEST_CASE("exploding-gradient: an explosion that an empty promise foretold is not taken back") {
  MadeUpRun made_up = begun({});
  run(made_up, 30, unchanged);
  run(made_up, 10, [](StepRecord& r) {
    r.loss *= 20;
    give_norm(r, 500);
  });
  REQUIRE(made_up.severity("exploding-gradient") == Severity::error);
  run(made_up, 150, [](StepRecord& r) { r.loss = 0.4 * MadeUpRun::baseline; });
  CHECK(made_up.severity("exploding-gradient") == Severity::error);
  CHECK_THAT(made_up.found("exploding-gradient")->message, ContainsSubstring("rose to 500"));
}

TEST_CASE("exploding-gradient: more than the whole loss explains what a network stays behind by") {
  const auto after = [](double norm, int percent, bool ends, const char* samples = "32") {
    MadeUpRun made_up = begun({.norm = norm, .samples = samples});
    for (int evaluation = 0; evaluation < 4; ++evaluation) {
      run(made_up, 25, [](StepRecord& r) { r.loss = 0.9 * MadeUpRun::baseline; });
      if (!ends || evaluation == 3) made_up.evaluate(accuracy(percent));
    }
    if (ends) made_up.finish();
    return made_up.severity("exploding-gradient");
  };
  const bool ends = GENERATE(false, true);
  INFO(ends);
  CHECK(after(6, 60, ends) == Severity::warning);  // 1.6
  CHECK_FALSE(after(4, 60, ends));                 // 0.7
  CHECK_FALSE(after(6, 84, ends));
  CHECK_FALSE(after(6, 60, ends, "1"));  // promises for itself
}

TEST_CASE("A promise of more than four times the loss, and as much of momentum, holds nowhere") {
  std::mt19937 generator(1);
  std::uniform_real_distribution<double> decades(-2, 2), place(-1, 1);
  int proven = 0, unstable = 0;
  for (int trial = 0; trial < 1000; ++trial) {
    Bowl bowl;
    for (auto& curvature : bowl.curvature) curvature = std::pow(10, decades(generator));
    for (auto& x : bowl.at) x = place(generator);
    const double rate = std::pow(10, decades(generator));
    const double momentum = trial % 2 == 0 ? 0 : 0.9;
    const double promise = rate * bowl.squared_norm() / bowl.loss();
    const bool grows = !(loss_after(bowl, rate, momentum, 1000) < bowl.loss());
    if (grows) ++unstable;
    if (!(promise > 4 * (1 + momentum))) continue;
    ++proven;
    INFO("promise " << promise << ", momentum " << momentum);
    CHECK(grows);
  }
  CHECK(proven > 250);
  CHECK(unstable > proven);  // a proof, no equivalence
}

TEST_CASE("A loss traced to itself after a step that promised more than it is an explosion's end",
          "[exploding-gradient]") {
  const auto ends_in = [](double norm) {
    MadeUpRun made_up = begun({.norm = norm});
    run(made_up, 1, [&](StepRecord& r) {
      r.loss = std::numeric_limits<double>::infinity();
      r.origin = {plumb::NonFiniteOrigin::Pass::loss, "output", ""};
    });
    return made_up.found("exploding-gradient").has_value();
  };
  CHECK(ends_in(6));        // a promise of 1.6
  CHECK_FALSE(ends_in(4));  // of 0.7
}
