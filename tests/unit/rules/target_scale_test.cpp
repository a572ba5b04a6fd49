#include <algorithm>
#include <limits>
#include <string>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

namespace {

plumb::RunFacts facts_of_targets(double mean, double deviation) {
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.targets = {mean, deviation};
  return facts;
}

}  // namespace

TEST_CASE("target-scale: an observation, and a warning where the loss does not come down to them") {
  const auto [mean, after, severity] =
      GENERATE(table<double, double, std::optional<Severity>>({{293, 1000, Severity::warning},
                                                               {293, 2, Severity::info},
                                                               {2, 1000, std::nullopt},
                                                               {0.001, 1000, Severity::warning}}));
  MadeUpRun made_up(facts_of_targets(mean, mean / 100));
  const double later = after;
  run(made_up, 1, [](StepRecord& r) { r.loss = 1000; });
  CHECK(made_up.found("target-scale").has_value() == severity.has_value());
  run(made_up, 101, [&](StepRecord& r) { r.loss = later; });
  REQUIRE(made_up.severity("target-scale") == severity);
  if (!severity) return;
  const auto finding = made_up.found("target-scale");
  CHECK(finding->first_step == 0);
  CHECK(finding->remedies.front().flag == "--standardize-targets on");
}

TEST_CASE("target-scale: large values that the first steps overflow for are an error") {
  const auto [mean, severity] =
      GENERATE(table<double, Severity>({{2.5e5, Severity::error}, {0.001, Severity::info}}));
  MadeUpRun made_up(facts_of_targets(mean, mean / 2));
  run(made_up, 3, [](StepRecord& r) { r.loss = 1e11; });
  run(made_up, 1, [](StepRecord& r) { r.loss = infinity; });
  CHECK(made_up.severity("target-scale") == severity);
}

TEST_CASE("target-scale: nothing of what an activation behind the outputs is to give") {
  plumb::RunFacts facts = facts_of_targets(293, 4);
  facts.settings["output-activation"] = "softplus";
  MadeUpRun made_up(facts);
  run(made_up, 200, [](StepRecord& r) { r.loss = 1000; });
  CHECK_FALSE(made_up.found("target-scale").has_value());
}

TEST_CASE("clipping-always: the threshold that is to be raised is named, though it is no harder") {
  MadeUpRun made_up(plumb::Clip::norm(0.001));
  run(made_up, 200, [](StepRecord& r) { r.clipped = true; });
  const auto finding = made_up.found("clipping-always");
  REQUIRE(finding.has_value());
  REQUIRE(finding->remedies.size() == 1);
  CHECK(finding->remedies.front().flag == "--clip norm:1.7");
}

TEST_CASE("update-ratio: parameters that an optimizer leaves out") {
  MadeUpRun made_up;
  const auto leaves_out = [](StepRecord& r) {
    if (!r.probes.empty()) r.probes[0].update = 0;
  };
  SECTION("an observation in a network that learns") {
    run(made_up, 90, leaves_out);
    REQUIRE_FALSE(made_up.found("update-ratio"));
    run(made_up, 20, leaves_out);
    const auto finding = made_up.found("update-ratio");
    REQUIRE(finding.has_value());
    CHECK(finding->severity == Severity::info);
    CHECK(finding->layer == "dense_01.weight");
    CHECK_THAT(finding->message, ContainsSubstring("no update has changed it while other"));
  }
  SECTION("a warning where nothing is learnt") {
    run(made_up, 110, [&](StepRecord& r) {
      learns_nothing(r);
      leaves_out(r);
    });
    CHECK(made_up.severity("update-ratio") == Severity::warning);
  }
  SECTION("not those that another optimizer moves between the probes") {
    run(made_up, 300, [&](StepRecord& r) {
      leaves_out(r);
      if (!r.probes.empty()) r.probes[0].weight = 10 + 1e-3 * static_cast<double>(r.step);
    });
    CHECK_FALSE(made_up.found("update-ratio"));
  }
  SECTION("nor those without a gradient") {
    run(made_up, 300, [&](StepRecord& r) {
      leaves_out(r);
      r.norms[0] = std::nullopt;
    });
    CHECK_FALSE(made_up.found("update-ratio"));
  }
}

