#include <algorithm>
#include <limits>
#include <optional>

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
  const auto [mean, deviation, after, severity] =
      GENERATE(table<double, double, double, std::optional<Severity>>(
          {{293, 3, 1000, Severity::warning},
           {293, 3, 2, Severity::info},
           {2, 1, 1000, std::nullopt},
           {1e-3, 1e-5, 1000, Severity::warning}}));
  MadeUpRun made_up(facts_of_targets(mean, deviation));
  const double later = after;
  run(made_up, 1, [](StepRecord& r) { r.loss = 1000; });
  CHECK(made_up.found("target-scale").has_value() == severity.has_value());
  run(made_up, 101, [&](StepRecord& r) { r.loss = later; });
  REQUIRE(made_up.severity("target-scale") == severity);
  if (!severity) return;
  const auto finding = made_up.found("target-scale");
  CHECK(finding->first_step == 0);
  CHECK(finding->remedies.front().flag() == "--standardize-targets on");
}

TEST_CASE("target-scale: values of a usual size, but many deviations from where outputs begin") {
  const auto [deviation, after, severity] = GENERATE(table<double, double, std::optional<Severity>>(
      {{0.05, 50, Severity::warning}, {0.05, 2, Severity::info}, {2, 50, std::nullopt}}));
  MadeUpRun made_up(facts_of_targets(7.2, deviation));
  const double later = after;
  run(made_up, 101, [&](StepRecord& r) { r.loss = r.step == 0 ? 52 : later; });
  REQUIRE(made_up.severity("target-scale") == severity);
  if (!severity) return;
  const auto finding = made_up.found("target-scale");
  CHECK_THAT(finding->message, ContainsSubstring("about 144 deviations away"));
  CHECK(finding->remedies.front().flag() == "--standardize-targets on");
}

TEST_CASE("target-scale: values around 0 so large that the loss does not depend on the network") {
  const auto [deviation, learns, severity] =
      GENERATE(table<double, bool, std::optional<Severity>>({{1.3e6, false, Severity::warning},
                                                             {1.3e6, true, Severity::info},
                                                             {1, false, std::nullopt}}));
  plumb::RunFacts facts = facts_of_targets(deviation / 40, deviation);
  facts.baseline_loss = deviation;
  MadeUpRun made_up(facts);
  const double baseline = deviation, fall = learns ? 0.002 : 0;
  run(made_up, 250, [&](StepRecord& r) {
    r.loss = baseline * (1 - fall * static_cast<double>(r.step));
    for (auto& norm : r.norms) norm = 1e-5 * r.loss;  // of weights of 10
  });
  CHECK(made_up.severity("target-scale") == severity);
}

TEST_CASE("target-scale: large values that the first steps overflow for are an error") {
  const auto [mean, severity] =
      GENERATE(table<double, Severity>({{2.5e5, Severity::error}, {0.001, Severity::info}}));
  MadeUpRun made_up(facts_of_targets(mean, mean / 2));
  run(made_up, 3, [](StepRecord& r) { r.loss = 1e11; });
  run(made_up, 1, [](StepRecord& r) { r.loss = infinity; });
  CHECK(made_up.severity("target-scale") == severity);
}

TEST_CASE("target-scale: a loss that no step has made is not overflowed by the steps") {
  MadeUpRun made_up(facts_of_targets(1000, 1000));
  run(made_up, 20, [](StepRecord& r) { r.loss = std::numeric_limits<double>::quiet_NaN(); });
  CHECK(made_up.severity("target-scale") == Severity::info);
  CHECK_THAT(made_up.found("target-scale")->message, !ContainsSubstring("overflowed"));
}

TEST_CASE("target-scale: a run without a single finite loss ends without a level to judge") {
  plumb::RunFacts facts = facts_of_targets(1000, 1000);
  facts.baseline_loss = 1e6;
  MadeUpRun made_up(facts);
  run(made_up, 150, [](StepRecord& r) { r.loss = std::numeric_limits<double>::quiet_NaN(); });
  made_up.finish();
  CHECK(made_up.severity("non-finite") == Severity::error);
  CHECK(made_up.severity("target-scale") == Severity::info);
}

TEST_CASE("target-scale, poor-initialization: nothing of the start once the loss has come down") {
  const double end = GENERATE(infinity, 1000.0);
  MadeUpRun made_up(facts_of_targets(293, 4));
  run(made_up, 5000, [](StepRecord& r) {
    const double way = std::min(1.0, static_cast<double>(r.step) / 90);
    r.loss = 1000 * (1 - way) + 0.05 * way;
  });
  run(made_up, 20, [&](StepRecord& r) { r.loss = end; });
  CHECK(made_up.severity("target-scale") == Severity::info);
  CHECK(made_up.severity("poor-initialization") == Severity::info);
}

TEST_CASE("target-scale: a loss that fifty steps leave where it was is told then") {
  const double fall = GENERATE(0.0005, 0.005);
  MadeUpRun made_up(facts_of_targets(293, 4));
  const auto descend = [&](StepRecord& r) {
    r.loss = 1000 * (1 - fall * static_cast<double>(r.step));
  };
  run(made_up, 49, descend);
  CHECK(made_up.severity("target-scale") == Severity::info);
  run(made_up, 1, descend);
  CHECK(made_up.severity("target-scale") == (fall < 0.001 ? Severity::warning : Severity::info));
}

TEST_CASE("target-scale: a loss that has come down far and stands high all the same is told") {
  const double end = GENERATE(50.0, 20.0);  // times the baseline, from a million
  MadeUpRun made_up(facts_of_targets(1e-5, 1e-5));
  run(made_up, 101, [&](StepRecord& r) {
    const double way = std::min(1.0, static_cast<double>(r.step) / 60);
    r.loss = MadeUpRun::baseline * std::pow(10, 6 + way * (std::log10(end) - 6));
  });
  CHECK(made_up.severity("target-scale") == Severity::info);  // it still comes down
  run(made_up, 100, [&](StepRecord& r) { r.loss = MadeUpRun::baseline * end; });
  CHECK(made_up.severity("target-scale") == (end > 30 ? Severity::warning : Severity::info));
}

TEST_CASE("target-scale: nothing of what an activation behind the outputs is to give") {
  plumb::RunFacts facts = facts_of_targets(293, 4);
  facts.settings["output-activation"] = "softplus";
  MadeUpRun made_up(facts);
  run(made_up, 200, [](StepRecord& r) { r.loss = 1000; });
  CHECK_FALSE(made_up.found("target-scale").has_value());
}

TEST_CASE("target-scale: but of one that reaches to both sides of 0") {
  plumb::RunFacts facts = facts_of_targets(-6e4, 1e4);
  facts.settings["output-activation"] = "elu";
  facts.unreachable_loss = 0.9 * MadeUpRun::baseline;
  MadeUpRun made_up(facts);
  run(made_up, 200, [](StepRecord& r) { r.loss = 1000; });
  CHECK(made_up.severity("target-scale") == Severity::warning);
  for (const char* rule : {"target-scale", "saturated-units"})
    CHECK(made_up.found(rule)->remedies.front().flag() ==
          "--standardize-targets on --output-activation none");
}
