#include <cmath>
#include <random>
#include <string>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

namespace {

/// Losses of batches of 32, in parts of the mean, where every fiftieth sample costs much and the
/// others hardly anything, drawn as training draws them: half of the batches have none.
class RareSamples {
 public:
  explicit RareSamples(unsigned seed) : random_(seed) {}

  double loss() {
    int rare = 0;
    for (int sample = 0; sample < 32; ++sample) rare += random_() % 50 == 0 ? 1 : 0;
    return 0.2 + 1.25 * rare + 1e-5 * static_cast<double>(random_() % 1000);
  }

 private:
  std::mt19937 random_;
};

}  // namespace

TEST_CASE("divergence: a momentum above the customary one is advised against") {
  const auto advice = [](const char* momentum, std::size_t place = 1) {
    plumb::RunFacts facts = MadeUpRun::facts();
    facts.settings = {{"momentum", momentum}};
    MadeUpRun made_up(facts);
    run(made_up, 50, unchanged);
    run(made_up, 50, [](StepRecord& r) { r.loss = 50; });
    return made_up.found("divergence")->remedies.at(place).flag();
  };
  CHECK(advice("0.95") == "--momentum 0.9");
  CHECK(advice("0.99", 0) == "--momentum 0.9");
  CHECK(advice("0.99") == "--lr 0.01");
  CHECK(advice("0.9") == "--clip norm:1");
}

TEST_CASE("divergence: the loss far above where it began") {
  MadeUpRun made_up;
  run(made_up, 1, unchanged);
  SECTION("at once where it is beyond doubt") {
    run(made_up, 6, [](StepRecord& r) { r.loss = 10 * std::pow(3, static_cast<double>(r.step)); });
    REQUIRE(made_up.severity("divergence") == Severity::error);
  }
  SECTION("after ten steps else: it may come back") {
    run(made_up, 11, [](StepRecord& r) { r.loss = 12; });
    REQUIRE_FALSE(made_up.found("divergence"));
    run(made_up, 3, [](StepRecord& r) { r.loss = 12; });
    REQUIRE(made_up.severity("divergence") == Severity::error);
  }
}

TEST_CASE("divergence: a first batch without the samples that cost most is not where it began") {
  const auto seed = static_cast<unsigned>(GENERATE(range(0, 20)));
  const bool diverges = GENERATE(true, false);
  std::mt19937 random(seed);
  MadeUpRun made_up;
  run(made_up, 300, [&](StepRecord& r) {
    const bool is_dear = r.step > 0 && random() % 2 == 0;
    const double all = diverges && r.step >= 100 ? 1e10 : 0;
    r.loss = (is_dear ? 1e7 * (0.5 + 1e-3 * static_cast<double>(random() % 1000)) : 0) + all;
  });
  CHECK(made_up.severity("divergence") ==
        (diverges ? std::optional(Severity::error) : std::nullopt));
}

TEST_CASE("divergence: one that begins with the first step is told from the first loss") {
  MadeUpRun made_up;
  run(made_up, 30, [](StepRecord& r) { r.loss = r.step == 0 ? 2 : 20; });
  REQUIRE(made_up.severity("divergence") == Severity::error);
  CHECK(made_up.found("divergence")->reported_step < 15);
}

TEST_CASE("divergence: one that the run has left behind is told as such") {
  const double after = GENERATE(0.02, 0.6);  // of the start
  MadeUpRun made_up;
  const auto stays_at = [&](int steps, double share) {
    run(made_up, steps, [&](StepRecord& r) { r.loss = MadeUpRun::baseline * share; });
  };
  stays_at(50, 1);
  stays_at(30, 4.8);
  stays_at(90, after);
  REQUIRE(made_up.severity("divergence") == Severity::error);
  CHECK(made_up.found("divergence")->remedies.front().flag() == "--lr 0.01");
  stays_at(300, after);
  auto finding = made_up.found("divergence");
  CHECK(finding->severity == Severity::error);
  CHECK(finding->first_step < 60);
  CHECK(finding->reported_step < 80);
  if (after > 0.5) {
    CHECK(finding->remedies.front().flag() == "--lr 0.01");
    return;
  }
  CHECK(finding->last_step < 90);
  CHECK_THAT(finding->message, ContainsSubstring("the loss rose to 11, 4.8 times that of the start,"
                                                 " and has come down again, to 0.046 by step 4"));
  CHECK(finding->remedies.front().flag() == "--clip norm:1");

  stays_at(30, 7);
  finding = made_up.found("divergence");
  CHECK_THAT(finding->message, ContainsSubstring("the loss rose to 16") &&
                                   ContainsSubstring("the steps are too large"));
  CHECK(finding->remedies.front().flag() == "--lr 0.01");
  CHECK(finding->last_step == made_up.step() - 1);
}

