#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

TEST_CASE("non-finite: at once, with the layer, and nothing else follows from it") {
  MadeUpRun made_up;
  run(made_up, 50, unchanged);
  run(made_up, 200, [](StepRecord& r) {
    r.loss = std::nan("");
    r.norm = infinity;
    r.norms = {infinity, infinity, 1};
  });
  const auto finding = made_up.found("non-finite");
  REQUIRE(finding.has_value());
  REQUIRE(finding->first_step == 50);
  REQUIRE(finding->reported_step == 50);
  REQUIRE(finding->layer == "dense_02");
  REQUIRE(made_up.findings().size() == 1);  // NaN out of nothing is no explosion
}

TEST_CASE("non-finite: a skipped update with a finite loss is what a loss scaler does") {
  MadeUpRun made_up;
  run(made_up, 3, [](StepRecord& r) {
    r.norm = infinity;
    r.skipped = true;
  });
  REQUIRE(made_up.severity("non-finite") == Severity::info);
}

TEST_CASE("non-finite: outputs or a gradient, whichever was seen, where both have the same name") {
  const bool outputs = GENERATE(true, false);
  MadeUpRun made_up;
  run(made_up, 1, [&](StepRecord& r) {
    r.norms[1] = r.norm = std::nan("");
    if (outputs) r.activations[2]->non_finite = 3;
  });
  const auto finding = made_up.found("non-finite");
  CHECK(finding->layer == "dense_02");
  CHECK_THAT(finding->message, ContainsSubstring(outputs ? "dense_02 is the first whose outputs are"
                                                         : "dense_02 is the first from the output "
                                                           "whose gradient is not"));
}

TEST_CASE("non-finite: a traced origin is told") {
  MadeUpRun made_up;
  run(made_up, 1, [](StepRecord& r) {
    r.norm = std::nan("");
    r.origin = {plumb::NonFiniteOrigin::Pass::backward, "dense_01", "SqrtBackward0"};
  });
  const auto finding = made_up.found("non-finite");
  REQUIRE(finding->layer == "dense_01");
  REQUIRE_THAT(finding->message, ContainsSubstring("SqrtBackward0"));
}

TEST_CASE("non-finite: the advice fits what produced it") {
  using Pass = plumb::NonFiniteOrigin::Pass;
  const auto first_remedy = [](Pass pass, double update) {
    MadeUpRun made_up;
    run(made_up, 1, [&](StepRecord& r) {
      for (auto& probe : r.probes) probe.update = update;
    });
    run(made_up, 1, [&](StepRecord& r) {
      r.loss = std::nan("");
      r.origin = {pass, "dense_01", ""};
    });
    return made_up.found("non-finite")->remedies.front();
  };
  CHECK(first_remedy(Pass::forward, 0.01).flag() == "--lr 0.01");  // of 0.1
  CHECK(first_remedy(Pass::forward, 1e5).flag() ==
        "--lr 1e-07");  // a step made 10^4 of the weights
  CHECK(first_remedy(Pass::forward, infinity).flag() == "--lr 0.01");
  CHECK_THAT(first_remedy(Pass::input, 0.01).text, ContainsSubstring("samples"));
}

TEST_CASE("non-finite: what an operation without a slope made is its argument's fault") {
  const auto first_remedy = [](const char* operation) {
    MadeUpRun made_up;
    run(made_up, 1, unchanged);
    run(made_up, 1, [&](StepRecord& r) {
      r.norm = std::nan("");
      r.origin = {plumb::NonFiniteOrigin::Pass::backward, "dense_01", operation};
    });
    return made_up.found("non-finite")->remedies.front();
  };
  CHECK_THAT(first_remedy("SqrtBackward0").text,
             ContainsSubstring("keep the argument of SqrtBackward0's operation away"));
  CHECK(first_remedy("SqrtBackward0").flag().empty());
  CHECK(first_remedy("AddmmBackward0").flag() == "--lr 0.01");  // products overflow
  CHECK(first_remedy("").flag() == "--lr 0.01");
}

TEST_CASE("non-finite: a loss scale is lowered first, and left out is what was left out") {
  const bool skipped = GENERATE(true, false);
  const bool own_loop = GENERATE(true, false);
  plumb::RunFacts facts = MadeUpRun::facts();
  if (!own_loop) facts.settings = {{"norm", "none"}};  // the command has no loss scale
  MadeUpRun made_up(facts);
  run(made_up, 1, [&](StepRecord& r) {
    r.norm = infinity;
    r.skipped = skipped;
  });
  const auto finding = *made_up.found("non-finite");
  CHECK_THAT(finding.message, !ContainsSubstring("clipping"));
  if (skipped) CHECK_THAT(finding.message, ContainsSubstring("; the update was left out"));
  const std::string first = finding.remedies.at(0).text;
  CHECK((first.find("lower the loss scale") == 0) == (own_loop && skipped));
  const bool mentioned =
      std::any_of(finding.remedies.begin(), finding.remedies.end(),
                  [](const plumb::Remedy& r) { return r.text.find("lower the loss scale") == 0; });
  CHECK(mentioned == own_loop);
}

