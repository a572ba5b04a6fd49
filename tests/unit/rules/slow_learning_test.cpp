#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <string>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

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
  SECTION("nor after thousands of steps, when it has risen there") {
    run(made_up, 2500, [](StepRecord& r) { r.loss = 2 * MadeUpRun::baseline; });
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

TEST_CASE("loss-plateau: the steps to the baseline are none at it") {
  MadeUpRun made_up;
  const auto from_above = [](StepRecord& r) {
    r.loss = MadeUpRun::baseline * (1 + 300 * std::exp(-static_cast<double>(r.step) / 350));
  };
  run(made_up, 4000, from_above);  // below 1.1 times the baseline after 2800
  CHECK_FALSE(made_up.found("loss-plateau"));
  SECTION("though 2000 that follow are") {
    run(made_up, 900, from_above);
    REQUIRE(made_up.severity("loss-plateau") == Severity::error);
    CHECK(made_up.found("loss-plateau")->first_step > 2700);
  }
  SECTION("nor where batches alone take the level there for a while") {
    MadeUpRun noisy;
    run(noisy, 4000,
        [](StepRecord& r) { r.loss = MadeUpRun::baseline * (r.step / 30 % 4 == 0 ? 1.05 : 1.5); });
    CHECK_FALSE(noisy.found("loss-plateau"));
  }
}

TEST_CASE("loss-plateau: a loss that can hardly fall, as with smoothed labels, need not fall far") {
  auto facts = MadeUpRun::facts();
  facts.least_loss = GENERATE(0, 0.97) * MadeUpRun::baseline;
  MadeUpRun made_up(facts);
  run(made_up, 2100, [](StepRecord& r) {
    const double way = std::min(1.0, static_cast<double>(r.step) / 100);
    r.loss = MadeUpRun::baseline * (1 - 0.019 * way);
  });
  CHECK(made_up.found("loss-plateau").has_value() == (facts.least_loss == 0));
}

TEST_CASE("loss-plateau, slow-convergence: a run that ends on its way through the baseline") {
  const double end = GENERATE(1.04, 1.15, 3.0);  // its last loss, in parts of the baseline
  const bool falls = GENERATE(true, false);
  MadeUpRun made_up;
  run(made_up, 90, [&](StepRecord& r) {
    const double left = falls ? 90 - static_cast<double>(r.step) : 0;
    r.loss = MadeUpRun::baseline * (end + 0.01 * left);
  });
  made_up.finish();
  CHECK(made_up.found("loss-plateau").has_value() == (!falls && end < 1.1));
  const auto slow = made_up.found("slow-convergence");
  REQUIRE(slow.has_value() == (falls && end < 1.3));
  if (!slow) return;
  CHECK(slow->severity == Severity::warning);
  CHECK_THAT(slow->message, ContainsSubstring("still falling and was ") &&
                                ContainsSubstring(": a constant prediction has 2.3"));
}

TEST_CASE(
    "loss-plateau: where all steps together have hardly moved the weights, the rate is raised") {
  const auto advised = [](const char* optimizer, double update, double gradient = 0.5,
                          const char* momentum = "0.9", double rate = 5e-5) {
    plumb::RunFacts facts = MadeUpRun::facts();
    facts.optimizer = optimizer;
    facts.learning_rate = rate;
    facts.activation = "tanh";
    facts.settings["momentum"] = momentum;
    MadeUpRun made_up(facts);
    run(made_up, 90, [&](StepRecord& r) {
      learns_nothing(r);
      if (r.step == 80) r.norms[0] = gradient;  // the last probe
      for (auto& probe : r.probes) probe.update = update;
    });
    made_up.finish();
    return made_up.found("loss-plateau")->remedies;
  };
  const auto short_of_steps = advised("adam", 0.01);  // of 10 in each of 90 steps
  CHECK(short_of_steps.front().flag() == "--lr 0.005");
  for (const auto& remedy : short_of_steps) CHECK(remedy.flag() != "--lr 5e-06");
  CHECK(advised("adam", 0.02).front().flag() != "--lr 0.0005");
  CHECK(advised("sgd", 0.01).front().flag() == "--lr 0.01");  // the customary one
  CHECK(advised("sgd", 0.01, 1e-12).front().flag() !=
        "--lr 0.005");  // whose gradient may be what is small
  CHECK(advised("sgd", 0.01, 0.5, "0.9", 0.01).front().flag() == "--lr 0.1");
  CHECK(advised("sgd", 0.01, 0.5, "0", 0.01).front().flag() == "--lr 1");  // a tenth of its steps
}

TEST_CASE("loss-plateau: a network that learns later takes the finding back") {
  const bool is_blind = GENERATE(true, false);
  MadeUpRun made_up;
  run(made_up, is_blind ? 100 : 2100, [&](StepRecord& r) {
    learns_nothing(r);
    if (is_blind) collapse(r, 2, 1e-5);
  });
  const std::int64_t last = made_up.step() - 1;
  const auto then = *made_up.found("loss-plateau");
  REQUIRE(then.severity == (is_blind ? Severity::warning : Severity::error));
  SECTION("not for what easy batches may make of it") {
    run(made_up, 400, [](StepRecord& r) { r.loss = 0.9 * MadeUpRun::baseline; });
    CHECK(made_up.severity("loss-plateau") == then.severity);
  }
  SECTION("once the mean of a hundred steps says so") {
    run(made_up, 401, [](StepRecord& r) { r.loss = 0.4 * MadeUpRun::baseline; });
    const auto now = *made_up.found("loss-plateau");
    CHECK(now.severity == Severity::info);
    CHECK(now.reported_step == then.reported_step);
    CHECK(now.first_step == then.first_step);
    CHECK(now.last_step >= then.last_step);
    CHECK(now.last_step < last + 20);
    CHECK_THAT(now.message, ContainsSubstring("the loss stood at 2.") &&
                                ContainsSubstring("the network has learnt since") &&
                                ContainsSubstring("come down to 0.92 by step " +
                                                  std::to_string(made_up.step() - 1)));
    SECTION("and a loss that comes back to the baseline is told at the end") {
      run(made_up, 300, learns_nothing);
      made_up.finish();
      CHECK(made_up.severity("divergence") == Severity::warning);
    }
  }
}

TEST_CASE("loss-plateau: the way before the first probe is not counted") {
  MadeUpRun made_up;
  run(made_up, 150, [](StepRecord& r) {
    learns_nothing(r);
    r.step += 100'000;
    for (auto& probe : r.probes) probe.update = 0.01;
  });
  CHECK_FALSE(made_up.found("loss-plateau"));
}

TEST_CASE("loss-plateau: where no baseline is told, the first losses are not called one") {
  auto facts = MadeUpRun::facts();
  facts.baseline_loss.reset();
  MadeUpRun made_up(facts);
  run(made_up, 2001, learns_nothing);
  REQUIRE(made_up.found("loss-plateau"));
  CHECK_THAT(made_up.found("loss-plateau")->message, ContainsSubstring("it began at 2.3"));
}

TEST_CASE("loss-plateau: batches that are easy by chance do not hide that nothing was learnt") {
  MadeUpRun made_up;
  run(made_up, 400, [](StepRecord& r) {
    const bool easy = r.step > 100 && r.step <= 125;
    r.loss = (easy ? 0.85 : 1) * MadeUpRun::baseline;
  });
  made_up.finish();
  const auto finding = made_up.found("loss-plateau");
  REQUIRE(finding.has_value());
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("a loss of 2.3, the mean of the last 100; a ") &&
                                   !ContainsSubstring("never was below"));
}

