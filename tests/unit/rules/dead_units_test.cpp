#include <algorithm>
#include <optional>
#include <string>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

TEST_CASE("dead-units: a layer that is 0 cuts the network") {
  MadeUpRun made_up;
  run(made_up, 11, [](StepRecord& r) {
    learns_nothing(r);
    r.norms = {0.0, 0.0, 0.0};
    if (r.activations.empty()) return;
    r.activations[1]->zeros = 1;
  });
  const auto finding = made_up.found("dead-units");
  REQUIRE(finding.has_value());
  REQUIRE(finding->severity == Severity::error);
  REQUIRE(finding->layer == "dense_01");
  REQUIRE(finding->reported_step == 10);
}

TEST_CASE("dead-units: no learning rate has killed what was dead at the start") {
  const std::int64_t dies = GENERATE(0, 10);
  MadeUpRun made_up;
  run(made_up, 41, [&](StepRecord& r) {
    learns_nothing(r);
    if (r.step < dies) return;
    r.norms = {0.0, 0.0, 0.0};
    if (!r.activations.empty()) r.activations[1]->zeros = 1;
  });
  const auto remedies = made_up.found("dead-units")->remedies;
  CHECK(remedies.front().flag() == (dies == 0 ? "--init he-normal" : "--lr 0.01"));
  if (dies > 0) return;
  CHECK_THAT(remedies.front().text, ContainsSubstring("biases"));
  CHECK(remedies.back().flag() == "--lr 0.01");
}

TEST_CASE("dead-units: seventy percent zeros are normal, most units dead is an observation") {
  MadeUpRun made_up;
  run(made_up, 200, [](StepRecord& r) {
    if (!r.activations.empty()) r.activations[1]->zeros = 0.7;
  });
  REQUIRE_FALSE(made_up.found("dead-units"));
  run(made_up, 20, [](StepRecord& r) {
    if (!r.activations.empty()) r.activations[1]->inactive = 0.8;
  });
  REQUIRE(made_up.severity("dead-units") == Severity::info);
}

TEST_CASE("dead-units: of a layer none of whose units is left, no rest carries the signal") {
  MadeUpRun made_up;
  run(made_up, 120, [](StepRecord& r) {
    if (r.activations.empty()) return;
    r.activations[1]->inactive = 1;
    r.activations[1]->zeros = 0.99;
  });
  REQUIRE(made_up.found("dead-units"));
  CHECK_THAT(made_up.found("dead-units")->message, ContainsSubstring("a way around them"));
}

TEST_CASE("dead-units: most units dead is a warning where nothing was learnt for long") {
  MadeUpRun made_up;
  const auto half_dead = [](StepRecord& r) {
    learns_nothing(r);
    if (!r.activations.empty()) r.activations[1]->inactive = 0.6;
  };
  run(made_up, 200, half_dead);
  REQUIRE(made_up.severity("dead-units") == Severity::info);
  run(made_up, 1, half_dead);
  REQUIRE(made_up.severity("dead-units") == Severity::warning);
  REQUIRE_THAT(made_up.found("dead-units")->message,
               ContainsSubstring("nothing was learnt by the rest in 201 steps"));
  SECTION("until it has learnt after all") {
    run(made_up, 120, [](StepRecord& r) {
      r.loss = 0.4 * MadeUpRun::baseline;
      if (!r.activations.empty()) r.activations[1]->inactive = 0.7;
    });
    const auto finding = *made_up.found("dead-units");
    CHECK(finding.severity == Severity::info);
    CHECK(finding.reported_step == 200);
    CHECK(finding.last_step == 320);
    CHECK_THAT(finding.message, ContainsSubstring("70 %") && ContainsSubstring("the rest carry"));
  }
}

TEST_CASE("dead-units: one unit left is a warning until the loss has halved") {
  const auto one_left = [](StepRecord& r) {
    if (!r.activations.empty()) r.activations[1]->inactive = 7.0 / 8;
  };
  SECTION("in a network that has not learnt") {
    MadeUpRun made_up;
    run(made_up, 100, [&](StepRecord& r) {
      learns_nothing(r);
      one_left(r);
    });
    REQUIRE_FALSE(made_up.found("dead-units"));  // ten probes have to agree
    run(made_up, 1, [&](StepRecord& r) {
      learns_nothing(r);
      one_left(r);
    });
    const auto finding = made_up.found("dead-units");
    REQUIRE(finding.has_value());
    REQUIRE(finding->severity == Severity::warning);
    REQUIRE(finding->layer == "dense_01");
    REQUIRE_THAT(finding->message, ContainsSubstring("one unit of the 8"));
    run(made_up, 120, [&](StepRecord& r) {
      r.loss = 0.4 * MadeUpRun::baseline;
      one_left(r);
    });
    CHECK(made_up.severity("dead-units") == Severity::info);
  }
  SECTION("after a step that replaced the weights it is the rate that is too high") {
    MadeUpRun made_up;
    run(made_up, 101, [&](StepRecord& r) {
      learns_nothing(r);
      one_left(r);
      for (auto& probe : r.probes) probe.update = r.step == 0 ? 3 : 0.01;
    });
    const auto finding = made_up.found("dead-units").value();
    CHECK(finding.remedies.front().flag() == "--lr 0.001");  // of 30 %
    CHECK_THAT(finding.message,
               ContainsSubstring("one step had changed half of the layers by at least 30 %"));
  }
  SECTION("in one that has") {
    MadeUpRun made_up;
    run(made_up, 300, unchanged);
    run(made_up, 20, one_left);
    REQUIRE(made_up.severity("dead-units") == Severity::info);
  }
  SECTION("two left are none") {
    MadeUpRun made_up;
    run(made_up, 110, [](StepRecord& r) {
      learns_nothing(r);
      if (!r.activations.empty()) r.activations[1]->inactive = 6.0 / 8;
    });
    REQUIRE(made_up.severity("dead-units") == Severity::info);
  }
}