namespace {

/// What is found of a loss of NaN, traced to `origin` in a step.
plumb::Finding non_finite_at(int step, const plumb::NonFiniteOrigin& origin,
                             const plumb::RunFacts& facts = MadeUpRun::facts()) {
  MadeUpRun made_up(facts);
  run(made_up, step, unchanged);
  run(made_up, 1, [&](StepRecord& r) {
    r.loss = r.norm = std::nan("");
    r.origin = origin;
  });
  return *made_up.found("non-finite");
}

bool advises(const plumb::Finding& finding, std::string_view text) {
  return std::any_of(finding.remedies.begin(), finding.remedies.end(), [&](const auto& remedy) {
    return remedy.text.find(text) != std::string::npos || remedy.flag().starts_with(text);
  });
}

}  // namespace

TEST_CASE("non-finite: the loss is blamed alone only where the outputs were looked at") {
  using Pass = plumb::NonFiniteOrigin::Pass;
  CHECK_THAT(non_finite_at(1, {Pass::loss, "output", ""}).message,
             ContainsSubstring("the loss itself produced it"));
  const auto hidden = non_finite_at(1, {Pass::loss, "dense_01", ""});
  CHECK_THAT(hidden.message, ContainsSubstring("all taps up to dense_01"));
  CHECK_THAT(hidden.message, !ContainsSubstring("the loss itself"));
  CHECK(hidden.layer.empty());
  const auto unseen = non_finite_at(1, {Pass::unseen, "", ""});
  CHECK_THAT(unseen.message, ContainsSubstring("no tap showed where") &&
                                 ContainsSubstring("plumb::tap") &&
                                 !ContainsSubstring("did not come again"));
  CHECK_THAT(unseen.remedies.front().text, ContainsSubstring("in the batch"));
}

TEST_CASE(
    "non-finite: before the first update the start is at fault, and no rate or clip can help") {
  using Pass = plumb::NonFiniteOrigin::Pass;
  for (const Pass pass : {Pass::forward, Pass::loss, Pass::backward, Pass::weight, Pass::unknown}) {
    const auto first = non_finite_at(0, {pass, "dense_01", ""});
    CAPTURE(first.message);
    CHECK(first.remedies.front().flag() == "--init he-normal");
    CHECK_FALSE(advises(first, "--lr"));
    CHECK_FALSE(advises(first, "--clip"));
    CHECK_THAT(first.message, !ContainsSubstring("the update before"));
    CHECK(advises(non_finite_at(1, {pass, "dense_01", ""}), "--lr"));
  }
}

TEST_CASE("non-finite: where a loss or a layer produced it, what to look at there is said") {
  using Pass = plumb::NonFiniteOrigin::Pass;
  const int step = GENERATE(0, 1);
  CHECK(advises(non_finite_at(step, {Pass::loss, "output", ""}), "look at the terms of the loss"));
  CHECK(advises(non_finite_at(step, {Pass::forward, "dense_01", ""}),
                "look at the operations before dense_01"));
  CHECK_THAT(non_finite_at(step, {Pass::backward, "dense_01", "ExpBackward0"}).remedies[0].text,
             ContainsSubstring("exp overflows"));
}

TEST_CASE("non-finite: whoever trains by the command cannot look at its losses and networks") {
  using Pass = plumb::NonFiniteOrigin::Pass;
  const auto origin = GENERATE(plumb::NonFiniteOrigin{Pass::loss, "output", ""},
                               plumb::NonFiniteOrigin{Pass::forward, "dense_01", ""});
  const int step = GENERATE(0, 1);
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.settings = {{"norm", "none"}};
  const auto finding = non_finite_at(step, origin, facts);
  CHECK_FALSE(advises(finding, "look at"));
  CHECK(advises(finding, step == 0 ? "--init" : "--lr"));
  CHECK(advises(non_finite_at(1, {Pass::unseen, "", ""}, facts), "look for inf and NaN"));
}

TEST_CASE("non-finite: the layer that a probe saw is looked at like one that was traced") {
  MadeUpRun made_up;
  run(made_up, 10, unchanged);
  run(made_up, 1, [](StepRecord& r) {
    r.loss = r.norm = std::nan("");
    r.activations[2]->non_finite = r.activations[3]->non_finite = 1;
  });
  const auto finding = *made_up.found("non-finite");
  CHECK(finding.layer == "dense_02");
  CHECK(advises(finding, "look at the operations before dense_02"));
}

