#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

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

TEST_CASE("exploding-gradient: a network that learns all the same has taken steps of useful size") {
  const double share = GENERATE(0.3, 0.8);  // of the baseline, from the second step on
  MadeUpRun made_up;
  run(made_up, 60, [&](StepRecord& r) {
    r.norms = {1e6, 1e4, 1};
    r.loss = MadeUpRun::baseline * (r.step == 0 ? 1.5 : share);
  });
  auto finding = made_up.found("exploding-gradient");
  REQUIRE(finding.has_value());
  CHECK_THAT(finding->message, ContainsSubstring("from the start"));
  if (share > 0.5) {
    CHECK_THAT(finding->message, ContainsSubstring("so that no step of useful size stays"));
    return;
  }
  CHECK_THAT(finding->message, ContainsSubstring("and yet the loss has come down to 0.") &&
                                   !ContainsSubstring("no step of useful size"));
  CHECK(finding->last_step <= 20);

  run(made_up, 10, [](StepRecord& r) {
    r.norms = {1e9, 1e9, 1e9};
    r.norm = r.norm_after = 1e9;
    r.loss = 50;
  });
  finding = made_up.found("exploding-gradient");
  CHECK_THAT(finding->message, ContainsSubstring("times the largest before"));
}

TEST_CASE("exploding-gradient: without a baseline a loss of next to nothing is no scale") {
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.baseline_loss.reset();
  MadeUpRun made_up(facts);
  SECTION("a policy's, whose first one is 0 but for rounding and whose next ones are below 0") {
    const std::vector<double> norms =
        GENERATE(std::vector<double>{0.04, 0.04, 0.03}, std::vector<double>{0.04, 0.04, 1e-9});
    run(made_up, 30, [&](StepRecord& r) {
      r.norms = {norms[0], norms[1], norms[2]};
      r.loss = r.step == 0 ? 5.6e-9 : -0.01;
    });
    CHECK_FALSE(made_up.found("exploding-gradient"));
  }
  SECTION("that of a network which has converged already, whose layers are all alike") {
    run(made_up, 30, [](StepRecord& r) {
      r.norms = {3e-6, 6e-6, 1e-6};
      r.loss = r.step == 0 ? 4e-12 : 3e-8;
    });
    CHECK_FALSE(made_up.found("exploding-gradient"));
  }
  SECTION("a gradient that grows on its way back is huge all the same") {
    const int steps = GENERATE(5, 2);  // before it overflows
    run(made_up, steps, [](StepRecord& r) { r.norms = {1e6, 1e4, 1}; });
    CHECK(made_up.found("exploding-gradient").has_value() == (steps == 5));
    run(made_up, 1, [](StepRecord& r) { r.loss = r.norm = infinity; });
    REQUIRE(made_up.severity("exploding-gradient") == Severity::error);
    CHECK(made_up.found("exploding-gradient")->first_step == 0);
    CHECK_THAT(made_up.found("exploding-gradient")->message, ContainsSubstring("from the start"));
  }
}

TEST_CASE("exploding-gradient: a recurrent weight shows early that the gradient grows in time") {
  const auto severity = [](const std::string& first_parameter, double norm, plumb::Clip clip = {}) {
    MadeUpRun made_up(clip, {}, first_parameter);
    run(made_up, 1, [&](StepRecord& r) {
      r.norms[0] = norm;
      r.norm = r.norm_after = norm;
    });
    return made_up.severity("exploding-gradient");
  };
  // Of weights of 10 and a loss of 2.3, a sensitivity of 87.
  CHECK(severity("rnn_1.weight_recurrent", 20) == Severity::warning);
  CHECK(severity("rnn.weight_hh_l0", 20) == Severity::warning);
  CHECK_FALSE(severity("rnn_1.weight_recurrent", 15));
  CHECK_FALSE(severity("rnn_1.weight_input", 20));
  CHECK_FALSE(severity("rnn_1.weight_recurrent", 20, plumb::Clip::norm(1)));
  CHECK(severity("rnn_1.weight_recurrent", 3000) == Severity::error);
}

