#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

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
  REQUIRE(plumb::built_in_rule("vanishing") == nullptr);
}

TEST_CASE("what was wrong before the first step causes what the steps show") {
  const auto precedes = [](const plumb::RuleInfo& rule) {
    plumb::Finding finding;
    finding.rule = rule.name;
    return plumb::precedes_the_run(finding);
  };
  for (const auto& before : plumb::rule_infos()) {
    for (const auto& after : plumb::rule_infos()) {
      INFO(before.name << " and " << after.name);
      if (precedes(before) && !precedes(after)) CHECK(before.rank < after.rank);
    }
  }
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
        if (remedy.flag() == "--activation relu --init he-normal") return true;
    }
    return false;
  };
  CHECK(advised_relu(plumb::ActivationKind::other));
  CHECK(advised_relu(plumb::ActivationKind::sigmoid));
  CHECK_FALSE(advised_relu(plumb::ActivationKind::relu));
}

TEST_CASE("an activation of the outputs alone is not taken for that of the hidden layers") {
  plumb::RunFacts facts = MadeUpRun::facts();
  for (auto& parameter : facts.parameters) parameter.shape = {64, 64};
  MadeUpRun made_up(facts);
  made_up.set_hidden(plumb::ActivationKind::other);
  made_up.set_output(plumb::ActivationKind::sigmoid);
  run(made_up, 400, [](StepRecord& r) {
    learns_nothing(r);
    r.norms = {1e-8, 1e-8, 0.5};
  });
  REQUIRE(made_up.found("vanishing-gradient").has_value());
  CHECK_THAT(made_up.found("vanishing-gradient")->remedies.front().text,
             ContainsSubstring("if it is one that does"));
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
    CHECK(finding.remedies.front().flag() == "--output-activation none");
    if (finding.rule == "loss-plateau")
      CHECK_THAT(finding.message, ContainsSubstring("at 8, above 2.3, that of a constant"));
  }
  CHECK(told == 3);  // poor-initialization, vanishing-gradient, loss-plateau
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
                       [](const plumb::Remedy& r) { return r.flag() == "--clip norm:1"; });
  };
  CHECK(advised(plumb::Clip::none()));
  CHECK(advised(plumb::Clip::norm(100)));
  CHECK(advised(plumb::Clip::value(0.1)));
  CHECK_FALSE(advised(plumb::Clip::norm(1)));
  CHECK_FALSE(advised(plumb::Clip::tensor(0.5)));
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

TEST_CASE("missing-zero-grad: said as soon as it is known, since the first step") {
  MadeUpRun made_up(MadeUpRun::facts());
  run(made_up, 60, [](StepRecord& r) { r.gradients_kept = r.step == 30; });
  const auto finding = made_up.found("missing-zero-grad");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::error);
  CHECK(finding->first_step == 0);
  CHECK(finding->reported_step == 30);
}