TEST_CASE("dead-units: outputs that a ReLU cuts off") {
  plumb::RunFacts facts;
  facts.parameters = {{"output.weight", {2, 2}, 4, {}}};
  facts.baseline_loss = 1;
  facts.loss = "cross-entropy";
  plumb::Diagnosis diagnosis(facts);
  for (int step = 0; step <= 10; ++step) {
    StepRecord record;
    record.step = step;
    record.loss = 1;
    record.norms = {1.0};
    if (step % 10 == 0) {
      record.probes = {{1, 0.001, 0.0, 0}};
      record.activations.resize(1);
      record.activations[0].emplace().zeros = 0.5;
    }
    diagnosis.observe(record, {{"prediction", plumb::ActivationKind::relu, 2}});
  }
  REQUIRE(diagnosis.findings().at(0).rule == "dead-units");
  REQUIRE(diagnosis.findings().at(0).severity == Severity::error);
}

TEST_CASE("dead-units: as few outputs that a ReLU cuts off are enough as make the loss infinite") {
  struct Case {
    std::optional<double> zeros;  // as a probe tells
    bool is_infinite, is_found;
  };
  const auto c = GENERATE(values<Case>({
      {0.02, true, true},
      {std::nullopt, true, true},
      {0, true, false},
      {0.02, false, false},
      {std::nullopt, false, false},
  }));
  plumb::RunFacts facts;
  facts.parameters = {{"output.weight", {2, 2}, 4, {}}};
  facts.loss = "cross-entropy";
  plumb::Diagnosis diagnosis(facts);
  StepRecord record;
  record.loss = c.is_infinite ? infinity : 1;
  if (c.is_infinite) record.origin = {plumb::NonFiniteOrigin::Pass::loss, "prediction", {}};
  record.norms = {1.0};
  if (c.zeros) {
    record.probes = {{1, 0.001, 0.0, 0}};
    record.activations.resize(1);
    record.activations[0].emplace().zeros = *c.zeros;
  }
  diagnosis.observe(record, {{"prediction", plumb::ActivationKind::relu, 2}});
  const auto& findings = diagnosis.findings();
  CHECK(c.is_found == std::any_of(findings.begin(), findings.end(), [](const plumb::Finding& f) {
          return f.rule == "dead-units" && f.remedies.front().flag() == "--output-activation none";
        }));
}

TEST_CASE("dead-units, saturated-units: targets that the outputs cannot reach") {
  const auto kind = GENERATE(plumb::ActivationKind::relu, plumb::ActivationKind::tanh);
  const double share = GENERATE(0.05, 0.4);
  plumb::RunFacts facts;
  facts.parameters = {{"output.weight", {2, 2}, 4, {}}};
  facts.baseline_loss = 2;
  facts.unreachable_loss = 2 * share;
  facts.loss = "mse";
  plumb::Diagnosis diagnosis(facts);
  StepRecord record;
  record.loss = 1;
  record.norms = {1.0};
  record.activations.resize(1);
  record.activations[0].emplace();
  diagnosis.observe(record, {{"prediction", kind, 2}});
  REQUIRE(diagnosis.findings().empty() == (share < 0.1));
  if (share < 0.1) return;
  const auto& finding = diagnosis.findings().at(0);
  CHECK(finding.rule == (kind == plumb::ActivationKind::relu ? "dead-units" : "saturated-units"));
  CHECK(finding.severity == Severity::warning);
  CHECK_THAT(finding.message, ContainsSubstring("40 %"));
  CHECK(finding.remedies.at(0).flag() == "--output-activation none");
}