TEST_CASE("exploding-gradient: gates, which carry more over the steps, are no remedy") {
  MadeUpRun made_up({}, {}, "rnn_1.weight_recurrent");
  run(made_up, 1, [](StepRecord& r) {
    r.norms[0] = 20;
    r.norm = r.norm_after = 20;
  });
  const auto finding = made_up.found("exploding-gradient");
  REQUIRE(finding.has_value());
  std::string flags;
  for (const auto& remedy : finding->remedies) flags += remedy.flag() + ' ';
  CHECK(flags == "--recurrent-init orthogonal --clip norm:1 ");
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
  CHECK(finding->remedies.at(0).flag() == (update > 1 ? "--lr 0.0001" : "--lr 0.01"));
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
    return made_up.found("exploding-gradient")->remedies.at(0).flag();
  };
  CHECK(first_advice("batch", "none") == "--residual preact");
  CHECK(first_advice("none", "none") == "--init he-normal");
  CHECK(first_advice("batch", "plain") == "--init he-normal");
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
  CHECK(found(1e5).remedies.front().flag() == "--lr 1e-07");
  CHECK_THAT(found(0.01).message, ContainsSubstring("with these weights"));
}

TEST_CASE("exploding-gradient: inf or NaN out of nothing, after a few usual steps, is none") {
  const auto [steps, explodes] = GENERATE(table<int, bool>({{2, true}, {19, false}, {20, false}}));
  MadeUpRun made_up;
  run(made_up, steps, [](StepRecord&) {});
  run(made_up, 1, [](StepRecord& r) {
    r.loss = r.norm = std::numeric_limits<double>::quiet_NaN();
    r.origin = plumb::NonFiniteOrigin{plumb::NonFiniteOrigin::Pass::forward, "dense_02", {}};
  });
  CHECK(made_up.found("exploding-gradient").has_value() == explodes);
  CHECK(made_up.found("non-finite").has_value());
}

TEST_CASE("exploding-gradient: a first loss that is not finite is one only where values are huge") {
  const double loss = GENERATE(std::numeric_limits<double>::quiet_NaN(), infinity);
  const auto found = [&](auto change) {
    MadeUpRun made_up;
    run(made_up, 3, [&](StepRecord& r) {
      r.loss = r.norm = loss;
      change(r);
    });
    CHECK(made_up.severity("non-finite") == Severity::error);
    return made_up.found("exploding-gradient");
  };
  const auto grows = [](StepRecord& r, double first, double factor) {
    if (r.activations.empty()) return;
    for (auto& activation : r.activations) {
      activation->deviation = first;
      first *= factor;
    }
  };
  const auto overflows_from = [](StepRecord& r, std::size_t tap) {
    for (; tap < r.activations.size(); ++tap) {
      r.activations[tap]->non_finite = 1;
      r.activations[tap]->mean = r.activations[tap]->deviation = std::nan("");
    }
  };
  CHECK_FALSE(found(unchanged));
  CHECK_FALSE(found([](StepRecord& r) { r.activations.clear(); }));
  CHECK_FALSE(found([&](StepRecord& r) { overflows_from(r, 0); }));
  CHECK_FALSE(found([&](StepRecord& r) { overflows_from(r, 2); }));  // a log of 0, say
  const auto grown = found([&](StepRecord& r) { grows(r, 1, 1e6); });
  REQUIRE(grown.has_value());
  CHECK(grown->layer == "dense_02");
  CHECK(grown->reported_step == 0);
  for (const auto& remedy : grown->remedies) {  // no step had been made
    CHECK(remedy.flag() != "--clip norm:1");
    CHECK(remedy.flag() != "--lr 0.01");
  }
  CHECK_THAT(grown->message, ContainsSubstring("with these weights"));
  const auto halves = found([&](StepRecord& r) {
    grows(r, 1, 1e2);
    overflows_from(r, 3);
  });
  REQUIRE(halves.has_value());
  CHECK(halves->layer == "output");
  const auto inputs = found([&](StepRecord& r) { grows(r, 1e30, 1); });
  REQUIRE(inputs.has_value());
  CHECK_THAT(inputs->message, ContainsSubstring("the inputs are of size 1e+30"));
  CHECK_THAT(inputs->message, !ContainsSubstring("weights"));
  CHECK(inputs->remedies.front().flag() == "--standardize on");
  const auto weights = found([](StepRecord& r) {
    r.activations.clear();
    for (auto& probe : r.probes) probe.weight = 1e5;
  });
  CHECK(weights.has_value());
}

