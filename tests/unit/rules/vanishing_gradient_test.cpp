#include <algorithm>
#include <limits>
#include <optional>
#include <string>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

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

TEST_CASE("vanishing-gradient: at the end of a run less is too much where it shrinks on its way") {
  const auto found_after = [](double first, double second, double last, bool learns = false) {
    MadeUpRun made_up;
    run(made_up, 450, [&](StepRecord& r) {
      if (!learns) learns_nothing(r);
      const double of_batch = r.step == 440 ? 1.5 : 1;  // the last probe
      r.norms = {of_batch * first, of_batch * second, of_batch * last};
    });
    CHECK_FALSE(made_up.found("vanishing-gradient"));
    made_up.finish();
    return made_up.found("vanishing-gradient");
  };
  const auto finding = found_after(1e-2, 5e-2, 0.25);  // sensitivities of 4e-2, 0.2 and 1
  REQUIRE(finding.has_value());
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->layer == "dense_01");
  CHECK_THAT(finding->message, ContainsSubstring("the gradient shrinks by 0.7 decades a layer"));
  CHECK_FALSE(found_after(1e-2, 2e-2, 3e-2));  // 0.24
  CHECK_FALSE(found_after(2e-2, 0.1, 0.5));    // 9e-2
  CHECK_FALSE(found_after(1e-2, 5e-2, 0.25, true));
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
  CHECK_THAT(finding->message, ContainsSubstring("by 1 % does not change the loss"));
  // Layers of 8 hardly lose all their units by chance.
  REQUIRE_THAT(finding->remedies.at(0).flag(), ContainsSubstring("--activation leaky-relu"));
}

TEST_CASE("vanishing-gradient: what is exactly 0 from one layer on back is cut off there") {
  enum Kind { cut, underflows, dead, saturated, torn, command };
  const auto kind = GENERATE(cut, underflows, dead, saturated, torn, command);
  INFO(kind);
  plumb::RunFacts facts = MadeUpRun::facts();
  if (kind == command) facts.settings = {{"lr", "0.1"}};
  MadeUpRun made_up(facts);
  run(made_up, 31, [&](StepRecord& r) {
    learns_nothing(r);
    r.norms = {0.0, 0.0, 0.5};
    if (kind == underflows) r.norms = {0.0, 1e-30, 0.5};
    if (r.activations.empty()) return;
    if (kind == dead) r.activations[1]->zeros = 1;
    if (kind == saturated) r.activations[2]->saturated = 1;
    if (kind == torn) r.probes[0].update = r.probes[1].update = 5;
  });
  const auto finding = made_up.found("vanishing-gradient");
  REQUIRE(finding.has_value());
  CHECK_THAT(finding->message, !ContainsSubstring("decades a layer"));
  if (kind != cut) {
    CHECK_THAT(finding->message, !ContainsSubstring("cuts it"));
    return;
  }
  CHECK(finding->layer == "dense_02");
  CHECK_THAT(
      finding->message,
      ContainsSubstring("from dense_02 on back the gradient is exactly 0, and in output, the "
                        "next one, it is not: something between them cuts it"));
  REQUIRE(finding->remedies.size() == 1);
  CHECK_THAT(finding->remedies[0].text, ContainsSubstring("argmax, rounding"));
}

