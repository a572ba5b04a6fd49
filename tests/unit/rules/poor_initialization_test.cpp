#include <algorithm>
#include <cmath>
#include <string>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

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
  SECTION("a signal that is lost in many convolutions is best normalized") {
    const auto advised = [](int convolutions, double size) {
      plumb::RunFacts facts = MadeUpRun::facts();
      facts.activation = "relu";
      for (int i = 3; i < convolutions; ++i)
        facts.parameters.push_back({"more_" + std::to_string(i), {8, 8, 3, 3}, 576, {}});
      for (int i = 0; i < std::min(convolutions, 3); ++i)
        facts.parameters[static_cast<std::size_t>(i)].shape = {8, 8, 3, 3};
      MadeUpRun made(facts);
      run(made, 1, [&](StepRecord& r) {
        r.activations[2]->deviation = size;
        r.norms.resize(facts.parameters.size(), 0.5);
        r.probes.resize(facts.parameters.size(), r.probes[0]);
      });
      return made.found("poor-initialization")->remedies.front().flag();
    };
    CHECK(advised(6, 1e-6) == "--norm batch");
    CHECK(advised(5, 1e-6) == "--init he-normal");
    CHECK(advised(6, 1e6) == "--init he-normal");  // normalization would not hold such weights
  }
  SECTION("and so is one that is lost in more ReLU layers than these have units") {
    const auto advised = [](std::int64_t units) {
      plumb::RunFacts facts = MadeUpRun::facts();
      facts.activation = "relu";
      for (auto& parameter : facts.parameters) parameter.shape = {units, units};
      MadeUpRun made(facts);
      run(made, 1, [](StepRecord& r) { r.activations[2]->deviation = 1e-6; });
      return made.found("poor-initialization")->remedies.front().flag();
    };
    CHECK(advised(1) == "--norm batch");
    CHECK(advised(2) == "--init he-normal");
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
  SECTION("outputs that are too large, and still so after fifty steps") {
    const double left = GENERATE(5.0, 50.0);
    run(made_up, 45, [](StepRecord& r) { r.loss = 100; });
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

TEST_CASE("poor-initialization: weights that a network has learnt in spite of are taken back") {
  const double left = GENERATE(0.15, 0.25);  // of the baseline
  MadeUpRun made_up;
  const auto alike = [&](StepRecord& r) {
    r.loss = std::max(r.loss, left * MadeUpRun::baseline);
    if (r.step == 0) r.probes[1].constant = r.probes[2].constant = true;
  };
  run(made_up, 300, alike);
  REQUIRE(made_up.severity("poor-initialization") == Severity::warning);
  run(made_up, 400, alike);
  const auto finding = made_up.found("poor-initialization").value();
  CHECK(finding.severity == (left < 0.2 ? Severity::info : Severity::warning));
  CHECK(finding.reported_step == 0);
  CHECK((finding.message.find("has learnt all the same") != std::string::npos) == (left < 0.2));
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
  CHECK(finding->remedies.front().flag() == flag);
}

namespace {

/// What is found of a first loss and the outputs' size, 0 for outputs that no tap shows; of so many
/// classes.
std::optional<plumb::Finding> started_at(double loss, double size, const char* name,
                                         double baseline, std::int64_t classes) {
  plumb::RunFacts facts = MadeUpRun::facts({}, name);
  facts.baseline_loss = baseline;
  facts.parameters.back().shape = {classes, 8};
  MadeUpRun made_up(facts);
  run(made_up, 300, [&](StepRecord& r) {
    r.loss = loss;
    for (auto& probe : r.probes) probe.weight = 4;  // of the usual size
    if (size > 0 && !r.activations.empty()) r.activations[3]->deviation = size;
    if (size == 0 && !r.activations.empty()) r.activations[3].reset();
  });
  return made_up.found("poor-initialization");
}

}  // namespace

TEST_CASE("poor-initialization: outputs near 0 that cost much lack a bias, not other weights") {
  const double size = GENERATE(0.0, 0.2);
  const char* loss = GENERATE("", "bce");
  const auto finding = started_at(0.63, size, loss, 0.056, 1);
  REQUIRE(finding.has_value());
  CHECK(finding->severity == Severity::info);
  CHECK_THAT(finding->message, ContainsSubstring("11 times that of a constant prediction") &&
                                   ContainsSubstring("not the weights") &&
                                   !ContainsSubstring("too large"));
  REQUIRE(finding->remedies.size() == 1);
  CHECK_THAT(finding->remedies[0].text, ContainsSubstring("log-odds"));
}

TEST_CASE("poor-initialization: a loss that is summed is not the outputs' fault") {
  const auto finding = started_at(4 * 2.3, 0.3, "cross-entropy", 2.3, 10);
  REQUIRE(finding.has_value());
  CHECK(finding->severity == Severity::info);
  CHECK_THAT(finding->message, ContainsSubstring("a sum where the baseline is a mean"));
}

TEST_CASE("poor-initialization: outputs are too large where they are") {
  const auto [loss, size, name] = GENERATE(table<double, double, const char*>(
      {{30, 40, "cross-entropy"}, {30, 40, ""}, {30, 5, "mse"}, {30, 0, "cross-entropy"}}));
  const auto finding = started_at(loss, size, name, 2.3, 10);
  REQUIRE(finding.has_value());
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("the outputs are too large"));
  CHECK(finding->remedies.front().flag() == "--init glorot-uniform");
}

TEST_CASE("poor-initialization: smaller weights are those that keep a signal, where they are") {
  const auto remedy_for = [](const char* activation, double norm) {
    plumb::RunFacts facts = MadeUpRun::facts({}, "cross-entropy");
    facts.activation = activation;
    MadeUpRun made_up(facts);
    run(made_up, 1, [&](StepRecord& r) {
      r.loss = 100;
      for (auto& probe : r.probes) probe.weight = norm;
    });
    return made_up.found("poor-initialization")->remedies.front().flag();
  };
  CHECK(remedy_for("leaky-relu", 10) == "--init he-normal");  // 3.5 for inputs of size 1
  CHECK(remedy_for("tanh", 10) == "--init glorot-uniform");
  CHECK(remedy_for("leaky-relu", 4) == "--init glorot-uniform");  // 1.4
}

TEST_CASE("poor-initialization: what large outputs were may remain between the samples") {
  const auto severity_at = [](double first, double validation, double simple, int steps = 400) {
    plumb::RunFacts facts = MadeUpRun::facts({}, "mse");
    facts.targets = plumb::TargetFacts{0, 1};
    facts.simple_models = {
        {"kernel regression", 1000, 400, {}, simple * MadeUpRun::baseline, false}};
    MadeUpRun made_up(facts);
    run(made_up, steps, [&](StepRecord& r) {
      r.loss = std::max((r.step == 0 ? first : 1) * r.loss, 0.2 * MadeUpRun::baseline);
      if (!r.activations.empty()) r.activations[3]->deviation = 9;
    });
    made_up.evaluate(
        {.training = 0.2 * MadeUpRun::baseline, .validation = validation * MadeUpRun::baseline});
    made_up.finish();
    return made_up.severity("poor-initialization");
  };
  CHECK(severity_at(20, 2.5, 0.1) == Severity::warning);
  CHECK(severity_at(20, 1.05, 0.1) == Severity::info);  // as a constant prediction
  CHECK(severity_at(20, 2.5, 0.7) == Severity::info);   // who knows what there is to learn
  CHECK_FALSE(severity_at(1, 2.5, 0.1));
  CHECK(severity_at(20, 2.5, 0.1, 5) == Severity::info);  // nothing has been learnt yet
}

TEST_CASE("poor-initialization: of a loss with terms of its own nothing follows for the bias") {
  const auto [name, loss, size, is_small] =
      GENERATE(table<const char*, double, double, bool>({{"elbo", 24451, 26, false},
                                                         {"kl", 20, 0.21, true},
                                                         {"elbo", 20, 0, false},
                                                         {"", 20, 0.2, true}}));
  const auto finding = started_at(loss, size, name, 2.3, 64);
  REQUIRE(finding.has_value());
  CHECK_THAT(finding->message, !ContainsSubstring("bias") && !ContainsSubstring("log-odds"));
  CHECK_THAT(finding->message, ContainsSubstring(is_small ? "something else of what it is made of"
                                                          : "the outputs, or another term of it"));
  CHECK_THAT(finding->remedies.back().text, ContainsSubstring("look at the terms of the loss"));
}

TEST_CASE("poor-initialization: errors are as large as the targets make them") {
  const char* name = GENERATE("mae", "huber", "smooth-l1");
  const auto finding = started_at(3000, 5, name, 2.3, 1);
  REQUIRE(finding.has_value());
  CHECK_THAT(finding->message, ContainsSubstring("the last layer's bias is far from the targets"));
}