TEST_CASE("divergence: the loss of a constant prediction is not one that has left it behind") {
  MadeUpRun made_up;
  run(made_up, 400, [](StepRecord& r) { r.loss = r.step < 1 ? 300 : r.step < 20 ? 1e6 : 2.3; });
  CHECK_THAT(made_up.found("divergence")->message, ContainsSubstring("the steps are too large"));
  CHECK(made_up.found("divergence")->remedies.front().flag() == "--lr 0.01");
}

TEST_CASE("divergence: a loss that rises while no weight moves is not the steps' doing") {
  const double update = GENERATE(0.0, 0.01);
  MadeUpRun made_up;
  run(made_up, 100, [&](StepRecord& r) {
    r.loss = MadeUpRun::baseline * (r.step < 30 ? 1 : 50);
    for (auto& probe : r.probes) probe.update = update;
  });
  CHECK(made_up.found("divergence").has_value() == (update > 0));
}

TEST_CASE("divergence: a cross-entropy below 0 has the wrong sign") {
  const std::string loss = GENERATE("cross-entropy", "likelihood");
  MadeUpRun made_up({}, loss);
  run(made_up, 60, [](StepRecord& r) { r.loss = -0.9 - 0.1 * static_cast<double>(r.step); });
  const auto finding = made_up.found("divergence");
  REQUIRE(finding.has_value() == (loss == "cross-entropy"));
  if (!finding) return;
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->reported_step == 4);
  CHECK_THAT(finding->message, ContainsSubstring("cannot be negative: is its sign right?"));

  MadeUpRun rounded({}, loss);
  run(rounded, 60, [](StepRecord& r) { r.loss = -1e-6; });
  CHECK_FALSE(rounded.found("divergence"));
}

TEST_CASE("divergence: so has any loss that cannot be negative, by its name") {
  const auto [name, title] =
      GENERATE(table<std::string, std::string>({{"mse", "mean squared error"},
                                                {"mae", "mean absolute error"},
                                                {"huber", "Huber loss"},
                                                {"smooth-l1", "Huber loss"},
                                                {"kl", "Kullback-Leibler divergence"},
                                                {"bce", "cross-entropy"}}));
  const bool told = GENERATE(true, false);  // the baseline
  plumb::RunFacts facts = MadeUpRun::facts({}, name);
  if (!told) facts.baseline_loss.reset();
  MadeUpRun made_up(facts);
  run(made_up, 60, [](StepRecord& r) { r.loss = -1.3 * std::exp(static_cast<double>(r.step)); });
  const auto finding = made_up.found("divergence");
  REQUIRE(finding.has_value());
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("a " + title + " cannot be negative"));
  CHECK_THAT(finding->remedies.front().text, ContainsSubstring("minimize the " + title));

  MadeUpRun rounded(facts);
  run(rounded, 60, [](StepRecord& r) { r.loss = -1e-6; });
  CHECK_FALSE(rounded.found("divergence"));
}

TEST_CASE(
    "divergence: a negative loss without a course, as of a GAN's generator, may be meant so") {
  plumb::RunFacts facts = MadeUpRun::facts({}, "bce");
  facts.baseline_loss.reset();
  facts.loss_has_course = false;
  MadeUpRun made_up(facts);
  run(made_up, 60, [](StepRecord& r) { r.loss = -0.7; });
  CHECK_FALSE(made_up.found("divergence"));
}