TEST_CASE("vanishing-gradient: the slope of what comes after a cut is none on the way to it") {
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.parameters.push_back({"codebook.weight", {8, 8}, 64, {}});
  facts.parameters.push_back({"head.weight", {8, 8}, 64, {}});
  MadeUpRun made_up(facts);
  run(made_up, 31, [&](StepRecord& r) {
    learns_nothing(r);
    r.norms = {0.0, 0.0, 0.1, 0.5, 2};
    if (!r.probes.empty()) r.probes.assign(5, {10, 0.01, 0.0, 0});
  });
  const auto finding = made_up.found("vanishing-gradient");
  REQUIRE(finding.has_value());
  CHECK_THAT(finding->message, !ContainsSubstring("decades a layer"));
  CHECK_THAT(finding->message, ContainsSubstring("and in output, the next one"));
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
  const double size = GENERATE(10.0, 1e-6);  // of the weights: those of usual size have 3
  MadeUpRun made_up;
  run(made_up, 60, [&](StepRecord& r) {
    learns_nothing(r);
    r.norms = {1e-9, 1e-9, 1e-9};
    r.norm = r.norm_after = 2e-9;
    for (auto& probe : r.probes) probe = {size, 5 * size, 0.0, 0};
  });
  const auto finding = made_up.found("vanishing-gradient");
  REQUIRE(finding.has_value());
  const bool replaced = size > 1;  // others, as of branches that begin shut, are next to none
  CHECK((finding->remedies.front().flag() == "--lr 0.0001") == replaced);
  CHECK((finding->message.find("one step had changed half of the layers") != std::string::npos) ==
        replaced);
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

TEST_CASE(
    "vanishing-gradient: a loss that is the distance of the targets makes no gradient vanish") {
  const double mean = GENERATE(1e5, 1.0);
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.targets = {mean, 1};
  MadeUpRun made_up(facts);
  run(made_up, 100, [](StepRecord& r) {
    r.loss = 1e10;
    r.norms = {2e5, 2e5, 2e5};  // of weights of 10: 2e-4 of the loss
  });
  CHECK(made_up.found("vanishing-gradient").has_value() == (mean == 1));
}

TEST_CASE("vanishing-gradient: nor does a distance that a constant prediction has, too") {
  const double last = GENERATE(2e-5, 1.0);  // the loss depends on what is before it, if at all
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.targets = {3e4, 1.3e6};
  facts.baseline_loss = 1e6;
  MadeUpRun made_up(facts);
  run(made_up, 100, [&](StepRecord& r) {
    r.loss = 1e6;
    r.norms = {2e-1, 2e-1, last * 1e6};
  });
  CHECK(made_up.found("vanishing-gradient").has_value() == (last == 1));
}

TEST_CASE("vanishing-gradient: a gradient of NaN in one layer says nothing of the others") {
  MadeUpRun made_up;
  run(made_up, 100, [](StepRecord& r) {
    learns_nothing(r);
    r.norms = {std::numeric_limits<double>::quiet_NaN(), 1e-9, 1e-9};
  });
  for (const auto& finding : made_up.findings())
    CHECK_THAT(finding.message, !ContainsSubstring("nan"));
}

TEST_CASE("vanishing-gradient: no gradient at the inputs at all needs no baseline") {
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.baseline_loss.reset();
  MadeUpRun made_up(facts);
  const auto dies = [](StepRecord& r) {
    learns_nothing(r);
    if (r.step < 3) r.loss = 1000;  // what is left is a small part of it
    if (r.step % 90 > 2) r.norms = {0.0, 0.0, 0.5};
    r.norm = r.norm_after = 0.5;
  };
  SECTION("a warning that names the layers, though the loss came down from far above") {
    run(made_up, 200, dies);
    REQUIRE_FALSE(made_up.found("vanishing-gradient"));
    run(made_up, 21, dies);
    REQUIRE(made_up.severity("vanishing-gradient") == Severity::warning);
    CHECK(made_up.found("vanishing-gradient")->layer == "dense_02");
    CHECK_THAT(made_up.found("vanishing-gradient")->message,
               ContainsSubstring("of the first 2 layers, up to dense_02, was exactly 0"));
  }
  SECTION("not where the loss comes down all the same, even once it stands") {
    run(made_up, 900, [&](StepRecord& r) {
      if (r.step > 100) dies(r);
      r.loss = std::max(0.3, std::exp(-0.003 * static_cast<double>(r.step)));
    });
    CHECK_FALSE(made_up.found("vanishing-gradient"));
  }
  SECTION("nor from where on it comes down at last") {
    run(made_up, 400, dies);
    REQUIRE(made_up.severity("vanishing-gradient") == Severity::warning);
    run(made_up, 400, [&](StepRecord& r) {
      dies(r);
      r.loss = 1;
    });
    CHECK(made_up.found("vanishing-gradient")->last_step < 450);
  }
  SECTION("nor of a branch that others go around") {
    run(made_up, 400, [&](StepRecord& r) {
      dies(r);
      r.norms[0] = 0.5;
    });
    CHECK_FALSE(made_up.found("vanishing-gradient"));
  }
  SECTION("nor where the whole loss is 0, as of a hinge, or all gradients underflow") {
    const double left = GENERATE(0.0, 1e-30);
    run(made_up, 400, [&](StepRecord& r) {
      if (r.step > 50) r.loss = left;
      if (r.step > 50) r.norms = {0.0, 0.0, left};
      if (r.step > 50) r.norm = r.norm_after = left;
    });
    CHECK_FALSE(made_up.found("vanishing-gradient"));
  }
  SECTION("nor where a baseline is told and the network is far below it") {
    MadeUpRun told;
    run(told, 400, [&](StepRecord& r) {
      dies(r);
      r.loss *= 0.5;
    });
    CHECK_FALSE(told.found("vanishing-gradient"));
  }
}

TEST_CASE(
    "vanishing-gradient: a layer that dies in a network that had learnt, once the loss stands") {
  MadeUpRun made_up;
  run(made_up, 300, unchanged);
  const auto dies =
      [](StepRecord& r) {  // what is left, biases, comes down to a constant prediction
        const double since = static_cast<double>(r.step) - 300;
        r.loss = MadeUpRun::baseline * (1 + 4 * std::exp(-0.01 * since));
        r.norms = {0.0, 0.0, 0.5};
        r.norm = r.norm_after = 0.5;
      };
  run(made_up, 300, dies);
  CHECK_FALSE(made_up.found("vanishing-gradient"));
  run(made_up, 400, dies);
  REQUIRE(made_up.severity("vanishing-gradient") == Severity::warning);
  CHECK_THAT(made_up.found("vanishing-gradient")->message,
             ContainsSubstring("of the first 2 layers, up to dense_02, was exactly 0"));
}
