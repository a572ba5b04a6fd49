#include "report/verdict.hpp"

#include <limits>

#include "support/catch.hpp"

namespace {

plumb::RunContent content() {
  plumb::RunContent content;
  content.run.summary = {{"status", "completed"},       {"steps", "400"},
                         {"seconds", "47.2"},           {"final_val_accuracy", "0.1135"},
                         {"best_val_accuracy", "0.12"}, {"final_val_loss", "2.31649"}};
  content.steps.rows.resize(1);
  content.judged = true;
  return content;
}

}  // namespace

TEST_CASE("the verdict is the worst finding and the outcome") {
  auto bad = content();
  plumb::Finding finding;
  finding.rule = "vanishing-gradient";
  finding.severity = plumb::Severity::error;
  finding.layer = "dense_06";
  finding.last_step = 390;
  bad.findings = {finding};
  const auto verdict = plumb::verdict_of(bad);
  REQUIRE(verdict.severity == "error");
  REQUIRE(verdict.headline ==
          "The network does not learn, or the run is lost: vanishing gradient at dense_06, steps 0 "
          "to 390.");
  REQUIRE(verdict.outcome ==
          "Completed after 400 steps in 47 s; validation accuracy 11.35 % (best 12.00 %); "
          "validation loss 2.316.");
}

TEST_CASE("an accuracy that guessing has as well is told beside it") {
  auto run = content();
  run.run.summary["validation_samples"] = "10000";
  run.run.summary["validation_majority_share"] = "0.1135";
  CHECK_THAT(
      plumb::verdict_of(run).outcome,
      ContainsSubstring("validation accuracy 11.35 % (best 12.00 %; always guessing the most "
                        "frequent class: 11.35 %); validation loss"));
  run.run.summary["final_val_accuracy"] = "0.121";  // the standard error is 0.0032
  CHECK_THAT(plumb::verdict_of(run).outcome, !ContainsSubstring("guessing"));
  run.run.summary["validation_samples"] = "1000";
  CHECK_THAT(plumb::verdict_of(run).outcome, ContainsSubstring("guessing"));
  run.run.summary["validation_majority_share"] = "";  // of regression
  CHECK_THAT(plumb::verdict_of(run).outcome, !ContainsSubstring("guessing"));
}

TEST_CASE("long runs' steps have their thousands apart") {
  auto bad = content();
  bad.run.summary["steps"] = "1000000";
  plumb::Finding finding;
  finding.rule = "exploding-gradient";
  finding.severity = plumb::Severity::warning;
  finding.first_step = 999;
  finding.last_step = 18'740;
  bad.findings = {finding};
  const auto verdict = plumb::verdict_of(bad);
  REQUIRE_THAT(verdict.headline, ContainsSubstring("steps 999 to 18,740."));
  REQUIRE_THAT(verdict.outcome, ContainsSubstring("after 1,000,000 steps in 47 s;"));
}

TEST_CASE("a run without findings is not one without steps") {
  REQUIRE(plumb::verdict_of(content()).severity == "none");
  REQUIRE(plumb::verdict_of(content()).headline == "No problem found.");
  auto empty = content();
  empty.steps.rows.clear();
  empty.judged = false;
  REQUIRE(plumb::verdict_of(empty).severity == "unknown");
  REQUIRE_THAT(plumb::verdict_of(empty).headline, ContainsSubstring("No step"));
}

TEST_CASE("the verdict of each severity is a sentence, and an observation no problem") {
  auto run = content();
  plumb::Finding finding;
  finding.rule = "clipping-always";
  finding.last_step = 906;
  finding.severity = plumb::Severity::info;
  run.findings = {finding};
  REQUIRE(plumb::verdict_of(run).severity == "info");
  REQUIRE(plumb::verdict_of(run).headline ==
          "No problem found. Noted: clipping always, steps 0 to 906.");
  run.findings.front().severity = plumb::Severity::warning;
  REQUIRE(plumb::verdict_of(run).headline ==
          "Learning is impaired: clipping always, steps 0 to 906.");
}

TEST_CASE("a killed run says how far its records go") {
  auto killed = content();
  killed.run.summary = {{"status", "running"}, {"steps", "0"}, {"seconds", "0"}};
  killed.steps.rows.back().step = 57;
  REQUIRE(plumb::verdict_of(killed).outcome == "Still running, or killed after 58 steps.");
}

TEST_CASE("an error that a run has left behind is told as one that has passed") {
  plumb::Finding finding;
  finding.rule = "vanishing-gradient";
  finding.severity = plumb::Severity::error;
  finding.last_step = 250;
  const auto verdict = [&](double loss_after) {
    auto run = content();
    run.findings = {finding};
    run.facts.emplace().baseline_loss = 1.4;
    run.steps.rows.resize(400);
    for (std::size_t i = 0; i < 400; ++i) {
      run.steps.rows[i].step = static_cast<std::int64_t>(i);
      run.steps.rows[i].loss = i <= 250 ? 1.39 : loss_after;
      if (i % 10 == 0) run.steps.rows[i].probes.resize(1);
    }
    return plumb::verdict_of(run);
  };
  const std::string lost = "The network does not learn, or the run is lost: ";
  CHECK(verdict(0.97).severity == "warning");
  CHECK(verdict(0.97).headline ==
        "An error has passed, and the network learns since: vanishing gradient, steps 0 to 250; "
        "loss 1.39 while it lasted, 0.97 at the end.");
  SECTION("not where the loss stays where it was, or is lost") {
    for (const double loss : {1.38, 5.0, std::numeric_limits<double>::quiet_NaN()}) {
      CHECK(verdict(loss).severity == "error");
      CHECK_THAT(verdict(loss).headline, ContainsSubstring(lost));
    }
  }
  SECTION("not where it was seen just now") {
    finding.last_step = 360;
    CHECK_THAT(verdict(0.97).headline, ContainsSubstring(lost));
  }
  SECTION("not of what is looked for only at the start") {
    finding.rule = "poor-initialization";
    CHECK_THAT(verdict(0.97).headline, ContainsSubstring(lost));
  }
}

TEST_CASE("what was wrong before the first step is told before the error that it made") {
  auto run = content();
  run.steps.rows.resize(400);
  plumb::Finding cause, symptom;
  cause.rule = "target-scale";
  cause.severity = plumb::Severity::warning;
  symptom.rule = "dead-units";
  symptom.severity = plumb::Severity::error;
  symptom.last_step = 399;
  run.findings = {cause, symptom};
  CHECK(plumb::verdict_of(run).severity == "error");
  CHECK(plumb::verdict_of(run).headline ==
        "The network does not learn, or the run is lost: target scale, step 0, then dead units, "
        "steps 0 to 399.");
}

TEST_CASE("an error that stands is told before one that has passed") {
  auto run = content();
  run.steps.rows.resize(400);
  for (std::size_t i = 0; i < 400; ++i) {
    run.steps.rows[i].step = static_cast<std::int64_t>(i);
    run.steps.rows[i].loss = i <= 42 ? 150 : 0.5;
  }
  plumb::Finding passed, standing;
  passed.rule = "divergence";
  standing.rule = "dead-units";
  passed.severity = standing.severity = plumb::Severity::error;
  passed.last_step = 42;
  standing.last_step = 399;
  run.findings = {passed, standing};
  CHECK(plumb::verdict_of(run).headline ==
        "The network does not learn, or the run is lost: dead units, steps 0 to 399.");
  run.findings = {passed};
  CHECK_THAT(plumb::verdict_of(run).headline, ContainsSubstring("An error has passed"));
}