TEST_CASE("saturated-units: values below 0 are no probabilities") {
  const auto found_with = [](const char* outputs, const char* loss = "cross-entropy") {
    plumb::RunFacts facts = MadeUpRun::facts({}, loss);
    facts.settings["output-activation"] = outputs;
    MadeUpRun made_up(facts);
    run(made_up, 1, unchanged);
    return made_up.found("saturated-units");
  };
  const auto finding = found_with("tanh");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::error);
  CHECK(finding->layer == "prediction");
  CHECK_THAT(finding->message, ContainsSubstring("the tanh behind them gives values below 0"));
  CHECK(finding->remedies.front().flag() == "--output-activation none");
  CHECK(found_with("elu", "bce"));
  CHECK_FALSE(found_with("softmax"));
  CHECK_FALSE(found_with("sigmoid"));
  CHECK_FALSE(found_with("none"));
  CHECK_FALSE(found_with("tanh", "mse"));
}

TEST_CASE("saturated-units: a warning only where nothing is learned") {
  const bool learns = GENERATE(true, false);
  MadeUpRun made_up;
  if (learns) run(made_up, 100, unchanged);
  run(made_up, 300, [&](StepRecord& r) {
    if (!learns) learns_nothing(r);
    if (!r.activations.empty()) r.activations[2]->saturated = 0.9;
  });
  REQUIRE(made_up.severity("saturated-units") == (learns ? Severity::info : Severity::warning));
}

TEST_CASE("saturated-units: what large inputs have saturated is a warning of a run that learns") {
  struct Case {
    double inputs;
    int since;
    Severity severity;
  };
  const auto c = GENERATE(
      values<Case>({{80, 0, Severity::warning}, {2, 0, Severity::info}, {80, 20, Severity::info}}));
  MadeUpRun made_up;
  run(made_up, 300, [&](StepRecord& r) {
    if (r.activations.empty()) return;
    r.activations[0]->deviation = c.inputs;
    if (r.step >= c.since) r.activations[2]->saturated = 0.9;
  });
  CAPTURE(c.inputs, c.since);
  CHECK(made_up.severity("saturated-units") == c.severity);
}

TEST_CASE("saturated-units: an output that is sure of itself is no hidden layer") {
  MadeUpRun made_up;
  made_up.set_output(plumb::ActivationKind::sigmoid);
  run(made_up, 300, [](StepRecord& r) {
    learns_nothing(r);
    if (!r.activations.empty()) r.activations[3]->saturated = 0.9;
  });
  CHECK_FALSE(made_up.found("saturated-units"));
}

TEST_CASE("saturated-units: the rate is lowered only where steps may have saturated them") {
  const int since = GENERATE(0, 10);
  MadeUpRun made_up;
  run(made_up, 50, [&](StepRecord& r) {
    if (!r.activations.empty() && r.step >= since) r.activations[2]->saturated = 0.9;
  });
  const auto finding = made_up.found("saturated-units");
  REQUIRE(finding.has_value());
  CHECK(finding->remedies.front().text ==
        (since == 0 ? "start from smaller weights" : "lower the learning rate"));
  for (const auto& remedy : finding->remedies)
    CHECK((since > 0 || remedy.text != "lower the learning rate"));
}

TEST_CASE("saturated-units: of two normalized samples only the order is left") {
  auto facts = MadeUpRun::facts();
  const std::string model = GENERATE("mlp", "lenet");
  facts.settings = {{"model", model}, {"norm", "batch"}, {"residual", "none"}, {"batch-size", "2"}};
  const auto first_step = [&] {
    MadeUpRun made_up(facts);
    run(made_up, 1, unchanged);
    return made_up.found("saturated-units");
  };
  const auto finding = first_step();
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->remedies.front().flag() == "--batch-size 128");
  CHECK(finding->remedies.back().flag() == "--norm layer");
  SECTION("of three there is more") {
    facts.settings["batch-size"] = "3";
  }
  SECTION("each channel of images has many positions") {
    facts.settings["model"] = "cnn";
  }
  SECTION("a shortcut leads around it") {
    facts.settings["residual"] = "preact";
  }
  SECTION("a sample of its own is no pair") {
    facts.settings["norm"] = "layer";
  }
  CHECK_FALSE(first_step());
}

TEST_CASE("saturated-units: of two normalized units only the order is left") {
  const auto found_of = [](const char* norm, const char* width, const char* residual = "none") {
    plumb::RunFacts facts = MadeUpRun::facts();
    facts.settings = {{"model", "mlp"}, {"norm", norm}, {"width", width}, {"residual", residual}};
    MadeUpRun made_up(facts);
    run(made_up, 1, unchanged);
    return made_up.found("saturated-units");
  };
  const auto finding = found_of("group:15", "30");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->reported_step == 0);
  CHECK_THAT(finding->message, ContainsSubstring("over 2 units makes -1 and 1"));
  CHECK(finding->remedies.front().flag() == "--norm layer");
  CHECK_FALSE(found_of("group:10", "30"));
  CHECK_FALSE(found_of("group", "30"));
  CHECK_FALSE(found_of("group:15", "30", "preact"));
}