TEST_CASE("exploding-gradient: NaN in the first steps of a network at rest is none") {
  const bool loss_too = GENERATE(true, false);
  const int step = GENERATE(0, 1, 5);
  MadeUpRun made_up;
  run(made_up, step, unchanged);
  run(made_up, 3, [&](StepRecord& r) {
    r.norm = std::nan("");
    if (loss_too) r.loss = r.norm;
  });
  CHECK_FALSE(made_up.found("exploding-gradient"));
  CHECK(made_up.severity("non-finite") == Severity::error);
}

TEST_CASE("exploding-gradient: a loss of -log 0, whose gradient is usual, is none") {
  const int step = GENERATE(0, 1, 5);
  MadeUpRun made_up;
  run(made_up, step, unchanged);
  run(made_up, 3, [](StepRecord& r) { r.loss = infinity; });
  CHECK_FALSE(made_up.found("exploding-gradient"));
  CHECK(made_up.severity("non-finite") == Severity::error);
}

TEST_CASE("exploding-gradient: what a large step made of weights that are too large wants others") {
  const auto advised = [](const char* initializer) {
    plumb::RunFacts facts = MadeUpRun::facts();
    facts.activation = "selu";
    facts.settings["init"] = initializer;
    MadeUpRun made_up(facts);
    run(made_up, 2, [](StepRecord& r) {
      for (auto& probe : r.probes) probe.update = 2;  // of 10
    });
    run(made_up, 1, [](StepRecord& r) { r.loss = r.norm = infinity; });
    const auto finding = made_up.found("exploding-gradient").value();
    CHECK_THAT(finding.message, ContainsSubstring("one step had changed half of the layers"));
    return finding.remedies.front().flag();
  };
  CHECK(advised("he-normal") == "--init lecun-normal");
  CHECK(advised("lecun-normal") == "--lr 0.001");
}

TEST_CASE("exploding-gradient: a loss traced to itself is one where the outputs are huge") {
  const double norm = GENERATE(1.0, 1e37);
  MadeUpRun made_up;
  run(made_up, 1, [&](StepRecord& r) {
    r.loss = infinity;
    r.norm = norm;
    r.probes.clear();
    r.activations.clear();
    r.origin = {plumb::NonFiniteOrigin::Pass::loss, "output", ""};
  });
  const bool is_huge = norm > 1;
  CHECK(made_up.found("exploding-gradient").has_value() == is_huge);
  CHECK_THAT(made_up.found("non-finite")->message,
             ContainsSubstring(is_huge ? "so large that the loss of them overflowed"
                                       : "the loss itself produced it"));
}