TEST_CASE("loss-plateau: a run that ends a little above the baseline has learnt as little") {
  const double end = GENERATE(1.28, 1.5);  // its hundred last losses, in parts of the baseline
  MadeUpRun made_up;
  run(made_up, 300, [&](StepRecord& r) { r.loss = end * MadeUpRun::baseline; });
  CHECK(made_up.findings().empty());
  made_up.finish();
  const auto finding = made_up.found("loss-plateau");
  REQUIRE(finding.has_value() == (end < 1.3));
  if (!finding) return;
  // Of its way there nothing is known: it may have been a long one.
  CHECK_THAT(finding->message, !ContainsSubstring("have changed"));
  CHECK(finding->remedies.front().flag() != "--lr 0.1");
}

TEST_CASE("loss-plateau: what is told is what the loss is by now, to the last step that shows it") {
  MadeUpRun made_up;
  const auto blind = [](double share) {
    return [share](StepRecord& r) {
      r.loss = share * MadeUpRun::baseline;
      collapse(r, 2, 1e-5);
    };
  };
  run(made_up, 50, blind(1.3));
  REQUIRE_THAT(made_up.found("loss-plateau")->message, ContainsSubstring("stands at 3, above"));
  run(made_up, 81, blind(1.01));
  CHECK_THAT(made_up.found("loss-plateau")->message,
             ContainsSubstring("stands at 2.3, that of a constant prediction"));
  SECTION("batches that are easy by chance do not end it") {
    run(made_up, 20, blind(0.96));
    run(made_up, 151, blind(1));
    CHECK(made_up.found("loss-plateau")->last_step == 300);
    CHECK(made_up.found("loss-plateau")->reported_step == 40);
  }
  SECTION("learning does, and for good") {
    run(made_up, 150, blind(0.5));
    run(made_up, 200, blind(1));
    CHECK(made_up.found("loss-plateau")->last_step == 130);
  }
}

