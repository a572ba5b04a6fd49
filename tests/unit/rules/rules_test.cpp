#include <algorithm>
#include <cmath>
#include <limits>

#include "plumb/diagnostics/error.hpp"
#include "plumb/diagnostics/rule_catalog.hpp"
#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

TEST_CASE("a healthy run has no finding at all") {
  MadeUpRun made_up;
  run(made_up, 3000, unchanged);
  REQUIRE(made_up.findings().empty());
}

TEST_CASE("every rule has a page that names it, and `explain` finds it") {
  for (const auto& info : plumb::rule_infos()) {
    INFO(info.name);
    REQUIRE_THAT(info.explanation, ContainsSubstring("# " + info.name));
    for (const char* part : {"## What it means", "## How it decides", "## What to do"})
      REQUIRE_THAT(info.explanation, ContainsSubstring(part));
    REQUIRE(plumb::find_rule(info.name).description == info.description);
  }
  REQUIRE_THROWS_WITH(plumb::find_rule("vanishing"), ContainsSubstring("vanishing-gradient"));
}

TEST_CASE("vanishing-gradient: from the layer nearest to the output, after three probes") {
  MadeUpRun made_up;
  run(made_up, 31, [](StepRecord& r) {
    learns_nothing(r);
    r.norms = {1e-8, 1e-6, 0.5};
  });
  const auto finding = made_up.found("vanishing-gradient");
  REQUIRE(finding.has_value());
  REQUIRE(finding->layer == "dense_02");
  REQUIRE(finding->first_step == 0);
  REQUIRE(finding->severity == Severity::error);
  REQUIRE(finding->reported_step == 20);
  REQUIRE_THAT(finding->message, ContainsSubstring("2 of 3 layers"));
}

TEST_CASE("vanishing-gradient: equally small everywhere counts as well") {
  MadeUpRun made_up;
  run(made_up, 31, [](StepRecord& r) {
    learns_nothing(r);
    r.norms = {1e-6, 1e-6, 1e-6};
  });
  REQUIRE(made_up.severity("vanishing-gradient") == Severity::warning);
}

TEST_CASE("vanishing-gradient: a network that has converged is not vanishing") {
  MadeUpRun made_up;
  run(made_up, 200, unchanged);
  run(made_up, 500, [](StepRecord& r) { r.norms = {1e-12, 1e-11, 1e-10}; });
  REQUIRE_FALSE(made_up.found("vanishing-gradient"));
}

TEST_CASE("vanishing-gradient: two probes are not enough, nor are frozen layers low") {
  MadeUpRun made_up;
  run(made_up, 20, [](StepRecord& r) {
    learns_nothing(r);
    r.norms = {1e-8, 1e-8, 1e-8};
  });
  run(made_up, 50, [](StepRecord& r) {
    learns_nothing(r);
    r.norms[0] = std::nullopt;
  });
  REQUIRE_FALSE(made_up.found("vanishing-gradient"));
}

TEST_CASE("vanishing-gradient: small is too small where nothing is learnt for long") {
  MadeUpRun still, learning, loud;
  const auto small = [](StepRecord& r) { r.norms = {2e-3, 0.1, 0.1}; };  // a sensitivity of 9e-3
  run(still, 350, [&](StepRecord& r) {
    learns_nothing(r);
    small(r);
  });
  run(learning, 350, small);
  run(loud, 350, [&](StepRecord& r) {
    learns_nothing(r);
    if (r.step % 30 == 0) small(r);
  });
  const auto finding = still.found("vanishing-gradient");
  REQUIRE(finding.has_value());
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->layer == "dense_01");
  CHECK(finding->first_step == 0);
  CHECK(finding->reported_step == 300);
  CHECK_THAT(finding->message, ContainsSubstring("in 301 steps nothing was learnt"));
  CHECK_FALSE(learning.found("vanishing-gradient"));
  CHECK_FALSE(loud.found("vanishing-gradient"));
}

TEST_CASE("vanishing-gradient: over time what is small is larger, and stands out sooner") {
  const std::string first = GENERATE("rnn_1.weight_recurrent", "dense_01.weight");
  MadeUpRun made_up({}, {}, first);
  run(made_up, 200, [](StepRecord& r) {
    learns_nothing(r);
    r.norms = {1e-2, 0.1, 0.1};  // a sensitivity of 4e-2
  });
  const auto finding = made_up.found("vanishing-gradient");
  REQUIRE(finding.has_value() == (first == "rnn_1.weight_recurrent"));
  if (finding) CHECK(finding->reported_step == 150);
}

TEST_CASE("exploding-gradient: beyond all it was, with the loss") {
  MadeUpRun made_up;
  run(made_up, 500, unchanged);
  const std::int64_t onset = made_up.step();
  run(made_up, 10, [](StepRecord& r) {
    r.norms = {500, 600, 700};
    r.norm = r.norm_after = 1050;
    r.loss = 50;
  });
  const auto finding = made_up.found("exploding-gradient");
  REQUIRE(finding.has_value());
  CHECK_THAT(finding->message, ContainsSubstring(" times the largest before, and the loss to "));
  REQUIRE(finding->severity == Severity::error);
  REQUIRE(finding->layer == "output");
  REQUIRE(finding->reported_step <= onset + 5);
}

TEST_CASE("exploding-gradient: neither one spike nor a larger gradient alone") {
  MadeUpRun made_up;
  run(made_up, 500, unchanged);
  run(made_up, 1, [](StepRecord& r) { r.norm = 1e6; });
  run(made_up, 200, [](StepRecord& r) { r.norm = 100; });
  REQUIRE_FALSE(made_up.found("exploding-gradient"));
}

TEST_CASE("exploding-gradient: huge from the start") {
  MadeUpRun made_up;
  run(made_up, 1, [](StepRecord& r) {
    r.norms = {1e6, 1e4, 1};
    r.loss = 100;
  });
  const auto finding = made_up.found("exploding-gradient");
  REQUIRE(finding.has_value());
  REQUIRE(finding->layer == "dense_01");
  REQUIRE(finding->reported_step == 0);
}

TEST_CASE("exploding-gradient: huge after a healthy start is a step's doing, not the weights'") {
  const double update = GENERATE(100, 0.01);
  MadeUpRun made_up;
  run(made_up, 10, [&](StepRecord& r) {
    for (auto& probe : r.probes) probe.update = update;
  });
  run(made_up, 1, [](StepRecord& r) {
    r.norms = {1e6, 1e4, 1};
    r.loss = 100;
    for (auto& probe : r.probes) probe.update = 1e5;  // by this gradient, not before it
  });
  const auto finding = made_up.found("exploding-gradient");
  REQUIRE(finding.has_value());
  CHECK(finding->severity == Severity::error);
  CHECK(finding->layer == "dense_01");
  CHECK(finding->first_step == 10);
  CHECK_THAT(finding->message, !ContainsSubstring("from the start"));
  CHECK_THAT(finding->message, ContainsSubstring("huge by step 10"));
  if (update > 1) CHECK_THAT(finding->message, ContainsSubstring("by at least 10 times their"));
  CHECK(finding->remedies.at(0).flag == (update > 1 ? "--lr 0.0001" : "--lr 0.01"));
}