TEST_CASE("non-finite: of outputs that a probe saw to be finite the loss produced it") {
  const int step = GENERATE(0, 10, 11);  // the last has no probe
  const bool loss_too = GENERATE(true, false);
  MadeUpRun made_up;
  run(made_up, step, unchanged);
  run(made_up, 1, [&](StepRecord& r) {
    r.norm = std::nan("");
    r.norms.assign(3, r.norm);
    if (loss_too) r.loss = r.norm;
  });
  const auto finding = *made_up.found("non-finite");
  const bool is_the_loss = loss_too && step % 10 == 0;
  CHECK(finding.layer == (is_the_loss ? "" : "output"));
  CHECK_THAT(finding.message,
             ContainsSubstring(is_the_loss ? "all activations are finite, the loss itself produced"
                                           : "output is the first from the output"));
}

TEST_CASE("non-finite: samples that a probe saw are to be repaired, traced or not") {
  const auto found = [](bool traced) {
    MadeUpRun made_up;
    run(made_up, 10, unchanged);
    run(made_up, 1, [&](StepRecord& r) {
      r.loss = r.norm = std::nan("");
      for (auto& activation : r.activations) activation->non_finite = 1;
      if (traced) r.origin = {plumb::NonFiniteOrigin::Pass::input, "input", ""};
    });
    return *made_up.found("non-finite");
  };
  CHECK(found(false).layer == "input");
  CHECK(found(false).message == found(true).message);
  REQUIRE(found(false).remedies.size() == 1);
  CHECK(found(false).remedies[0].text == found(true).remedies[0].text);
}

TEST_CASE("non-finite: updates that are left out for good are lost, whoever left them out") {
  const bool now_and_then = GENERATE(true, false);
  MadeUpRun made_up;
  const auto steps = [&](int count) {
    run(made_up, count, [&](StepRecord& r) {
      if (now_and_then && r.step % 30 == 29) return;
      r.norm = infinity;
      r.skipped = true;
    });
  };
  steps(49);
  CHECK(made_up.severity("non-finite") == Severity::info);
  steps(50);
  CHECK(made_up.severity("non-finite") == (now_and_then ? Severity::info : Severity::error));
  if (now_and_then) return;
  CHECK(made_up.found("non-finite")->reported_step == 49);
  CHECK_THAT(made_up.found("non-finite")->message, ContainsSubstring("of 50 steps in a row"));
}

TEST_CASE("non-finite: where nothing had grown, what to look for is advised, not rates") {
  const int step = GENERATE(0, 3, 60);
  const bool loss_too = GENERATE(true, false);
  MadeUpRun made_up;
  run(made_up, step, unchanged);
  run(made_up, 20, [&](StepRecord& r) {
    for (auto& probe : r.probes) probe.update = 1e5;  // by this gradient, not before it
    r.norm = std::nan("");
    if (loss_too) r.loss = r.norm;
  });
  const auto finding = *made_up.found("non-finite");
  REQUIRE(finding.remedies.size() == 2);
  if (loss_too) {
    CHECK_THAT(finding.remedies[0].text,
               ContainsSubstring("in the batch of step " + std::to_string(step)) &&
                   ContainsSubstring("log of 0"));
  } else {
    CHECK_THAT(finding.remedies[0].text, ContainsSubstring("without a slope"));
    CHECK_THAT(finding.message,
               ContainsSubstring("in step " + std::to_string(step) + " a gradient is not finite"));
  }
  CHECK_THAT(finding.remedies[1].text, ContainsSubstring("Monitor::trace_non_finite"));
}

TEST_CASE("non-finite: an explosion's remedies stay where something had grown") {
  const bool by_a_step = GENERATE(true, false);
  MadeUpRun made_up;
  run(made_up, 60, [&](StepRecord& r) {
    for (auto& probe : r.probes) probe.update = by_a_step ? 50 : 0.01;
    if (!by_a_step && r.step > 50) r.norm *= std::pow(10.0, static_cast<double>(r.step - 50));
  });
  run(made_up, 1, [](StepRecord& r) { r.loss = r.norm = std::nan(""); });
  const auto finding = *made_up.found("non-finite");
  CHECK_THAT(finding.remedies.front().flag(), ContainsSubstring("--lr"));
  CHECK(advises(finding, "--clip norm:1"));
  CHECK_THAT(finding.remedies.back().text, ContainsSubstring("Monitor::trace_non_finite"));
}

TEST_CASE("non-finite: of the weights of a first step that no tap showed nothing is known") {
  MadeUpRun made_up;
  run(made_up, 1, [](StepRecord& r) {
    r.activations.clear();
    r.loss = r.norm = std::nan("");
  });
  const auto finding = *made_up.found("non-finite");
  CHECK_THAT(finding.remedies.front().text, ContainsSubstring("in the batch of step 0"));
  CHECK(advises(finding, "--init he-normal"));
  CHECK_FALSE(advises(finding, "--lr"));
}

