#include "plumb/diagnostics/foresee.hpp"

#include <cmath>
#include <string>
#include <vector>

#include "ended_run.hpp"
#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"

// What the rules say before the first step.

using plumb::ActivationProbe;
using plumb::foresee;
using plumb::RunFacts;

namespace {

ActivationProbe inputs_of(double mean, double deviation, double spread) {
  ActivationProbe probe;
  probe.mean = mean;
  probe.deviation = deviation;
  probe.spread = spread;
  return probe;
}

std::vector<std::string> rules_of(const std::vector<plumb::Finding>& findings) {
  std::vector<std::string> rules;
  for (const auto& finding : findings) rules.push_back(finding.rule);
  return rules;
}

using Rules = std::vector<std::string>;

}  // namespace

TEST_CASE("Nothing is foreseen of data and layers of which nothing stands out") {
  CHECK(foresee({}).empty());
  CHECK(foresee(MadeUpRun::facts(), inputs_of(0.1, 1, 0.9)).empty());
}

TEST_CASE("Data that initial weights are not made for are foreseen") {
  RunFacts facts;
  facts.input_widths = {1, 0.005};
  facts.targets = plumb::TargetFacts{7.2, 0.05};
  const auto findings = foresee(facts, inputs_of(0, 66, 0.9));
  CHECK(rules_of(findings) == Rules{"input-scale", "outliers", "target-scale"});
  CHECK(findings[0].remedies.front().flag() == "--standardize robust --standardize-targets on");
  CHECK(rules_of(foresee({}, inputs_of(1.08, 0.004, 0.0037))) == Rules{"input-scale"});
  CHECK(rules_of(foresee({}, inputs_of(0, 0.5, 1e-4))) ==
        Rules{"poor-initialization", "input-scale"});
}

TEST_CASE("A linear network is foreseen not to do where no linear model does") {
  RunFacts facts = facts_with({linear(0.6), kernel(0.9)});
  for (auto& model : facts.simple_models) model.guess = 0.5;
  CHECK(foresee(facts).empty());
  facts.activation = "identity";
  const auto findings = foresee(facts);
  REQUIRE(rules_of(findings) == Rules{"no-activation"});
  CHECK(findings.front().severity == plumb::Severity::warning);
}

TEST_CASE("Nothing is foreseen by facts that cannot be") {
  RunFacts facts;
  facts.weight_decay = -1;
  CHECK_THROWS_AS(foresee(facts), plumb::Error);
}