TEST_CASE("loss-plateau: samples that are alike as inputs are no fault of the network's") {
  const double spread = GENERATE(0, 1e-5);
  MadeUpRun made_up;
  run(made_up, 150, [&](StepRecord& r) {
    learns_nothing(r);
    collapse(r, 0, spread);
    if (!r.activations.empty()) r.activations[1]->inactive = 0.6;
  });
  const auto finding = made_up.found("loss-plateau");
  REQUIRE(finding.has_value());
  CHECK(finding->layer == "input");
  CHECK_THAT(finding->message, ContainsSubstring("alike already as inputs"));
  CHECK(finding->remedies.front().flag() == (spread > 0 ? "--standardize on" : ""));
  if (spread == 0) CHECK(finding->remedies.size() == 1);
  CHECK_FALSE(made_up.found("dead-units"));
}

TEST_CASE("a network without activations is advised to take one before another rate") {
  const std::string activation = GENERATE("identity", "tanh");
  auto facts = MadeUpRun::facts();
  facts.activation = activation;
  MadeUpRun plateau(facts), slow(facts);
  run(plateau, 300, learns_nothing);
  plateau.finish();
  run(slow, 100, [](StepRecord& r) {
    r.loss = MadeUpRun::baseline * (1 + std::exp(-static_cast<double>(r.step) / 300));
  });
  const auto advised = [](const plumb::Finding& finding) {
    return finding.remedies.front().text ==
           "put an activation between the layers, which without one are together one linear map";
  };
  CHECK(advised(*plateau.found("loss-plateau")) == (activation == "identity"));
  CHECK(advised(*slow.found("slow-convergence")) == (activation == "identity"));
}

TEST_CASE("slow-convergence: a loss that is not below its start has not fallen") {
  MadeUpRun made_up;
  const auto from = [](double start, double fall) {
    return [=](StepRecord& r) {
      r.loss = r.step < 25 ? 40 : start - fall * static_cast<double>(r.step - 25);
    };
  };
  run(made_up, 180, from(44, 0.01));
  REQUIRE_FALSE(made_up.found("slow-convergence"));
  run(made_up, 200, from(42, 0.02));
  const auto finding = made_up.found("slow-convergence");
  REQUIRE(finding.has_value());
  CHECK_THAT(finding->message, ContainsSubstring("falls steadily from 40, but"));
  CHECK(finding->evidence.front().second == 40);
  CHECK(finding->evidence.back().second < 1);
}

TEST_CASE("a loss without a course is not judged by it") {
  auto facts = MadeUpRun::facts();
  facts.loss_has_course = false;
  MadeUpRun made_up(facts);
  // As a generator's: down at first, then far above, and level there.
  run(made_up, 3000, [](StepRecord& r) {
    r.loss = MadeUpRun::baseline * std::min(0.5 + 0.001 * static_cast<double>(r.step), 2.0);
  });
  made_up.finish();
  CHECK(made_up.findings().empty());
}

TEST_CASE("slow-convergence: next to nothing after a thousand steps") {
  MadeUpRun made_up;
  run(made_up, 3000, [](StepRecord& r) {
    r.loss = MadeUpRun::baseline * (1 - 0.00003 * static_cast<double>(r.step));
  });
  REQUIRE(made_up.severity("slow-convergence") == Severity::warning);
}