TEST_CASE("update-ratio: steps that replace the weights are an observation where it learns") {
  MadeUpRun made_up;
  const double update = GENERATE(5.0, 30.0);  // of a weight of 10
  run(made_up, 200, [&](StepRecord& r) {
    r.loss *= 0.5;
    for (auto& probe : r.probes) probe.update = update;
  });
  CHECK(made_up.found("update-ratio").has_value() == (update > 10));
  if (update > 10) CHECK(made_up.severity("update-ratio") == Severity::info);
}

TEST_CASE("vanishing-gradient: gradients of exactly 0, though the loss has no scale") {
  MadeUpRun made_up;
  const double norm = GENERATE(0.0, 1e-9);
  run(made_up, 400, [&](StepRecord& r) {
    r.loss = -1;
    r.norms = {norm, norm, std::nullopt};
    r.norm = r.norm_after = norm;
  });
  REQUIRE(made_up.found("vanishing-gradient").has_value() == (norm == 0));
  if (norm > 0) return;
  CHECK(made_up.severity("vanishing-gradient") == Severity::error);
  CHECK_THAT(made_up.found("vanishing-gradient")->message, ContainsSubstring("exactly 0"));
}

TEST_CASE("vanishing-gradient: after steps that replaced the weights, the rate is to go down") {
  MadeUpRun made_up;
  run(made_up, 60, [](StepRecord& r) {
    learns_nothing(r);
    r.norms = {1e-9, 1e-9, 1e-9};
    r.norm = r.norm_after = 2e-9;
    for (auto& probe : r.probes) probe.update = 50;
  });
  const auto finding = made_up.found("vanishing-gradient");
  REQUIRE(finding.has_value());
  CHECK(finding->remedies.front().flag == "--lr 0.0001");
  CHECK_THAT(finding->message, ContainsSubstring("One step had changed half of the layers"));
}

TEST_CASE("exploding-gradient: inf or NaN out of nothing, after a few usual steps, is none") {
  const auto [steps, explodes] = GENERATE(table<int, bool>({{2, true}, {19, false}, {20, false}}));
  MadeUpRun made_up;
  run(made_up, steps, [](StepRecord&) {});
  run(made_up, 1, [](StepRecord& r) {
    r.loss = r.norm = std::numeric_limits<double>::quiet_NaN();
    r.origin = plumb::NonFiniteOrigin{plumb::NonFiniteOrigin::Pass::forward, "dense_02", {}};
  });
  CHECK(made_up.found("exploding-gradient").has_value() == explodes);
  CHECK(made_up.found("non-finite").has_value());
}

TEST_CASE("input-scale: inputs so large that the first loss overflows") {
  MadeUpRun made_up;
  run(made_up, 1, [](StepRecord& r) {
    r.loss = infinity;
    r.activations[0]->deviation = 1e20;
  });
  REQUIRE(made_up.found("input-scale").has_value());
  CHECK(made_up.found("input-scale")->remedies.front().flag == "--standardize on");
}

TEST_CASE(
    "vanishing-gradient: a few branches that are shut are none, where others go around them") {
  const int layers = 20;
  plumb::RunFacts facts;
  for (int i = 0; i < layers; ++i)
    facts.parameters.push_back({"dense_" + std::to_string(i) + ".weight", {8, 8}, 64, {}});
  facts.baseline_loss = MadeUpRun::baseline;
  const std::size_t shut = GENERATE(0, 8);
  plumb::Diagnosis diagnosis(facts);
  for (int step = 0; step <= 40; ++step) {
    StepRecord r;
    r.step = step;
    r.loss = MadeUpRun::baseline;
    r.norms.assign(layers, 0.5);
    r.norms[shut] = 1e-8;
    r.norm = r.norm_after = 2;
    if (step % 10 == 0) {
      r.probes.resize(layers);
      for (auto& probe : r.probes) probe.weight = 10, probe.update = 0.01;
    }
    diagnosis.observe(r, {});
  }
  const auto& findings = diagnosis.findings();
  const bool vanishes = std::any_of(findings.begin(), findings.end(), [](const auto& finding) {
    return finding.rule == "vanishing-gradient";
  });
  CHECK(vanishes == (shut == 0));
}
