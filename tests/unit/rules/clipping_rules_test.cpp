#include <cmath>
#include <optional>
#include <string>

#include "ended_run.hpp"
#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

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

TEST_CASE("clipping-always: what it does depends on whether steps follow the gradient") {
  const auto [optimizer, does] = GENERATE(table<std::string, std::string>(
      {{"sgd", "acts as a lower learning rate"}, {"adam", "makes all steps count alike"}}));
  plumb::RunFacts facts = MadeUpRun::facts(plumb::Clip::norm(0.1));
  facts.optimizer = optimizer;
  MadeUpRun made_up(facts);
  run(made_up, 300, [](StepRecord& r) { r.clipped = true; });
  CHECK_THAT(made_up.found("clipping-always")->message, ContainsSubstring(does));
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
  REQUIRE(made_up.found("clipping-always")->remedies.at(0).flag() == "--clip agc:0.04");
}

TEST_CASE("clipping-always: of recurrent networks the remedy is the customary threshold at most") {
  const auto advised = [](const char* first, double threshold) {
    MadeUpRun made_up(plumb::Clip::norm(threshold), {}, first);
    run(made_up, 300, [](StepRecord& r) { r.clipped = true; });
    return made_up.found("clipping-always")->remedies.at(0).flag();
  };
  CHECK(advised("dense_01.weight", 0.01) == "--clip norm:1.7");
  CHECK(advised("rnn_1.weight_recurrent", 0.01) == "--clip norm:1");
  CHECK(advised("rnn_1.weight_recurrent", 1) == "--clip norm:1.7");
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

TEST_CASE("clipping-always: the threshold that is to be raised is named, though it is no harder") {
  MadeUpRun made_up(plumb::Clip::norm(0.001));
  run(made_up, 200, [](StepRecord& r) { r.clipped = true; });
  const auto finding = made_up.found("clipping-always");
  REQUIRE(finding.has_value());
  REQUIRE(finding->remedies.size() == 1);
  CHECK(finding->remedies.front().flag() == "--clip norm:1.7");
}

TEST_CASE("clipping-always: the threshold advised goes by the norms of late") {
  MadeUpRun made_up(plumb::Clip::norm(0.001));
  run(made_up, 500, [](StepRecord& r) {
    r.clipped = true;
    r.norm = r.step < 200 ? 1 : 10;
  });
  const auto finding = made_up.found("clipping-always");
  CHECK(finding->remedies.front().flag() == "--clip norm:20");
  CHECK(finding->first_step == 0);
}

TEST_CASE("clipping-always: no threshold lets pass what would replace the weights") {
  const std::string optimizer = GENERATE("sgd", "adam", "");
  auto facts = MadeUpRun::facts(plumb::Clip::norm(1), "mse");
  facts.optimizer = optimizer;
  facts.targets = plumb::TargetFacts{3e5, 8e4};
  MadeUpRun made_up(facts);
  run(made_up, 300, [](StepRecord& r) {
    r.clipped = true;
    r.norm = 1e6;
    r.norm_after = 1;
  });
  const auto finding = made_up.found("clipping-always");
  REQUIRE(finding.has_value());
  CHECK(finding->remedies.front().flag() ==
        (optimizer == "adam" ? "--clip norm:2e+06" : "--standardize-targets on"));
  if (optimizer == "adam") {
    CHECK_THAT(finding->message, !ContainsSubstring("whole"));
  } else {
    CHECK_THAT(finding->message, ContainsSubstring("by at least 1000 times their weights"));
  }
}

TEST_CASE("clipping-always: it says of what the threshold is one") {
  const auto [clip, text] = GENERATE(table<plumb::Clip, std::string>(
      {{plumb::Clip::norm(0.1), "100 % of the last 200 steps were clipped: the threshold of 0.1 "},
       {plumb::Clip::value(0.1), "gradient entries were clipped: the threshold of 0.1 for each"},
       {plumb::Clip::tensor(0.1), "of a tensor was clipped: the threshold of 0.1 for the norm"},
       {plumb::Clip::agc(0.1), "of a unit was clipped: the threshold of 0.1 times its weights"}}));
  MadeUpRun made_up(clip);
  run(made_up, 300, [](StepRecord& r) { r.clipped = true; });
  CHECK_THAT(made_up.found("clipping-always")->message, ContainsSubstring(text));
}

TEST_CASE("clipping-always: a warning at the end where few layers have moved, and not far enough") {
  const auto severity_with = [](double update, int percent) {
    plumb::RunFacts facts = facts_with({kernel(0.9)});
    facts.clip = plumb::Clip::agc(1e-6);
    const MadeUpRun made_up = ended_after(facts, percent, [&](StepRecord& r) {
      r.clipped = true;
      if (r.probes.empty()) return;
      r.probes[0].update = r.probes[1].update = update;
      r.probes[2].update = 0.1;
    });
    return made_up.severity("clipping-always");
  };
  CHECK(severity_with(0, 70) == Severity::warning);
  CHECK(severity_with(0, 85) == Severity::info);
  CHECK(severity_with(0.01, 70) == Severity::info);
}