TEST_CASE("exploding-gradient: one gradient of NaN in a network at rest is no explosion") {
  const bool grew = GENERATE(false, true);
  MadeUpRun made_up;
  run(made_up, 3, [&](StepRecord& r) {
    if (grew && r.step == 2) r.norm = 1e3;
  });
  run(made_up, 1, [](StepRecord& r) { r.norm = std::nan(""); });
  run(made_up, 5, [](StepRecord& r) { r.norm = r.loss = std::nan(""); });
  CHECK(made_up.found("exploding-gradient").has_value() == grew);
  CHECK(made_up.severity("non-finite") == Severity::error);
}

TEST_CASE("exploding-gradient: a normalized network without shortcuts is advised to take some") {
  const auto first_advice = [](const char* norm, const char* residual) {
    plumb::RunFacts facts = MadeUpRun::facts();
    facts.settings = {{"norm", norm}, {"residual", residual}};
    MadeUpRun made_up(facts);
    run(made_up, 1, [](StepRecord& r) {
      r.norms = {1e6, 1e4, 1};
      r.loss = 100;
    });
    return made_up.found("exploding-gradient")->remedies.at(0).flag;
  };
  CHECK(first_advice("batch", "none") == "--residual preact");
  CHECK(first_advice("none", "none") == "--init he-normal");
  CHECK(first_advice("batch", "plain") == "--init he-normal");
}

TEST_CASE("divergence: a momentum above the customary one is advised against") {
  const auto advice = [](const char* momentum) {
    plumb::RunFacts facts = MadeUpRun::facts();
    facts.settings = {{"momentum", momentum}};
    MadeUpRun made_up(facts);
    run(made_up, 50, unchanged);
    run(made_up, 50, [](StepRecord& r) { r.loss = 50; });
    return made_up.found("divergence")->remedies.at(1).flag;
  };
  CHECK(advice("0.99") == "--momentum 0.9");
  CHECK(advice("0.9") == "--clip norm:1");
}

TEST_CASE("exploding-gradient: inf within the first steps, unless the batch had it") {
  const bool in_the_batch = GENERATE(true, false);
  MadeUpRun made_up;
  run(made_up, 2, unchanged);
  run(made_up, 5, [&](StepRecord& r) {
    r.loss = infinity;
    r.norm = infinity;
    if (in_the_batch) r.origin = {plumb::NonFiniteOrigin::Pass::input, "input", ""};
  });
  REQUIRE(made_up.found("exploding-gradient").has_value() == !in_the_batch);
  REQUIRE(made_up.severity("non-finite") == Severity::error);
}

TEST_CASE("exploding-gradient: a gradient that grew before it overflowed") {
  MadeUpRun made_up;
  run(made_up, 100, unchanged);
  run(made_up, 1, [](StepRecord& r) { r.norm = 1e20; });
  run(made_up, 1, [](StepRecord& r) { r.loss = std::nan(""); });
  REQUIRE(made_up.found("exploding-gradient")->reported_step == 101);
}

TEST_CASE("gradient-spike: an observation where the loss does not care, a warning where it does") {
  MadeUpRun made_up;
  run(made_up, 300, unchanged);
  run(made_up, 1, [](StepRecord& r) { r.norm = 30; });
  REQUIRE(made_up.severity("gradient-spike") == Severity::info);
  run(made_up, 300, unchanged);
  run(made_up, 1, [](StepRecord& r) { r.norm = 3000; });
  run(made_up, 40, [](StepRecord& r) { r.loss = 20; });
  REQUIRE(made_up.severity("gradient-spike") == Severity::info);  // it may come back
  run(made_up, 20, [](StepRecord& r) { r.loss = 20; });
  REQUIRE(made_up.severity("gradient-spike") == Severity::warning);
}

TEST_CASE("gradient-spike: an overflow is non-finite's, and no spike of inf") {
  MadeUpRun made_up;
  run(made_up, 300, unchanged);
  run(made_up, 1, [](StepRecord& r) {
    r.norm = infinity;
    r.norms[0] = infinity;
    r.skipped = true;
  });
  CHECK_FALSE(made_up.found("gradient-spike"));
  CHECK(made_up.severity("non-finite") == Severity::info);
}

TEST_CASE("gradient-spike: spikes in a loss that has risen do not make that the usual one") {
  MadeUpRun made_up;
  run(made_up, 300, unchanged);
  run(made_up, 70, [](StepRecord& r) {
    r.loss = 20;
    if (r.step % 10 == 0) r.norm = std::pow(10.0, static_cast<double>(r.step) / 100);
  });
  REQUIRE(made_up.severity("gradient-spike") == Severity::warning);
}

TEST_CASE("gradient-spike: a loss that batches alone take as high is not one that it raised") {
  MadeUpRun made_up;
  const auto single_samples = [](StepRecord& r) { r.loss = r.step % 20 == 0 ? 9 : 0.5; };
  run(made_up, 300, single_samples);
  run(made_up, 1, [](StepRecord& r) { r.norm = 3000; });
  run(made_up, 60, [](StepRecord& r) { r.loss = 8; });
  REQUIRE(made_up.severity("gradient-spike") == Severity::info);
}

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
  CHECK(first_remedy(Pass::forward, 0.01).flag == "--lr 0.01");  // of 0.1
  CHECK(first_remedy(Pass::forward, 1e5).flag == "--lr 1e-07");  // a step made 10^4 of the weights
  CHECK(first_remedy(Pass::forward, infinity).flag == "--lr 0.01");
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
  CHECK(first_remedy("SqrtBackward0").flag.empty());
  CHECK(first_remedy("AddmmBackward0").flag == "--lr 0.01");  // products overflow
  CHECK(first_remedy("").flag == "--lr 0.01");
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

TEST_CASE("exploding-gradient: an overflow after a huge step is the step's, not the weights'") {
  const auto found = [](double update) {
    MadeUpRun made_up;
    run(made_up, 1, [&](StepRecord& r) {
      for (auto& probe : r.probes) probe.update = update;
    });
    run(made_up, 1, [](StepRecord& r) {
      r.loss = infinity;
      r.norm = infinity;
    });
    return *made_up.found("exploding-gradient");
  };
  CHECK_THAT(found(1e5).message, ContainsSubstring("by at least 10000 times their weights"));
  CHECK(found(1e5).remedies.front().flag == "--lr 1e-07");
  CHECK_THAT(found(0.01).message, ContainsSubstring("with these weights"));
}

TEST_CASE("weights of zeros want to be drawn at random, whatever they are found by") {
  MadeUpRun made_up;
  run(made_up, 41, [](StepRecord& r) {
    learns_nothing(r);
    r.norms = {0.0, 0.0, 0.0};
    for (auto& probe : r.probes) probe.weight = 0;
    if (r.activations.empty()) return;
    r.activations[1]->zeros = 1;
    collapse(r, 1, 0);
  });
  for (const char* rule :
       {"poor-initialization", "dead-units", "vanishing-gradient", "loss-plateau"}) {
    INFO(rule);
    REQUIRE(made_up.found(rule).has_value());
    CHECK(made_up.found(rule)->remedies.size() == 1);
    CHECK(made_up.found(rule)->remedies.front().text == "draw the weights at random");
  }
}

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
  CHECK(remedies.front().flag == (dies == 0 ? "--init he-normal" : "--lr 0.01"));
  if (dies > 0) return;
  CHECK_THAT(remedies.front().text, ContainsSubstring("biases"));
  CHECK(remedies.back().flag == "--lr 0.01");
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
}