TEST_CASE("exploding-gradient: a weight that starts as NaN has not grown") {
  const int step = GENERATE(0, 1);
  MadeUpRun made_up;
  run(made_up, step, unchanged);
  run(made_up, 1, [](StepRecord& r) {
    r.loss = r.norm = std::nan("");
    r.origin = {plumb::NonFiniteOrigin::Pass::weight, "dense_02.weight", ""};
  });
  CHECK(made_up.found("exploding-gradient").has_value() == (step > 0));
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

TEST_CASE("gradient-spike: no consequence is claimed before there were steps to see it in") {
  MadeUpRun made_up;
  const auto told = [&] { return made_up.found("gradient-spike")->message; };
  run(made_up, 300, unchanged);
  run(made_up, 1, [](StepRecord& r) { r.norm = 30; });
  CHECK_THAT(told(), ContainsSubstring("what becomes of the loss is not known after 0 steps"));
  SECTION("none") {
    run(made_up, 20, unchanged);
    CHECK_THAT(told(), ContainsSubstring("so far, in 20 steps, without consequence"));
    run(made_up, 200, unchanged);
    CHECK_THAT(told(), ContainsSubstring(", without lasting consequence for the loss"));
  }
  SECTION("a loss that has risen, and comes back for single steps") {
    run(made_up, 260, [](StepRecord& r) {
      r.loss = r.step % 30 < 4 ? 1.1 : 5;  // at 1.1 it is near enough to be learnt
    });
    REQUIRE(made_up.severity("gradient-spike") == Severity::info);
    CHECK_THAT(told(), !ContainsSubstring("without"));
    run(made_up, 200, unchanged);
    CHECK_THAT(told(), ContainsSubstring("steps after it the loss was far above the"));
  }
  const auto finding = made_up.found("gradient-spike");
  CHECK(finding->first_step == 300);
  CHECK(finding->last_step == 300);
  CHECK(finding->reported_step == 300);
}

TEST_CASE("gradient-spike: a loss that runs down without end is no loss without consequence") {
  const std::string name = GENERATE("mse", "likelihood");
  MadeUpRun made_up({}, name);
  const auto runs_down = [](std::int64_t until) {
    return [until](StepRecord& r) {
      r.loss = -std::exp(static_cast<double>(r.step) / 15);
      r.norm = std::exp(static_cast<double>(std::min(r.step, until)) / 15);
    };
  };
  run(made_up, 150, runs_down(150));
  CHECK_THAT(made_up.found("gradient-spike")->message,
             ContainsSubstring(", while the loss fell from -"));
  run(made_up, 200, runs_down(150));
  CHECK_THAT(made_up.found("gradient-spike")->message,
             ContainsSubstring(", while the loss fell from -"));
  CHECK(made_up.found("divergence").has_value() == (name == "mse"));
}

TEST_CASE("gradient-spike: the numbers are those of the spike that the sentence is about") {
  MadeUpRun made_up;
  run(made_up, 300, unchanged);
  run(made_up, 1, [](StepRecord& r) { r.norm = 1e6; });  // harmless
  run(made_up, 200, unchanged);
  run(made_up, 1, [](StepRecord& r) { r.norm = 30; });
  run(made_up, 60, [](StepRecord& r) { r.loss = 20; });
  const auto finding = made_up.found("gradient-spike");
  REQUIRE(finding->severity == Severity::warning);
  CHECK(finding->first_step == 501);
  CHECK(finding->evidence.front().second == 30);
  CHECK_THAT(finding->message, ContainsSubstring("reached 30 in step 501"));
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
  CHECK(finding->remedies.front().flag() == flag);
}

TEST_CASE("gradient-spike: a step that was clipped to the usual is not advised to be clipped") {
  const double after = GENERATE(0.4, 20.0);
  MadeUpRun made_up(plumb::Clip::autoclip());
  run(made_up, 300, [&](StepRecord& r) {
    r.norm_after = 0.4;
    if (r.step != 250) return;
    r.norm = 40;
    r.norm_after = after;
  });
  const auto finding = made_up.found("gradient-spike");
  REQUIRE(finding.has_value());
  CHECK((finding->remedies.front().flag() == "--clip norm:1") == (after > 1));
}

TEST_CASE("exploding-gradient: a step that a loss scaler left out does not hide an explosion") {
  const bool scaled = GENERATE(false, true);
  MadeUpRun made_up;
  run(made_up, 9, [&](StepRecord& r) {
    r.norm = r.norm_after = std::pow(30, r.step);
    r.norms = {r.norm, r.norm, r.norm};
    r.loss = MadeUpRun::baseline * std::pow(5, r.step);
    if (r.step == 8) r.loss = r.norm = r.norm_after = std::numeric_limits<double>::quiet_NaN();
    if (scaled && r.step == 0) {
      r.norm = r.norm_after = infinity;
      r.skipped = true;
    }
  });
  CHECK(made_up.severity("exploding-gradient") == Severity::error);
}
