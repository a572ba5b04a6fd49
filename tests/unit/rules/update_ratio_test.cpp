#include <algorithm>
#include <cmath>
#include <optional>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

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
  SECTION("too much, and single samples cost much, but others little") {
    run(made_up, 1, [](StepRecord& r) {
      for (auto& probe : r.probes) probe.update = 1;
    });
    run(made_up, 30, [](StepRecord& r) { r.loss = (r.step % 4 == 0 ? 0.5 : 4) * r.loss; });
    REQUIRE_FALSE(made_up.found("update-ratio"));
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
  SECTION("too much, and a layer dies of it while the run is resumed") {
    const auto dead = [](std::size_t tap) {
      return [tap](StepRecord& r) {
        for (auto& probe : r.probes) probe.update = 5;
        if (r.step >= 100 && !r.activations.empty()) r.activations[tap]->zeros = 1;
      };
    };
    run(made_up, 110, dead(1));
    made_up.swap_hidden();
    run(made_up, 30, dead(2));
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
    REQUIRE_THAT(made_up.found("update-ratio")->remedies.at(0).flag(),
                 ContainsSubstring("--lr 10"));
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
  SECTION("not where the updates were left out") {
    run(made_up, 200, [&](StepRecord& r) {
      forgotten(r);
      r.skipped = true;
    });
    CHECK_FALSE(made_up.found("update-ratio"));
  }
  SECTION("where the rate was 0, that is said") {
    run(made_up, 200, [&](StepRecord& r) {
      forgotten(r);
      r.learning_rate = 0;
    });
    REQUIRE(made_up.found("update-ratio"));
    CHECK_THAT(made_up.found("update-ratio")->message, ContainsSubstring("rate has been 0"));
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
    REQUIRE(made_up.found("update-ratio")->remedies.size() == 2);
    CHECK_THAT(made_up.found("update-ratio")->remedies[1].text,
               ContainsSubstring("zero_grad() before backward(), not between it and the"));
  }
  SECTION("one step's gradient is enough") {
    run(made_up, 1, unchanged);
    run(made_up, 300, without);
    CHECK_FALSE(made_up.found("update-ratio"));
  }
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

TEST_CASE("update-ratio: a rate that decays by steps is gone before anything is learnt") {
  plumb::RunFacts facts = MadeUpRun::facts();
  const bool is_told = GENERATE(true, false);  // the baseline
  if (!is_told) facts.baseline_loss.reset();
  const double decay = GENERATE(0.9, 0.999);
  MadeUpRun made_up(facts);
  run(made_up, 200, [&](StepRecord& r) {
    learns_nothing(r);
    r.learning_rate = 0.1 * std::pow(decay, r.step);
    for (auto& probe : r.probes) probe.update = std::max(5e-13, 0.1 * *r.learning_rate);
  });
  const auto finding = made_up.found("update-ratio");
  REQUIRE(finding.has_value() == (decay < 0.99));
  if (!finding) return;
  CHECK(finding->severity == (is_told ? Severity::warning : Severity::info));
  CHECK(finding->first_step == 44);
  CHECK(finding->reported_step <= 90);
  CHECK_THAT(finding->message, ContainsSubstring("the learning rate fell from 0.1 to 7.6e-06, by "
                                                 "4.1 decades, before anything was learnt"));
  CHECK_THAT(finding->message, ContainsSubstring("no layer by more than 7.6e-06 %"));
  CHECK(finding->remedies.front().flag() == "--schedule constant");
}

TEST_CASE("update-ratio: a rate that falls to 0 at the end, or of a network that learns, is none") {
  const bool learns = GENERATE(true, false);
  MadeUpRun made_up;
  run(made_up, 1000, [&](StepRecord& r) {
    if (!learns) learns_nothing(r);
    const double way = static_cast<double>(r.step) / 1000;
    r.learning_rate = learns ? 0.1 * std::pow(0.97, r.step) : 0.05 * (1 + std::cos(3.1416 * way));
    for (auto& probe : r.probes) probe.update = 0.1 * *r.learning_rate;
  });
  made_up.finish();
  const auto finding = made_up.found("update-ratio");
  INFO((finding ? finding->message : std::string()));
  CHECK_FALSE(finding.has_value());
}

TEST_CASE("update-ratio: a first step that replaces the weights is told where little comes after") {
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.baseline_loss.reset();
  const double update = GENERATE(9.0, 14.0);  // of weights of 10
  const double left = GENERATE(0.89, 0.8);    // of the first loss
  MadeUpRun made_up(facts);
  run(made_up, 120, [&](StepRecord& r) {
    r.loss =
        MadeUpRun::baseline * (1 - (1 - left) * std::min(1.0, 0.05 * static_cast<double>(r.step)));
    for (auto& probe : r.probes) probe.update = r.step == 0 ? update : 0.01;
  });
  const auto finding = made_up.found("update-ratio");
  REQUIRE(finding.has_value() == (update > 10 && left > 0.85));
  if (!finding) return;
  CHECK(finding->severity == Severity::info);
  CHECK_THAT(finding->message, ContainsSubstring("at least 140 % of their weights, and 100 steps "
                                                 "after it the loss stands at 89 % of the first"));
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
  SECTION("of those that get one later, the steps count from there on") {
    const auto late = [&](StepRecord& r) {
      leaves_out(r);
      if (r.step < 200) r.norms[0] = std::nullopt;
    };
    run(made_up, 291, late);
    REQUIRE_FALSE(made_up.found("update-ratio"));
    run(made_up, 10, late);
    REQUIRE(made_up.found("update-ratio"));
    CHECK(made_up.found("update-ratio")->first_step == 200);
    CHECK_THAT(made_up.found("update-ratio")->message, ContainsSubstring("in 100 steps"));
  }
}

TEST_CASE("update-ratio: parameters that never get a gradient, though they require one") {
  MadeUpRun made_up;
  const auto cut_off = [](StepRecord& r, bool requires_grad = true) {
    r.norms[0] = std::nullopt;
    for (auto& probe : r.probes) probe.requires_grad = true;
    if (r.probes.empty()) return;
    r.probes[0].update = 0;
    r.probes[0].requires_grad = requires_grad;
  };
  SECTION("an observation in a network that learns all the same") {
    run(made_up, 200, cut_off);
    REQUIRE_FALSE(made_up.found("update-ratio"));
    run(made_up, 1, cut_off);
    const auto finding = made_up.found("update-ratio");
    REQUIRE(finding.has_value());
    CHECK(finding->severity == Severity::info);
    CHECK(finding->layer == "dense_01.weight");
    CHECK_THAT(finding->message, ContainsSubstring("in 201 steps none has arrived"));
  }
  SECTION("also where the weights were drawn within the first step") {
    run(made_up, 201, [&](StepRecord& r) {
      cut_off(r);
      if (r.step == 0) r.probes[0] = {5, 12, std::nullopt, 0};
      if (!r.probes.empty()) r.probes[0].requires_grad = true;
    });
    CHECK(made_up.severity("update-ratio") == Severity::info);
  }
  SECTION("a warning where it learns nothing, and one at the end where that is next to nothing") {
    const double learnt = GENERATE(0.0, 0.1, 0.3);
    run(made_up, 300, [&](StepRecord& r) {
      cut_off(r);
      learns_nothing(r);
      r.loss *= 1 - learnt;
    });
    CHECK(made_up.severity("update-ratio") == (learnt > 0 ? Severity::info : Severity::warning));
    made_up.finish();
    CHECK(made_up.severity("update-ratio") == (learnt > 0.2 ? Severity::info : Severity::warning));
  }
  SECTION("a warning where the forward pass comes by, and no gradient comes back") {
    const bool is_first = GENERATE(true, false);
    run(made_up, 300, [&](StepRecord& r) {
      cut_off(r);
      if (r.activations.empty()) return;
      if (is_first) r.activations[0]->gradient.reset();  // that of the inputs
      r.activations[1]->gradient.reset();
    });
    REQUIRE(made_up.severity("update-ratio") == (is_first ? Severity::warning : Severity::info));
    if (is_first) {
      CHECK(made_up.found("update-ratio")->layer == "dense_01");
      CHECK_THAT(made_up.found("update-ratio")->message, ContainsSubstring("detach()"));
    }
  }
  SECTION("also by a tap of another name, if it is an activation's and they are the first") {
    const auto kind = GENERATE(plumb::ActivationKind::relu, plumb::ActivationKind::other);
    const std::size_t unused = GENERATE(0, 1);
    plumb::RunFacts facts = MadeUpRun::facts();
    facts.parameters[0].name = "fc1.weight";
    facts.parameters[1].name = "fc2.weight";
    MadeUpRun other(facts);
    other.set_hidden(kind);
    run(other, 300, [&](StepRecord& r) {
      r.norms[unused] = std::nullopt;
      for (auto& probe : r.probes) probe.requires_grad = true;
      if (r.probes.empty()) return;
      r.probes[unused].update = 0;
      r.activations[0]->gradient.reset();
      r.activations[1]->gradient.reset();
    });
    const bool is_cut_off = kind == plumb::ActivationKind::relu && unused == 0;
    REQUIRE(other.severity("update-ratio") == (is_cut_off ? Severity::warning : Severity::info));
    if (is_cut_off) CHECK(other.found("update-ratio")->layer == "dense_01");
  }
  SECTION("none of those that are frozen, of which it is not known, or that were until now") {
    const auto required =
        GENERATE(std::optional(false), std::optional<bool>(), std::optional(true));
    run(made_up, 300, [&](StepRecord& r) {
      cut_off(r);
      for (auto& probe : r.probes) probe.requires_grad = r.step < 150 ? false : required;
    });
    CHECK_FALSE(made_up.found("update-ratio"));
  }
  SECTION("nor of those that move without, as an average of weights does") {
    run(made_up, 300, [&](StepRecord& r) {
      cut_off(r);
      if (!r.probes.empty()) r.probes[0].weight = 10 + 1e-3 * static_cast<double>(r.step);
    });
    CHECK_FALSE(made_up.found("update-ratio"));
  }
  SECTION("nor of those that get one now and then, as one of several heads does") {
    run(made_up, 600, [&](StepRecord& r) {
      cut_off(r);
      if (r.step % 150 == 7) r.norms[0] = 0.5;
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

TEST_CASE("update-ratio: a rate of 0 is named, and not one that a warm-up raises from 0") {
  auto facts = MadeUpRun::facts();
  facts.learning_rate = 0;
  MadeUpRun zero(facts), warming_up;
  run(zero, 40, [](StepRecord& r) {
    learns_nothing(r);
    for (auto& probe : r.probes) probe.update = 0;
  });
  run(warming_up, 60, [](StepRecord& r) { r.learning_rate = 1e-3 * static_cast<double>(r.step); });
  REQUIRE(zero.found("update-ratio"));
  CHECK_THAT(zero.found("update-ratio")->message,
             ContainsSubstring("has been 0 in all of 40 steps"));
  CHECK_FALSE(warming_up.found("update-ratio"));
}

TEST_CASE("update-ratio: of two layers the larger step alone is no rate that is too high") {
  const auto [first, last, is_high] = GENERATE(
      table<double, double, bool>({{0.002, 0.9, false}, {0.9, 0.9, true}, {0.2, 3, true}}));
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.parameters.resize(2);
  facts.parameters[0] = {"embedding.weight", {2000, 16}, 32000, {}};
  MadeUpRun made_up(facts);
  run(made_up, 300, [&, first = first, last = last](StepRecord& r) {
    learns_nothing(r);
    r.norms.resize(2);
    if (!r.probes.empty()) r.probes = {{10, first, 0.0, 0}, {10, last, 0.0, 0}};
  });
  CHECK(made_up.found("update-ratio").has_value() == is_high);
}

TEST_CASE("update-ratio: a large step late in a run is judged whatever the first one was") {
  const double first = GENERATE(0.4, 0.6);  // of weights of 10
  MadeUpRun made_up;
  run(made_up, 600, [&](StepRecord& r) {
    for (auto& probe : r.probes) {
      if (r.step == 0) probe.update = first;
      if (r.step == 500) probe.update = 5;
    }
    if (r.step > 500) r.loss = 2;
  });
  REQUIRE(made_up.severity("update-ratio") == Severity::warning);
  CHECK(made_up.found("update-ratio")->first_step == 500);
}

TEST_CASE("update-ratio: the loss before is that of steps which had one, wherever a run begins") {
  const bool overflows = GENERATE(true, false);  // in the first step; or it begins at another
  MadeUpRun made_up;
  run(made_up, 200, [&](StepRecord& r) {
    if (overflows && r.step == 0) {
      r.loss = infinity;
      r.norm = r.norm_after = infinity;
      r.skipped = true;
    }
    if (!overflows) r.step += 1000;
    if (r.step % 1000 == 10) {
      for (auto& probe : r.probes) probe.update = 1.5;
    }
  });
  CHECK_FALSE(made_up.found("update-ratio"));
}

TEST_CASE("update-ratio: what a momentum near 1 makes of the first step is foretold by it") {
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.optimizer = "sgd";
  facts.settings = {{"momentum", "0.995"}, {"nesterov", "false"}};
  double first = 0.06, level = 1;  // of weights of 10; in parts of the baseline
  const auto found_of = [&](int steps) {
    MadeUpRun made_up(facts);
    run(made_up, steps, [&](StepRecord& r) {
      r.loss = level * MadeUpRun::baseline;
      if (r.step == 0)
        for (auto& probe : r.probes) probe.update = first;
    });
    return made_up.found("update-ratio");
  };
  SECTION("a warning, with a lower momentum for a remedy") {
    const auto finding = found_of(1);
    REQUIRE(finding.has_value());
    CHECK(finding->severity == Severity::warning);
    CHECK(finding->reported_step == 0);
    CHECK_THAT(finding->message, ContainsSubstring("by at least 0.6 % of their weights, and a "
                                                   "momentum of 0.995 adds up 200 such steps: "
                                                   "120 % of their weights"));
    CHECK(finding->remedies.front().flag() == "--momentum 0.9");
  }
  SECTION("and a lower rate where that alone reaches too far") {
    first = 2;
    const auto finding = found_of(1);
    REQUIRE(finding.has_value());
    CHECK(finding->remedies.front().flag() == "--momentum 0.9 --lr 0.001");  // 2 of the weights
  }
  SECTION("Nesterov's form begins with nearly two of them") {
    facts.settings["nesterov"] = "true";
    CHECK_FALSE(found_of(1));
    first = 0.12;
    CHECK(found_of(1));
  }
  SECTION("taken back where the network learns and keeps it") {
    level = 0.3;
    CHECK(found_of(391)->severity == Severity::warning);  // two memories of 200 steps
    CHECK(found_of(411)->severity == Severity::info);
    level = 0.6;
    CHECK(found_of(411)->severity == Severity::warning);
  }
  SECTION("not where all of them together are less than the weights") {
    first = 0.04;
    CHECK_FALSE(found_of(1));
  }
  SECTION("not of a customary momentum, nor of an optimizer without one") {
    first = 0.4;
    facts.settings["momentum"] = "0.9";
    CHECK_FALSE(found_of(1));
    facts.settings["momentum"] = "0.995";
    facts.optimizer = "adam";
    CHECK_FALSE(found_of(1));
  }
}