TEST_CASE("vanishing-gradient: exactly 0 behind a dead layer, too") {
  MadeUpRun made_up;
  run(made_up, 31, [](StepRecord& r) {
    learns_nothing(r);
    r.norms = {0.0, 0.0, 0.5};
    if (!r.activations.empty()) r.activations[1]->zeros = 1;
  });
  REQUIRE(made_up.severity("dead-units") == Severity::error);
  const auto finding = made_up.found("vanishing-gradient");
  REQUIRE(finding.has_value());
  REQUIRE(finding->severity == Severity::error);
  // Layers of 8 hardly lose all their units by chance.
  REQUIRE_THAT(finding->remedies.at(0).flag, ContainsSubstring("--activation leaky-relu"));
}

TEST_CASE("a network whose taps are ReLUs is not advised to take ReLU") {
  // A library's loop: its facts do not name the activation. Wide layers: none is born dead.
  plumb::RunFacts facts = MadeUpRun::facts();
  for (auto& parameter : facts.parameters) parameter.shape = {64, 64};
  const auto advised_relu = [&](plumb::ActivationKind kind) {
    MadeUpRun made_up(facts);
    made_up.set_hidden(kind);
    run(made_up, 400, [](StepRecord& r) {
      learns_nothing(r);
      r.norms = {0.0, 0.0, 0.5};
      if (!r.activations.empty()) r.activations[1]->zeros = 1;
      for (auto& probe : r.probes) probe.update = 0.3;
    });
    CHECK(made_up.found("vanishing-gradient").has_value());
    CHECK(made_up.found("loss-plateau").has_value());
    for (const auto& finding : made_up.findings()) {
      for (const auto& remedy : finding.remedies)
        if (remedy.flag == "--activation relu --init he-normal") return true;
    }
    return false;
  };
  CHECK(advised_relu(plumb::ActivationKind::other));
  CHECK(advised_relu(plumb::ActivationKind::sigmoid));
  CHECK_FALSE(advised_relu(plumb::ActivationKind::relu));
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
  CHECK(finding.remedies.at(0).flag == "--output-activation none");
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

TEST_CASE("samples that an activation behind the outputs makes alike are not the network's fault") {
  plumb::Diagnosis diagnosis(MadeUpRun::facts());
  const std::vector<plumb::TapInfo> taps{{"output", plumb::ActivationKind::other, 1},
                                         {"prediction", plumb::ActivationKind::other, 1}};
  for (int i = 0; i <= 40; ++i) {
    StepRecord record = MadeUpRun().healthy();
    record.step = i;
    record.loss = 8;
    record.norms = {0.0, 0.0, 0.0};
    if (i % 10 == 0) {
      record.activations.assign(2, plumb::ActivationProbe());
      record.activations[0]->spread = 0.9;
      record.activations[1]->spread = 0;
    } else {
      record.probes.clear();
      record.activations.clear();
    }
    diagnosis.observe(record, taps);
  }
  std::size_t told = 0;
  for (const auto& finding : diagnosis.findings()) {
    if (finding.severity == Severity::info) continue;
    INFO(finding.rule);
    ++told;
    REQUIRE(finding.remedies.size() == 1);
    CHECK(finding.remedies.front().flag == "--output-activation none");
    if (finding.rule == "loss-plateau")
      CHECK_THAT(finding.message, ContainsSubstring("at 8, above 2.3, that of a constant"));
  }
  CHECK(told == 3);  // poor-initialization, vanishing-gradient, loss-plateau
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

TEST_CASE("a run that ends before the network has learnt does not end without a word") {
  MadeUpRun made_up;
  const auto falls_to = [](double share) {  // in 300 steps
    return [share](StepRecord& r) {
      r.loss = MadeUpRun::baseline * (1 - (1 - share) * static_cast<double>(r.step) / 300);
    };
  };
  SECTION("at chance") {
    run(made_up, 300, falls_to(1));
    REQUIRE_FALSE(made_up.found("loss-plateau"));
    made_up.finish();
    REQUIRE(made_up.severity("loss-plateau") == Severity::warning);
    CHECK(made_up.found("loss-plateau")->reported_step == 299);
    CHECK_THAT(made_up.found("loss-plateau")->message, ContainsSubstring("after 300 steps"));
    CHECK_FALSE(made_up.found("slow-convergence"));
  }
  SECTION("on its way") {
    run(made_up, 300, falls_to(0.9));
    REQUIRE_FALSE(made_up.found("slow-convergence"));
    made_up.finish();
    REQUIRE(made_up.severity("slow-convergence") == Severity::warning);
    CHECK_THAT(made_up.found("slow-convergence")->message, ContainsSubstring("still falling"));
    CHECK_FALSE(made_up.found("loss-plateau"));
  }
  SECTION("unless it has got somewhere") {
    run(made_up, 300, falls_to(0.7));
    made_up.finish();
    CHECK_FALSE(made_up.found("slow-convergence"));
    CHECK_FALSE(made_up.found("loss-plateau"));
  }
  SECTION("nor where it stands: there may be no more to learn") {
    run(made_up, 300, [](StepRecord& r) {
      r.loss = MadeUpRun::baseline * (0.9 + 0.01 * std::sin(static_cast<double>(r.step)));
    });
    made_up.finish();
    CHECK_FALSE(made_up.found("slow-convergence"));
    CHECK_FALSE(made_up.found("loss-plateau"));
  }
  SECTION("but where next to nothing was learnt it is said") {
    run(made_up, 300, [](StepRecord& r) {
      r.loss = MadeUpRun::baseline * (0.97 + 0.01 * std::sin(static_cast<double>(r.step)));
    });
    REQUIRE_FALSE(made_up.found("loss-plateau"));
    made_up.finish();
    REQUIRE(made_up.severity("loss-plateau") == Severity::warning);
    CHECK_THAT(made_up.found("loss-plateau")->message, ContainsSubstring("if there is more"));
    CHECK_FALSE(made_up.found("slow-convergence"));
  }
  SECTION("nor after a few steps") {
    run(made_up, 25, falls_to(1));
    made_up.finish();
    CHECK_FALSE(made_up.found("loss-plateau"));
  }
  SECTION("nor where the reason is known") {
    run(made_up, 300, [&](StepRecord& r) {
      r.loss = MadeUpRun::baseline * (r.step > 20 && r.step < 60 ? 12 : 1);
    });
    REQUIRE(made_up.severity("divergence") == Severity::error);
    made_up.finish();
    CHECK_FALSE(made_up.found("loss-plateau"));
  }
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

TEST_CASE("a loss that may be negative is judged by differences, and by none that need a scale") {
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.baseline_loss = std::nullopt;
  MadeUpRun made_up(facts);
  const auto noise = [](std::int64_t step) {  // in [-1, 1]
    return static_cast<double>((step * 7919 + step * step % 613 * 104729) % 1000) / 500 - 1;
  };
  SECTION("a likelihood that begins below 0 and grows") {
    run(made_up, 600, [&](StepRecord& r) {
      r.loss =
          -0.94 - 0.75 * (1 - std::exp(-static_cast<double>(r.step) / 200)) + 0.05 * noise(r.step);
    });
    CHECK(made_up.findings().empty());
  }
  SECTION("one that begins above 0") {
    run(made_up, 600, [&](StepRecord& r) {
      r.loss = 3 - static_cast<double>(r.step) / 100 + 0.1 * noise(r.step);
    });
    CHECK(made_up.findings().empty());
  }
  SECTION("a loss around 0, as a policy's is") {
    run(made_up, 2500, [&](StepRecord& r) { r.loss = 0.02 * noise(r.step); });
    CHECK(made_up.findings().empty());
  }
  SECTION("a critic's, which falls far and comes back") {
    run(made_up, 1000, [&](StepRecord& r) {
      const auto step = static_cast<double>(r.step);
      r.loss = -10 * step / 100 * std::exp(1 - step / 100) + 0.02 * noise(r.step);
    });
    CHECK(made_up.findings().empty());
  }
  SECTION("a generator's, which drifts up from 0") {
    run(made_up, 1000, [&](StepRecord& r) {
      r.loss = -0.01 + 0.05 * static_cast<double>(r.step) + 0.005 * noise(r.step);
    });
    CHECK(made_up.findings().empty());
  }
  SECTION("rewards that come late, and a term that is weighed from 0 on") {
    run(made_up, 1000, [&](StepRecord& r) {
      r.loss = r.step < 100 ? 0 : 0.3 * std::min<double>(1, r.step / 300.0) + 0.1 * noise(r.step);
    });
    CHECK(made_up.findings().empty());
  }
  SECTION("one that rises far beyond all it was") {
    const double high = GENERATE(57, 1e6);
    run(made_up, 200, [&](StepRecord& r) { r.loss = -1.1 + 0.05 * noise(r.step); });
    run(made_up, 16, [&](StepRecord& r) { r.loss = high + noise(r.step); });
    const auto finding = made_up.found("divergence");
    REQUIRE(finding.has_value());
    CHECK(finding->severity == Severity::error);
    CHECK(finding->first_step >= 198);
    CHECK(finding->reported_step == (high < 100 ? 211 : 202));
    CHECK_THAT(finding->message, ContainsSubstring("the loss rose from -1.1 to " +
                                                   std::string(high < 100 ? "57" : "1e+06") + ":"));
  }
  SECTION("spikes that do not show in it are observations") {
    run(made_up, 400, [&](StepRecord& r) {
      r.loss = -1.1 + 0.05 * noise(r.step);
      if (r.step == 200) r.norm = 3000;
    });
    CHECK(made_up.severity("gradient-spike") == Severity::info);
    CHECK(made_up.findings().size() == 1);
  }
  SECTION("a gradient that grows without it explodes nothing, with it it does") {
    const bool with_it = GENERATE(false, true);
    run(made_up, 200, [&](StepRecord& r) { r.loss = -1.1 + 0.05 * noise(r.step); });
    run(made_up, 8, [&](StepRecord& r) {
      r.loss = (with_it ? 40 : -1.1) + 0.05 * noise(r.step);
      r.norm = 1e4;
    });
    CHECK(made_up.found("exploding-gradient").has_value() == with_it);
  }
  SECTION("a large step without consequence does no harm") {
    run(made_up, 400, [&](StepRecord& r) {
      r.loss = -1.1 + 0.05 * noise(r.step);
      if (r.step < 100)
        for (auto& probe : r.probes) probe.update = 5;
    });
    CHECK(made_up.findings().empty());
  }
  SECTION("large inputs show in no ratio either") {
    run(made_up, 300, [&](StepRecord& r) {
      r.loss = -1.1 + 0.3 * noise(r.step);
      if (!r.activations.empty()) r.activations[0]->deviation = 80;
    });
    CHECK(made_up.severity("input-scale") == Severity::info);
  }
}

TEST_CASE("clipping-always: of a negative loss too") {
  plumb::RunFacts facts = MadeUpRun::facts(plumb::Clip::norm(0.1));
  facts.baseline_loss = std::nullopt;
  MadeUpRun made_up(facts);
  run(made_up, 300, [](StepRecord& r) {
    r.loss = -1 - 1e-3 * static_cast<double>(r.step);
    r.clipped = true;
  });
  REQUIRE(made_up.severity("clipping-always") == Severity::info);
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

TEST_CASE("a run that clips as hard already is not told to clip") {
  const auto advised = [](const plumb::Clip& clip) {
    MadeUpRun made_up(clip);
    run(made_up, 1, unchanged);
    run(made_up, 40, [](StepRecord& r) {
      learns_nothing(r);
      for (auto& probe : r.probes) probe.update = 5;
    });
    const auto remedies = made_up.found("update-ratio")->remedies;
    return std::any_of(remedies.begin(), remedies.end(),
                       [](const plumb::Remedy& r) { return r.flag == "--clip norm:1"; });
  };
  CHECK(advised(plumb::Clip::none()));
  CHECK(advised(plumb::Clip::norm(100)));
  CHECK(advised(plumb::Clip::value(0.1)));
  CHECK_FALSE(advised(plumb::Clip::norm(1)));
  CHECK_FALSE(advised(plumb::Clip::tensor(0.5)));
}

TEST_CASE("weight-decay: the weights wither, and as little is learnt as they can hold") {
  auto facts = MadeUpRun::facts();
  facts.weight_decay = 0.1;
  double weight = 1, gradient = 0.2, learnt = 0.3;
  const auto found_of = [&](const plumb::RunFacts& of) {
    MadeUpRun made_up(of);
    run(made_up, 200, [&](StepRecord& r) {
      const double way = std::min(1.0, static_cast<double>(r.step) / 50);
      r.loss = MadeUpRun::baseline * (1 - learnt * way);
      r.norms = {gradient, gradient, gradient};
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
    CHECK(finding->remedies.front().flag == "--weight-decay 0.001");
    CHECK_THAT(finding->message, ContainsSubstring("to 10 % of their first weights"));
  }
  SECTION("without a decay something else is wrong") {
    facts.weight_decay = 0;
    CHECK_FALSE(found_of(facts));
  }
  SECTION("small weights that learn are well") {
    learnt = 0.6;
    CHECK_FALSE(found_of(facts));
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
    MadeUpRun made_up(facts);
    run(made_up, 200, [&](StepRecord& r) {
      r.loss = MadeUpRun::baseline * 0.7;
      const double norm = r.step % 40 == 0 ? 2 : 0.2;
      r.norms = {norm, norm, norm};
      for (auto& probe : r.probes) probe.weight = r.step < 50 ? 10 : 1;
    });
    CHECK(made_up.found("weight-decay"));
  }
  SECTION("after as many probes as are asked for") {
    plumb::Thresholds patient;
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
  }
}

TEST_CASE("update-ratio: large steps that bring outputs near 0 to the targets' size do no harm") {
  MadeUpRun made_up;
  run(made_up, 200, [](StepRecord& r) {
    const double way = std::min(1.0, static_cast<double>(r.step) / 90);
    r.loss = MadeUpRun::baseline * (1 + 20 * (1 - way));
    for (auto& probe : r.probes) probe.update = way < 1 ? 1.2 : 0.05;
  });
  REQUIRE_FALSE(made_up.found("update-ratio"));
}

TEST_CASE("update-ratio: what is learnt in three steps is learnt, though no baseline is known") {
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.baseline_loss = std::nullopt;
  MadeUpRun made_up(facts);
  run(made_up, 60, [](StepRecord& r) {
    r.loss = std::max(0.006, 0.57 * std::pow(0.2, static_cast<double>(r.step)));
    r.probes.assign(3, {10, 0.4, 0.0, 0});
  });
  CHECK_FALSE(made_up.found("update-ratio"));
}

TEST_CASE("update-ratio: too much in a step, or next to nothing") {
  MadeUpRun made_up;
  SECTION("too much, and nothing is learned in the thirty steps after it") {
    run(made_up, 1, unchanged);
    run(made_up, 50, [](StepRecord& r) {
      learns_nothing(r);
      for (auto& probe : r.probes) probe.update = 5;
    });
    REQUIRE(made_up.found("update-ratio")->first_step == 10);
    REQUIRE(made_up.found("update-ratio")->reported_step == 40);
  }
  SECTION("too much, and the loss jumps: at once") {
    run(made_up, 1, [](StepRecord& r) {
      for (auto& probe : r.probes) probe.update = 5;
    });
    run(made_up, 10, [](StepRecord& r) { r.loss = 4 * MadeUpRun::baseline; });
    REQUIRE(made_up.found("update-ratio")->reported_step == 5);
    REQUIRE_THAT(made_up.found("update-ratio")->message, ContainsSubstring("the loss jumps"));
  }
  SECTION("too much, but the loss is on its way down to the baseline and below") {
    run(made_up, 100, [](StepRecord& r) {
      r.loss = 3 * MadeUpRun::baseline * std::exp(-static_cast<double>(r.step) / 30);
      for (auto& probe : r.probes) probe.update = 5;
    });
    REQUIRE_FALSE(made_up.found("update-ratio"));
  }
  SECTION("too much, in a network that learns, and a layer dies of it") {
    const bool from_the_start = GENERATE(false, true);
    const auto dies_at = [](std::int64_t from) {
      return [from](StepRecord& r) {
        for (auto& probe : r.probes) probe.update = 5;
        if (r.step >= from && !r.activations.empty()) r.activations[1]->zeros = 1;
      };
    };
    run(made_up, 90, dies_at(from_the_start ? 0 : 100));
    REQUIRE_FALSE(made_up.found("update-ratio"));
    run(made_up, 60, dies_at(from_the_start ? 0 : 100));
    REQUIRE(made_up.found("update-ratio").has_value() == !from_the_start);
    if (from_the_start) return;
    CHECK(made_up.found("update-ratio")->reported_step == 120);
    CHECK_THAT(made_up.found("update-ratio")->message, ContainsSubstring("dense_01 dies"));
  }
  SECTION("raised, for ten probes") {
    run(made_up, 101, [](StepRecord& r) {
      learns_nothing(r);
      for (auto& probe : r.probes) probe.update = 0.3;
    });
    REQUIRE(made_up.found("update-ratio")->reported_step == 90);
  }
  SECTION("a large first step counts if nothing is learned in the hundred after it") {
    const std::int64_t learns_from = GENERATE(90, 200);
    run(made_up, 1, [](StepRecord& r) {
      for (auto& probe : r.probes) probe.update = 5;
    });
    run(made_up, 120, [&](StepRecord& r) {
      learns_nothing(r);
      r.loss *= r.step >= learns_from ? 0.5 : 1.1;
    });
    REQUIRE(made_up.found("update-ratio").has_value() == (learns_from > 100));
    if (learns_from > 100) REQUIRE(made_up.found("update-ratio")->reported_step == 100);
  }
  SECTION("not where the steps have been usual since, and the loss is no higher") {
    const double later = GENERATE(0.99, 1.5);
    run(made_up, 1, [](StepRecord& r) {
      for (auto& probe : r.probes) probe.update = 5;
    });
    run(made_up, 120, [&](StepRecord& r) { r.loss = later * MadeUpRun::baseline; });
    CHECK(made_up.found("update-ratio").has_value() == (later > 1));
  }
  SECTION("nor where the first batch's loss was small by chance") {
    const double later = GENERATE(2.0, 3.5);  // times the baseline
    run(made_up, 1, [](StepRecord& r) {
      r.loss = 0.1 * MadeUpRun::baseline;
      for (auto& probe : r.probes) probe.update = 5;
    });
    run(made_up, 20, [&](StepRecord& r) { r.loss = later * MadeUpRun::baseline; });
    CHECK(made_up.found("update-ratio").has_value() == (later > 3));
  }
  SECTION("too little") {
    run(made_up, 31, [](StepRecord& r) {
      learns_nothing(r);
      for (auto& probe : r.probes) probe.update = 1e-6;
    });
    REQUIRE_THAT(made_up.found("update-ratio")->remedies.at(0).flag, ContainsSubstring("--lr 10"));
  }
  SECTION("too little for half of the layers, for ten probes") {
    const auto few_move = [](StepRecord& r) {
      learns_nothing(r);
      if (r.probes.empty()) return;
      for (auto& probe : r.probes) probe.update = 2e-4;  // of weights of 10
      r.probes.back().update = 0.02;
    };
    run(made_up, 90, few_move);
    REQUIRE_FALSE(made_up.found("update-ratio"));
    run(made_up, 1, few_move);
    REQUIRE_THAT(made_up.found("update-ratio")->message, ContainsSubstring("half of the layers"));
  }
  SECTION("little since the start, where a tenth to a half is learned") {
    const double update = GENERATE(5e-4, 1.3e-3, 2e-3);  // of weights of 10
    const double learnt = GENERATE(0.05, 0.3, 0.8);
    INFO(update << ", learnt " << learnt);
    run(made_up, 300, [&](StepRecord& r) {
      if (r.step > 0) r.loss = MadeUpRun::baseline * (1 - learnt);
      for (auto& probe : r.probes) probe.update = update;
    });
    const auto found = made_up.found("update-ratio");
    if (learnt < 0.1) {
      CHECK(found.has_value() == (update < 1e-3));  // nothing is learned: by then said for that
    } else {
      REQUIRE(found.has_value() == (update < 1.5e-3 && learnt < 0.5));
      if (found) CHECK(found->reported_step == 190);
      if (found) CHECK_THAT(found->message, ContainsSubstring("falls slowly"));
    }
  }
  SECTION("little, in a warm-up that asks for it") {
    run(made_up, 31, [](StepRecord& r) {
      learns_nothing(r);
      r.learning_rate = 1e-5;  // MadeUpRun's is 0.1
      for (auto& probe : r.probes) probe.update = 1e-6;
    });
    REQUIRE_FALSE(made_up.found("update-ratio"));
  }
}

TEST_CASE("update-ratio: gradients arrive, and no parameter ever changes") {
  const auto forgotten = [](StepRecord& r) {
    learns_nothing(r);
    for (auto& probe : r.probes) probe.update = 0;
  };
  MadeUpRun made_up;
  SECTION("a step that is not called, or of an optimizer of another network") {
    run(made_up, 40, forgotten);
    REQUIRE_FALSE(made_up.found("update-ratio"));
    run(made_up, 1, forgotten);
    const auto finding = made_up.found("update-ratio");
    REQUIRE(finding.has_value());
    CHECK(finding->severity == Severity::warning);
    CHECK(finding->first_step == 0);
    CHECK_THAT(finding->message, ContainsSubstring("does the optimizer hold these parameters"));
  }
  SECTION("of a loss without a scale, too") {
    run(made_up, 60, [&](StepRecord& r) {
      forgotten(r);
      r.loss = -0.1;
    });
    CHECK(made_up.found("update-ratio"));
  }
  SECTION("not where the updates were left out, or the rate was 0") {
    const bool skipped = GENERATE(false, true);
    run(made_up, 200, [&](StepRecord& r) {
      forgotten(r);
      r.skipped = skipped;
      if (!skipped) r.learning_rate = 0;
    });
    CHECK_FALSE(made_up.found("update-ratio"));
  }
  SECTION("nor where they come at other steps than the probes'") {
    run(made_up, 200, [&](StepRecord& r) {
      forgotten(r);
      for (auto& probe : r.probes) probe.weight = 10 + 1e-3 * static_cast<double>(r.step);
    });
    CHECK_FALSE(made_up.found("update-ratio"));
  }
  SECTION("nor where it stops to move, or begins late") {
    const std::int64_t moves = GENERATE(0, 30);
    run(made_up, 300, [&](StepRecord& r) {
      forgotten(r);
      if (r.step == moves) r.probes[2].update = 1e-7;
    });
    CHECK_FALSE(made_up.found("update-ratio"));
  }
  SECTION("nor where no gradient is left, arrives, or is finite") {
    const double norm = GENERATE(0.0, 1e-12, infinity);
    run(made_up, 200, [&](StepRecord& r) {
      forgotten(r);
      r.norms = {norm, norm, std::nullopt};
      r.norm = norm;
    });
    CHECK_FALSE(made_up.found("update-ratio"));
  }
  SECTION("nor where clipping leaves nothing of it") {
    run(made_up, 200, [&](StepRecord& r) {
      forgotten(r);
      r.clipped = true;
      r.norms_after = {0.0, 0.0, 0.0};
    });
    CHECK_FALSE(made_up.found("update-ratio"));
  }
  SECTION("nor where a float cannot hold so small a step") {
    plumb::RunFacts facts = MadeUpRun::facts();
    facts.learning_rate = 1e-9;
    MadeUpRun tiny(facts);
    run(tiny, 200, forgotten);
    CHECK_FALSE(tiny.found("update-ratio"));
  }
  SECTION("nor where the record does not tell") {
    run(made_up, 200, [&](StepRecord& r) {
      forgotten(r);
      for (auto& probe : r.probes) probe.weight = 0;
    });
    CHECK_FALSE(made_up.found("update-ratio"));
  }
  SECTION("probed at every step, it is no sooner") {
    run(made_up, 41, [&](StepRecord& r) {
      r.probes.assign(3, {10, 0, 0.0, 0});
      forgotten(r);
      if (r.step == 40) REQUIRE_FALSE(made_up.found("update-ratio"));
    });
    CHECK(made_up.found("update-ratio"));
  }
}

TEST_CASE("update-ratio: no gradient ever arrives anywhere") {
  MadeUpRun made_up;
  const auto without = [](StepRecord& r) {
    learns_nothing(r);
    r.norms.assign(3, std::nullopt);
    r.norm = 0;
    for (auto& probe : r.probes) probe.update = 0;
  };
  SECTION("a backward that is not called") {
    run(made_up, 49, without);
    REQUIRE_FALSE(made_up.found("update-ratio"));
    run(made_up, 1, without);
    REQUIRE(made_up.severity("update-ratio") == Severity::warning);
    CHECK_THAT(made_up.found("update-ratio")->message, ContainsSubstring("is backward() called"));
  }
  SECTION("one step's gradient is enough") {
    run(made_up, 1, unchanged);
    run(made_up, 300, without);
    CHECK_FALSE(made_up.found("update-ratio"));
  }
}

TEST_CASE("poor-initialization: at step 0, from what the first probe shows") {
  MadeUpRun made_up;
  SECTION("weights of zeros") {
    run(made_up, 1, [](StepRecord& r) {
      for (auto& probe : r.probes) probe.weight = 0;
      r.norms = {0.0, 0.0, 0.0};
    });
    REQUIRE(made_up.severity("poor-initialization") == Severity::error);
  }
  SECTION("weights of zeros in the first layer, which has none before it") {
    run(made_up, 1, [](StepRecord& r) {
      r.probes[0].weight = 0;
      r.norms[0] = 0;
    });
    const auto finding = made_up.found("poor-initialization");
    REQUIRE(finding.has_value());
    CHECK(finding->severity == Severity::error);
    CHECK_THAT(finding->message, !ContainsSubstring("before it"));
    CHECK_THAT(finding->message, ContainsSubstring("no gradient reaches them"));
  }
  SECTION("units that are all alike, unless the layer after them tells them apart") {
    for (const bool next_too : {true, false}) {
      MadeUpRun fresh;
      run(fresh, 1, [&](StepRecord& r) {
        r.probes[1].constant = true;
        r.probes[2].constant = next_too;
      });
      INFO(next_too);
      REQUIRE(fresh.found("poor-initialization").has_value() == next_too);
      if (!next_too) continue;
      CHECK(fresh.found("poor-initialization")->layer == "dense_02");
      CHECK(fresh.severity("poor-initialization") == Severity::warning);
    }
  }
  SECTION("branches of zeros before a last layer of zeros are judged once that one has moved") {
    const auto zeros = [](StepRecord& r) {
      if (r.probes.empty()) return;
      r.probes[1].weight = 0;
      r.probes[2].weight = r.step == 0 ? 0 : 0.1;
      if (r.step == 0) r.norms = {0.0, 0.0, 0.5};
    };
    SECTION("and have moved too") {
      run(made_up, 20, [&](StepRecord& r) {
        zeros(r);
        if (r.step > 0 && !r.probes.empty()) r.probes[1].weight = 0.01;
      });
      REQUIRE_FALSE(made_up.found("poor-initialization"));
      REQUIRE_FALSE(made_up.found("update-ratio"));
    }
    SECTION("and have not") {
      run(made_up, 20, zeros);
      REQUIRE(made_up.found("poor-initialization")->layer == "dense_02");
      REQUIRE(made_up.found("poor-initialization")->first_step == 0);
    }
  }
  SECTION("a last layer of zeros is none") {
    run(made_up, 1, [](StepRecord& r) {
      r.probes[2].weight = 0;
      r.norms = {0.0, 0.0, 0.5};
      r.activations.back()->spread = 0;
    });
    REQUIRE_FALSE(made_up.found("poor-initialization"));
  }
  SECTION("samples that look alike") {
    run(made_up, 1, [](StepRecord& r) { collapse(r, 2, 1e-6); });
    REQUIRE(made_up.found("poor-initialization")->layer == "dense_02");
  }
  SECTION("samples that differ again behind a branch that is shut") {
    run(made_up, 1,
        [](StepRecord& r) { r.activations[2]->spread = r.activations[2]->deviation = 0; });
    REQUIRE_FALSE(made_up.found("poor-initialization"));
  }
  SECTION("samples that look alike behind such a branch") {
    run(made_up, 1, [](StepRecord& r) {
      r.activations[1]->spread = 0;
      r.activations[2]->spread = 0.9;
      r.activations[3]->spread = 1e-6;
    });
    REQUIRE(made_up.found("poor-initialization")->layer == "output");
  }
  SECTION("samples that differ by a little more in the outputs look alike still") {
    run(made_up, 1, [](StepRecord& r) {
      collapse(r, 1, 5e-4);
      r.activations[3]->spread = 5e-3;
    });
    REQUIRE(made_up.found("poor-initialization")->layer == "dense_01");
  }
  SECTION("a signal that is lost") {
    run(made_up, 1, [](StepRecord& r) { r.activations[2]->deviation = 1e-6; });
    REQUIRE_THAT(made_up.found("poor-initialization")->message, ContainsSubstring("shrinks"));
  }
  SECTION("weights, not inputs, that saturate a layer from the start") {
    for (const double weight : {5.0, 10.0}) {  // of 8 units: 1.8 and 3.5 for inputs of size 1
      MadeUpRun fresh;
      run(fresh, 1, [&](StepRecord& r) {
        r.probes[1].weight = weight;
        r.activations[2]->saturated = 0.6;
      });
      INFO(weight);
      CHECK(fresh.found("poor-initialization").has_value() == (weight > 6));
    }
  }
  SECTION("a hundredth of a signal is too little, a hundredfold is not too much") {
    const double first = std::sqrt(2);  // mean and deviation 1
    for (const double decades : {-2.1, -1.9, 3.9}) {
      MadeUpRun fresh;
      run(fresh, 1, [&](StepRecord& r) {
        r.activations[1]->mean = 1;
        r.activations[2]->deviation = first * std::pow(10, decades);
      });
      INFO(decades);
      CHECK(fresh.found("poor-initialization").has_value() == (decades < -2));
    }
  }
  SECTION("targets far from 0 are none, outputs far from 0 are") {
    for (const double size : {1.0, 9.0}) {
      MadeUpRun fresh({}, "mse");
      run(fresh, 1, [&](StepRecord& r) {
        r.loss = 100;
        r.activations[3]->deviation = size;
      });
      CHECK(fresh.found("poor-initialization").has_value() == (size > 5));
    }
  }
  SECTION("outputs that are too large, and still so after a hundred steps") {
    const double left = GENERATE(5.0, 50.0);
    run(made_up, 95, [](StepRecord& r) { r.loss = 100; });
    REQUIRE(made_up.severity("poor-initialization") == Severity::info);
    run(made_up, 10, [&](StepRecord& r) { r.loss = left; });
    CHECK(made_up.severity("poor-initialization") ==
          (left > 3 * MadeUpRun::baseline ? Severity::warning : Severity::info));
    CHECK(made_up.found("poor-initialization")->first_step == 0);
  }
  SECTION("outputs that are too large, and overflow") {
    run(made_up, 1, [](StepRecord& r) { r.loss = 100; });
    run(made_up, 1, [](StepRecord& r) { r.loss = infinity; });
    CHECK(made_up.severity("poor-initialization") == Severity::warning);
  }
}

TEST_CASE("input-scale: an observation, or a warning where it shows") {
  MadeUpRun made_up;
  // The loss begins at 20 and stays there, goes up, or comes down.
  const auto [later, steps, severity] =
      GENERATE(table<double, int, Severity>({{20, 101, Severity::warning},
                                             {50, 6, Severity::warning},
                                             {30, 6, Severity::info},
                                             {2, 101, Severity::info}}));
  run(made_up, steps, [&](StepRecord& r) {
    if (!r.activations.empty()) r.activations[0]->deviation = 80;
    r.loss = r.step == 0 ? 20 : later;
  });
  REQUIRE(made_up.severity("input-scale") == severity);
  const auto finding = made_up.found("input-scale");
  CHECK(finding->remedies.at(0).flag == "--standardize on");
  CHECK(finding->remedies.at(1).flag == "--input-scale 0.013");
}

TEST_CASE("input-scale: inputs that hardly differ are to be normalized, and not only scaled") {
  MadeUpRun made_up;
  run(made_up, 1, [](StepRecord& r) {
    r.activations[0]->mean = 4300;
    r.activations[0]->deviation = 160;
  });
  const auto finding = made_up.found("input-scale");
  REQUIRE(finding.has_value());
  CHECK_THAT(finding->message, ContainsSubstring("Nearly all of it is their mean, 4300"));
  CHECK(finding->remedies.at(0).flag == "--standardize on");
  CHECK(finding->remedies.at(1).flag == "--norm batch");
  CHECK(finding->remedies.at(2).flag == "--input-scale 0.00023");
}

TEST_CASE("a bad start is not warned of while the loss comes down fast, and is once it stops") {
  MadeUpRun made_up;
  run(made_up, 250, [](StepRecord& r) {
    if (!r.activations.empty()) r.activations[0]->deviation = 80;
    r.loss = 500 * std::pow(0.6, static_cast<double>(r.step) / 50);
  });
  for (const char* rule : {"input-scale", "poor-initialization"}) {
    INFO(rule);
    CHECK(made_up.severity(rule) == Severity::info);
  }
  CHECK_FALSE(made_up.found("slow-convergence"));
  run(made_up, 120, [](StepRecord& r) { r.loss = 40; });
  for (const char* rule : {"input-scale", "poor-initialization"}) {
    INFO(rule);
    CHECK(made_up.severity(rule) == Severity::warning);
  }
}

TEST_CASE("input-scale: a warning at once where gates that no tap shows may be shut") {
  MadeUpRun recurrent({}, {}, "gru_1.weight_recurrent"), usual({}, {}, "gru_1.weight_recurrent");
  run(recurrent, 1, [](StepRecord& r) { r.activations[0]->deviation = 80; });
  run(usual, 1, unchanged);
  CHECK(recurrent.severity("input-scale") == Severity::warning);
  CHECK_FALSE(usual.found("input-scale"));
}

TEST_CASE("input-scale: values in thousandths, but not a one-hot vector of thousands") {
  MadeUpRun thousandths, one_hot;
  run(thousandths, 1, [](StepRecord& r) { r.activations[0]->deviation = 1.2e-3; });
  run(one_hot, 1, [](StepRecord& r) { r.activations[0]->deviation = 1e-2; });
  CHECK(thousandths.severity("input-scale") == Severity::warning);
  CHECK_FALSE(one_hot.found("input-scale"));
}

TEST_CASE("clipping-always and clipping-never: observations") {
  MadeUpRun always(plumb::Clip::norm(0.1)), never(plumb::Clip::norm(100)), off;
  run(always, 300, [](StepRecord& r) {
    r.clipped = true;
    r.norm_after = 0.1;
  });
  run(never, 1000, unchanged);
  run(off, 1000, unchanged);
  REQUIRE(always.severity("clipping-always") == Severity::info);
  REQUIRE_FALSE(always.found("clipping-never"));
  REQUIRE(never.severity("clipping-never") == Severity::info);
  REQUIRE_FALSE(never.found("clipping-always"));
  REQUIRE(off.findings().empty());
}

TEST_CASE("clipping rules do not judge a threshold that follows the norms") {
  const plumb::Clip clip =
      GENERATE(plumb::Clip::autoclip(), plumb::Clip::zclip(), plumb::Clip::adagc());
  MadeUpRun always(clip), never(clip);
  run(always, 300, [](StepRecord& r) { r.clipped = true; });
  run(never, 1100, unchanged);
  REQUIRE_FALSE(always.found("clipping-always"));
  REQUIRE_FALSE(never.found("clipping-never"));
}

TEST_CASE("clipping-always: a run that has diverged has no norm to set a threshold by") {
  MadeUpRun made_up(plumb::Clip::norm(1));
  run(made_up, 300, [](StepRecord& r) {
    r.clipped = true;
    r.loss *= std::exp(static_cast<double>(r.step));
    r.norm *= std::exp(static_cast<double>(r.step));
  });
  REQUIRE_FALSE(made_up.found("clipping-always"));
}

TEST_CASE("clipping-always: the remedy for a ratio is a larger ratio") {
  MadeUpRun made_up(plumb::Clip::agc(0.01));
  run(made_up, 300, [](StepRecord& r) { r.clipped = true; });
  REQUIRE(made_up.found("clipping-always")->remedies.at(0).flag == "--clip agc:0.04");
}

TEST_CASE("clipping-always: a warning where the threshold leaves next to nothing") {
  MadeUpRun made_up(plumb::Clip::norm(1e-6));
  const auto stands_still = [](StepRecord& r) {
    learns_nothing(r);
    r.clipped = true;
    for (auto& probe : r.probes) probe.update = 1e-6;
  };
  run(made_up, 49, stands_still);
  REQUIRE_FALSE(made_up.found("clipping-always"));
  run(made_up, 1, stands_still);
  REQUIRE(made_up.severity("clipping-always") == Severity::warning);
  REQUIRE(made_up.found("clipping-always")->first_step == 0);
}

TEST_CASE("clipping-always: a warning where a network learns slowly since it hardly moves") {
  const double update = GENERATE(1e-5, 0.01);  // of weights of 10
  const double learnt = GENERATE(0.3, 0.8);
  MadeUpRun made_up(plumb::Clip::agc(1e-5));
  run(made_up, 250, [&](StepRecord& r) {
    if (r.step > 0) r.loss = MadeUpRun::baseline * (1 - learnt);
    r.clipped = true;
    for (auto& probe : r.probes) probe.update = update;
  });
  const bool creeps = update < 1e-3 && learnt < 0.5;
  REQUIRE(made_up.severity("clipping-always") == (creeps ? Severity::warning : Severity::info));
}

TEST_CASE("thresholds are the user's") {
  plumb::RunFacts facts;
  facts.parameters = {{"a.weight", {2, 2}, 4, {}}};
  plumb::Thresholds thresholds;
  thresholds.initial_loss_info = 2;
  facts.baseline_loss = 1;
  StepRecord record;
  record.loss = 2.5;
  record.norms = {1.0};
  record.probes = {{10, 0.01, 0.0, 0}};
  plumb::Diagnosis changed(facts, thresholds), usual(facts);
  changed.observe(record, {});
  usual.observe(record, {});
  REQUIRE(usual.findings().empty());
  REQUIRE(changed.findings().at(0).rule == "poor-initialization");
}

TEST_CASE("a run of two steps that ends on its way cannot be said to fall steadily") {
  plumb::RunFacts facts;
  facts.baseline_loss = 1;
  plumb::Thresholds thresholds;
  thresholds.ended_steps = 1;
  plumb::Diagnosis diagnosis(facts, thresholds);
  for (const double loss : {0.95, 0.9}) {
    StepRecord record;
    record.loss = loss;
    diagnosis.observe(record, {});
  }
  diagnosis.finish();
  CHECK(diagnosis.findings().empty());
}

TEST_CASE("kernels are told from biases and norms, by name where shapes are missing") {
  const auto by_shape = plumb::layers_of({{"conv.weight", {4, 3, 3, 3}, 108, {}},
                                          {"conv.bias", {4}, 4, {}},
                                          {"norm.weight", {4}, 4, {}}});
  REQUIRE(by_shape.size() == 1);
  REQUIRE(by_shape[0].name == "conv");
  const auto by_name = plumb::layers_of(
      {{"norm_01.weight", {}, 0, {}}, {"fc.bias", {}, 0, {}}, {"fc.weight", {}, 0, {}}});
  REQUIRE(by_name.size() == 1);
  REQUIRE(by_name[0].parameter == 2);
}

TEST_CASE("poor-initialization: inputs that are all alike are no fault of the weights") {
  const auto [spread, flag] =
      GENERATE(table<double, std::string>({{0, ""}, {1e-4, "--standardize on"}}));
  MadeUpRun made_up;
  run(made_up, 1, [&](StepRecord& r) { collapse(r, 0, spread); });
  const auto finding = made_up.found("poor-initialization");
  REQUIRE(finding.has_value());
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->layer == "input");
  CHECK_THAT(finding->message, ContainsSubstring("already as inputs"));
  CHECK(finding->remedies.front().flag == flag);
}

TEST_CASE("gradient-spike: the clip that is advised acts on the spike") {
  const auto [usual, flag] =
      GENERATE(table<double, std::string>({{0.02, "--clip norm:0.06"}, {0.5, "--clip norm:1"}}));
  MadeUpRun made_up;
  const auto scaled = [](StepRecord& r, double norm) {
    r.norms = {norm / std::sqrt(3.0), norm / std::sqrt(3.0), norm / std::sqrt(3.0)};
    r.norm = r.norm_after = norm;
  };
  run(made_up, 300, [&](StepRecord& r) { scaled(r, r.step == 250 ? 40 * usual : usual); });
  const auto finding = made_up.found("gradient-spike");
  REQUIRE(finding.has_value());
  CHECK(finding->remedies.front().flag == flag);
}

TEST_CASE("input-scale: inputs a little too small are named where a run has learnt nothing") {
  const auto [deviation, learns, named] = GENERATE(
      table<double, bool, bool>({{0.02, false, true}, {0.02, true, false}, {0.3, false, false}}));
  MadeUpRun made_up;
  const double size = deviation;
  const bool falls = learns;
  run(made_up, 300, [&](StepRecord& r) {
    if (!falls) learns_nothing(r);
    if (!r.activations.empty()) r.activations[0]->deviation = size;
  });
  CHECK_FALSE(made_up.found("input-scale"));
  made_up.finish();
  const auto finding = made_up.found("input-scale");
  REQUIRE(finding.has_value() == named);
  if (!named) return;
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("next to nothing was learnt"));
  CHECK(finding->remedies.front().flag == "--standardize on");
}

namespace {

/// What is found of a loss of NaN, traced to `origin` in a step.
plumb::Finding non_finite_at(int step, const plumb::NonFiniteOrigin& origin) {
  MadeUpRun made_up;
  run(made_up, step, unchanged);
  run(made_up, 1, [&](StepRecord& r) {
    r.loss = r.norm = std::nan("");
    r.origin = origin;
  });
  return *made_up.found("non-finite");
}

bool advises(const plumb::Finding& finding, std::string_view text) {
  return std::any_of(finding.remedies.begin(), finding.remedies.end(), [&](const auto& remedy) {
    return remedy.text.find(text) != std::string::npos || remedy.flag.starts_with(text);
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
    CHECK(first.remedies.front().flag == "--init he-normal");
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

TEST_CASE("a parameter without entries is no layer, and none of zeros") {
  const bool empty = GENERATE(true, false);
  plumb::RunFacts facts = MadeUpRun::facts();
  if (empty) facts.parameters[0] = {"lora", {0, 8}, 0, {}};
  MadeUpRun made_up(facts);
  run(made_up, 300, [](StepRecord& r) {
    r.norms[0] = 0;
    if (!r.probes.empty()) r.probes[0].weight = r.probes[0].update = 0;
  });
  CHECK(made_up.found("poor-initialization").has_value() == !empty);
  if (empty) CHECK(made_up.findings().empty());
}

TEST_CASE(
    "update-ratio: small steps of a rate that still rises are a warm-up's, configured or not") {
  const bool configured = GENERATE(true, false);
  const bool rises = GENERATE(true, false);
  plumb::RunFacts facts = MadeUpRun::facts();
  if (!configured) facts.learning_rate.reset();
  MadeUpRun made_up(facts);
  run(made_up, 200, [&](StepRecord& r) {
    learns_nothing(r);
    r.learning_rate = rises ? 1e-4 * static_cast<double>(r.step + 1) / 200 : 0.1;
    const double update = rises ? 0.1 * *r.learning_rate : 1e-4;
    for (auto& probe : r.probes) probe.update = update;
  });
  CHECK(made_up.found("update-ratio").has_value() == !rises);
}

TEST_CASE("update-ratio: small steps late in a schedule are judged by its highest rate so far") {
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.learning_rate.reset();
  MadeUpRun made_up(facts);
  run(made_up, 200, [](StepRecord& r) {
    learns_nothing(r);
    r.learning_rate = r.step < 50 ? 0.1 : 0.001;
    for (auto& probe : r.probes) probe.update = 0.1 * *r.learning_rate;
  });
  CHECK_FALSE(made_up.found("update-ratio"));
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