TEST_CASE("non-finite: the command traces by itself and is not told to") {
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.settings = {{"norm", "none"}};
  MadeUpRun made_up(facts);
  run(made_up, 60, unchanged);
  run(made_up, 1, [](StepRecord& r) { r.loss = r.norm = std::nan(""); });
  const auto finding = *made_up.found("non-finite");
  CHECK(finding.remedies.front().flag() == "--lr 0.01");
  CHECK_FALSE(advises(finding, "trace_non_finite"));
}

TEST_CASE("non-finite: what held inf or NaN already is said in so many words") {
  using Pass = plumb::NonFiniteOrigin::Pass;
  CHECK_THAT(non_finite_at(1, {Pass::input, "input", ""}).message,
             ContainsSubstring("; the inputs already held inf or NaN"));
  CHECK_THAT(non_finite_at(0, {Pass::weight, "b.bias", ""}).message,
             ContainsSubstring("; b.bias already held inf or NaN"));
  CHECK_THAT(
      non_finite_at(0, {Pass::backward, "hidden", "MulBackward1"}).message,
      ContainsSubstring("the backward pass produced it on its way to hidden (MulBackward1)"));
  CHECK_THAT(non_finite_at(0, {Pass::backward, "hidden", "MulBackward1"}).remedies.front().text,
             ContainsSubstring("what is computed from MulBackward1's product"));
}

TEST_CASE("non-finite: an operation at a point without slope is the cause, and no rate") {
  using Pass = plumb::NonFiniteOrigin::Pass;
  const double update = GENERATE(0.01, 50.0);  // of weights of 10
  const std::string operation = GENERATE("PowBackward0", "SqrtBackward0", "LogSoftmaxBackward0");
  MadeUpRun made_up;
  run(made_up, 40, [&](StepRecord& r) {
    for (auto& probe : r.probes) probe.update = update;
  });
  run(made_up, 1, [&](StepRecord& r) {
    r.norm = std::nan("");
    r.origin = {Pass::backward, "output", operation};
  });
  const auto finding = made_up.found("non-finite");
  REQUIRE(finding.has_value());
  const bool is_known = update < 1 && operation != "LogSoftmaxBackward0";
  CHECK((finding->remedies.size() == 1) == is_known);
  if (operation == "PowBackward0")
    CHECK_THAT(finding->remedies.front().text,
               ContainsSubstring("what is computed from PowBackward0's power"));
}

TEST_CASE("non-finite: a softmax over a row that is masked whole is among what to look for") {
  const auto advised = [](const std::string& parameter, auto change) {
    MadeUpRun made_up({}, {}, parameter);
    run(made_up, 1, [&](StepRecord& r) {
      r.loss = r.norm = std::nan("");
      change(r);
    });
    std::string all;
    const auto finding = made_up.found("non-finite");
    for (const auto& remedy : finding->remedies) all += remedy.text + '\n';
    return all;
  };
  const auto in_a_layer = [](StepRecord& r) {
    r.activations[1]->non_finite = 1;
    r.activations[1]->mean = r.activations[1]->deviation = std::nan("");
  };
  CHECK_THAT(advised("block0.qkv.weight", in_a_layer),
             ContainsSubstring("no row of a softmax is -inf throughout"));
  CHECK_THAT(advised("dense_01.weight", in_a_layer), !ContainsSubstring("softmax"));
  CHECK_THAT(
      advised("dense_01.weight",
              [](StepRecord& r) {
                r.origin = {plumb::NonFiniteOrigin::Pass::backward, "dense_01", "SoftmaxBackward0"};
              }),
      ContainsSubstring("no row of a softmax is -inf throughout"));
  CHECK_THAT(advised("block0.qkv.weight", [](StepRecord& r) { r.activations.clear(); }),
             !ContainsSubstring("softmax"));
}

TEST_CASE("non-finite: of some steps it is told how many") {
  MadeUpRun made_up;
  run(made_up, 200, [](StepRecord& r) {
    if (r.step % 50 == 30) r.loss = std::nan("");
  });
  const auto finding = made_up.found("non-finite");
  REQUIRE(finding.has_value());
  CHECK(finding->first_step == 30);
  CHECK(finding->last_step == 180);
  CHECK(finding->reported_step == 30);
  CHECK_THAT(finding->message, ContainsSubstring("; it was so in 4 of 151 steps"));
  CHECK(finding->evidence.back() == std::pair<std::string, double>("steps", 4));
  run(made_up, 1, [](StepRecord& r) { r.loss = std::nan(""); });
  CHECK_THAT(made_up.found("non-finite")->message, ContainsSubstring("in 5 of 171 steps"));
}