TEST_CASE("divergence: what was learnt is lost again") {
  MadeUpRun made_up;
  const auto stays_at = [&](int steps, double share) {
    run(made_up, steps, [&](StepRecord& r) {
      r.loss = MadeUpRun::baseline * share * (1 + 0.1 * std::sin(static_cast<double>(r.step)));
    });
  };
  stays_at(100, 1);
  stays_at(100, 0.1);
  SECTION("half of it") {
    stays_at(190, 0.6);
    REQUIRE_FALSE(made_up.found("divergence"));  // not for long enough
    stays_at(30, 0.6);
    REQUIRE(made_up.severity("divergence") == Severity::warning);
    CHECK(made_up.found("divergence")->first_step < 200);
    CHECK_THAT(made_up.found("divergence")->message, ContainsSubstring("climbed back to"));
  }
  SECTION("most of it, but it comes back") {
    stays_at(150, 0.8);
    stays_at(50, 0.2);
    stays_at(150, 0.8);
    REQUIRE_FALSE(made_up.found("divergence"));
  }
  SECTION("all of it, to the loss of a constant prediction: sooner") {
    stays_at(40, 0.97);
    REQUIRE_FALSE(made_up.found("divergence"));
    stays_at(40, 0.97);
    REQUIRE(made_up.severity("divergence") == Severity::warning);
  }
  SECTION("and more than all of it") {
    stays_at(40, 1.3);
    REQUIRE_FALSE(made_up.found("divergence"));  // not for long enough
    stays_at(30, 1.3);
    REQUIRE(made_up.severity("divergence") == Severity::warning);
    CHECK(made_up.found("divergence")->first_step < 200);
  }
  SECTION("more than all of it, but it comes back") {
    stays_at(40, 1.3);
    stays_at(40, 0.2);
    stays_at(40, 1.3);
    REQUIRE_FALSE(made_up.found("divergence"));
  }
  SECTION("a small part of it") {
    stays_at(300, 0.3);
    REQUIRE_FALSE(made_up.found("divergence"));
  }
  SECTION("and what never was learnt cannot be lost") {
    MadeUpRun other;
    run(other, 600,
        [](StepRecord& r) { r.loss = MadeUpRun::baseline * (r.step < 200 ? 0.99 : 1.9); });
    REQUIRE_FALSE(other.found("divergence"));
  }
}

TEST_CASE(
    "divergence: however little was learnt, a loss that stays above a constant prediction's") {
  MadeUpRun made_up;
  const double after = GENERATE(1.0, 1.9, 0.95);
  run(made_up, 430,
      [&](StepRecord& r) { r.loss = MadeUpRun::baseline * (r.step < 200 ? 0.85 : after); });
  if (after < 1) {
    REQUIRE_FALSE(made_up.found("divergence"));
    return;
  }
  REQUIRE(made_up.severity("divergence") == Severity::warning);
  CHECK(made_up.found("divergence")->first_step < 200);
  CHECK(made_up.found("divergence")->reported_step >= 200 + 180);
}

TEST_CASE("divergence: medians that climb by how many costly samples the batches had are none") {
  const auto seed = static_cast<unsigned>(GENERATE(range(0, 10)));
  const double fall = GENERATE(0.0, 0.9);  // over the run
  RareSamples batches(seed);
  MadeUpRun made_up;
  run(made_up, 2000, [&](StepRecord& r) {
    const double share = 1 - fall * static_cast<double>(r.step) / 2000;
    r.loss = MadeUpRun::baseline * share * batches.loss();
  });
  CHECK_FALSE(made_up.found("divergence"));
}

TEST_CASE("oscillation: nor are jumps that chance makes of batches with and without such samples") {
  RareSamples batches(static_cast<unsigned>(GENERATE(range(0, 10))));
  MadeUpRun made_up;
  run(made_up, 2000, [&](StepRecord& r) { r.loss = MadeUpRun::baseline * batches.loss(); });
  CHECK_FALSE(made_up.found("oscillation"));
}

TEST_CASE("oscillation: up and down without falling") {
  MadeUpRun made_up;
  run(made_up, 1000,
      [](StepRecord& r) { r.loss = MadeUpRun::baseline * (r.step / 10 % 2 == 0 ? 0.6 : 1.4); });
  REQUIRE(made_up.severity("oscillation") == Severity::warning);
}

TEST_CASE("oscillation: what single batches make of a loss is none") {
  // Pseudo-random around one mean, as losses of batches of five: medians of ten differ by a third.
  const auto noisy = [](std::int64_t step) {
    const auto x = static_cast<double>((step * 7919 + step * step % 613 * 104729) % 1000) / 1000;
    return x < 0.9 ? 0.3 + 1.4 * x : 4.0;
  };
  MadeUpRun made_up;
  run(made_up, 1000, [&](StepRecord& r) { r.loss = MadeUpRun::baseline * noisy(r.step); });
  REQUIRE_FALSE(made_up.found("oscillation"));
}

TEST_CASE("oscillation: a loss that jumps and falls is on its way") {
  MadeUpRun made_up;
  run(made_up, 1000, [](StepRecord& r) {
    r.loss = MadeUpRun::baseline * std::exp(-static_cast<double>(r.step) / 700) *
             (r.step / 10 % 2 == 0 ? 0.6 : 1.4);
  });
  REQUIRE_FALSE(made_up.found("oscillation"));
}