TEST_CASE("slow-convergence: the mean is told, and not what a few lucky batches made of it") {
  MadeUpRun made_up;
  run(made_up, 3000, [](StepRecord& r) {
    const bool lucky = r.step >= 1000 && r.step < 1020;
    r.loss = MadeUpRun::baseline * (lucky ? 0.95 : 0.99);
  });
  const auto finding = made_up.found("slow-convergence");
  REQUIRE(finding);
  CHECK_THAT(finding->message,
             ContainsSubstring("after 2000 steps the mean loss of the last 100 is 2.3, and a "
                               "constant prediction has 2.3") &&
                 ContainsSubstring("falls no more"));
  CHECK(finding->evidence.at(2).first == "learnt");
  CHECK_THAT(finding->evidence.at(2).second, WithinAbs(0.01, 1e-9));
}

TEST_CASE("slow-convergence: how fast a noisy loss falls is not told by two hundred of its steps") {
  const double fall = GENERATE(0.0, 1.0);  // of the baseline per 5000 steps
  std::mt19937 random(7);
  std::normal_distribution<double> noise(0, 0.12);
  MadeUpRun made_up;
  run(made_up, 5000, [&](StepRecord& r) {
    const double way = static_cast<double>(r.step) / 5000;
    const double mean = r.step < 10 ? 1.05 : 0.99 + fall * (0.96 - way);
    r.loss = MadeUpRun::baseline * std::max(0.05, mean + noise(random));
  });
  CHECK(made_up.found("slow-convergence").has_value() == (fall == 0));
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
  SECTION("one of thousands is told after fifty") {
    run(made_up, 49, decays(3000));
    REQUIRE_FALSE(made_up.found("slow-convergence"));
    run(made_up, 1, decays(3000));
    REQUIRE(made_up.severity("slow-convergence") == Severity::warning);
  }
  SECTION("… and not after a warm-up") {
    run(made_up, 60, [&](StepRecord& r) {
      decays(3000)(r);
      r.learning_rate = r.step < 30 ? 0.05 : 0.1;
    });
    REQUIRE_FALSE(made_up.found("slow-convergence"));
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

TEST_CASE("slow-convergence: a warm-up that takes the run") {
  const auto found_of = [](double warm_up, double left) {
    MadeUpRun made_up;
    constexpr int steps = 400;
    run(made_up, steps, [&](StepRecord& r) {
      const double way = static_cast<double>(r.step) / steps;
      r.loss = MadeUpRun::baseline * (1 - (1 - left) * way);
      r.learning_rate = 0.1 * std::min(1.0, way / warm_up);
    });
    made_up.finish();
    return made_up.found("slow-convergence");
  };
  const auto finding = found_of(0.99, 0.4);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->remedies.front().flag() == "--warmup 20");
  CHECK_THAT(finding->message, ContainsSubstring("on its way up in 357 of the run's 400 steps"));
  CHECK_FALSE(found_of(0.3, 0.4));
  CHECK_FALSE(found_of(0.99, 0.05));  // all is learnt
}

TEST_CASE("slow-convergence: a rate that has torn the weights is not to be raised") {
  const bool torn = GENERATE(true, false);
  MadeUpRun made_up;
  run(made_up, 400, [&](StepRecord& r) {
    r.loss = MadeUpRun::baseline * (1 - 0.1 * static_cast<double>(r.step) / 400);
    for (auto& probe : r.probes) probe.update = torn && r.step == 0 ? 14 : 0.01;
  });
  made_up.finish();
  const auto finding = made_up.found("slow-convergence");
  REQUIRE(finding);
  CHECK(finding->remedies.front().flag() == (torn ? "--lr 0.0001" : "--lr 1"));
}

TEST_CASE(
    "slow-convergence: a cross-entropy that small outputs cannot cost is over something else") {
  const auto [name, size, first, is_told] =
      GENERATE(table<const char*, double, double, bool>({{"cross-entropy", 0.1, 4.2, true},
                                                         {"cross-entropy", 2, 4.2, false},
                                                         {"cross-entropy", 0.1, 2.0, false},
                                                         {"nll", 0.1, 4.2, false}}));
  plumb::RunFacts facts = MadeUpRun::facts({}, name);
  facts.baseline_loss = 1.05;  // MadeUpRun has 3 outputs
  MadeUpRun made_up(facts);
  run(made_up, 150, [&, first = first, size = size](StepRecord& r) {
    r.loss = first - 0.001 * static_cast<double>(r.step);
    if (!r.activations.empty()) r.activations[3]->deviation = size;
  });
  const auto finding = made_up.found("slow-convergence");
  REQUIRE(finding.has_value());
  const auto said = finding->remedies.front().text.find("softmax is over the classes");
  CHECK((said != std::string::npos) == is_told);
}
