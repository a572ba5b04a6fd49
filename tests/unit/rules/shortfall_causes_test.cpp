#include <cmath>
#include <optional>
#include <string>

#include "ended_run.hpp"
#include "support/catch.hpp"

// What explains that a network stays behind a simple model, and would be no fault of one that does
// not.

using plumb::RunFacts;
using plumb::Severity;
using plumb::StepRecord;

TEST_CASE("A step that has torn the weights explains a network that stays behind",
          "[update-ratio]") {
  const auto found_at = [](double update, int percent, std::int64_t step = 50) {
    const MadeUpRun run = ended_after(facts_with({kernel(0.9)}), percent, [&](StepRecord& r) {
      if (r.step != step) return;
      for (auto& probe : r.probes) probe.update = update * probe.weight;
    });
    return run.found("update-ratio");
  };
  const auto finding = found_at(0.3, 70);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->first_step == 50);
  CHECK_THAT(finding->message, ContainsSubstring("at least 30 % of their weights, and by the end "
                                                 "of the run kernel regression"));
  CHECK_FALSE(found_at(0.3, 85));   // 0.7 of 0.8
  CHECK_FALSE(found_at(0.05, 70));  // no such step
  CHECK_FALSE(found_at(0.15, 70, 0));
  CHECK(found_at(0.3, 70, 0));
}

TEST_CASE("Recurrent sigmoids explain a network that stays behind", "[vanishing-gradient]") {
  const auto found_with = [](const std::string& activation, const std::string& parameter,
                             int percent) {
    RunFacts facts = MadeUpRun::facts({}, "cross-entropy", parameter);
    facts.simple_models = {kernel(0.9)};
    facts.activation = activation;
    return ended(facts, accuracy(percent)).found("vanishing-gradient");
  };
  const auto finding = found_with("sigmoid", "rnn_01.weight_recurrent", 70);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("a quarter at most"));
  CHECK(finding->remedies.front().flag() == "--model lstm --activation tanh");
  CHECK_FALSE(found_with("sigmoid", "rnn_01.weight_recurrent", 85));
  CHECK_FALSE(found_with("tanh", "rnn_01.weight_recurrent", 70));
  CHECK_FALSE(found_with("sigmoid", "dense_01.weight", 70));
}

TEST_CASE("Layers that keep a signal by chance explain a network that stays behind",
          "[vanishing-gradient]") {
  struct Network {
    int layers = 9;  // hidden ones
    std::int64_t units = 8;
    std::string activation = "relu", norm = "none", residual = "none";
    int percent = 70;
    std::string name = ".weight";
  };
  const auto found_of = [](const Network& network) {
    RunFacts facts = facts_with({kernel(0.9)});
    facts.parameters.clear();
    for (int i = 0; i <= network.layers; ++i)
      facts.parameters.push_back(
          {"dense_" + std::to_string(i) + network.name, {network.units, network.units}, 64, {}});
    facts.activation = network.activation;
    facts.settings = {{"norm", network.norm}, {"residual", network.residual}};
    return ended_after(facts, network.percent,
                       [&](StepRecord& r) {
                         r.norms.resize(facts.parameters.size(), 0.5);
                         if (!r.probes.empty())
                           r.probes.resize(facts.parameters.size(), r.probes[0]);
                       })
        .found("vanishing-gradient");
  };
  const auto finding = found_of({});
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message,
             ContainsSubstring("through 9 layers of no more than 8 ReLUs without normalization"));
  CHECK_THAT(finding->message, ContainsSubstring("kernel regression"));
  CHECK(finding->remedies.front().flag() == "--norm batch");
  CHECK_FALSE(found_of({.layers = 8}));  // a sum of 1
  CHECK_FALSE(found_of({.units = 10}));
  CHECK_FALSE(found_of({.activation = "tanh"}));
  CHECK_FALSE(found_of({.norm = "layer"}));
  const auto sigmoids = found_of({.layers = 4, .activation = "sigmoid"});
  REQUIRE(sigmoids);
  CHECK_THAT(sigmoids->message, ContainsSubstring("4 layers of sigmoid one after the other let "
                                                  "little of the gradient through"));
  CHECK(sigmoids->remedies.front().flag() == "--activation tanh --init glorot-uniform");  // narrow
  CHECK(found_of({.layers = 4, .activation = "softplus"}));
  CHECK_FALSE(found_of({.layers = 3, .activation = "sigmoid"}));
  CHECK_FALSE(found_of({.layers = 4, .activation = "sigmoid", .norm = "batch"}));
  CHECK_FALSE(found_of({.name = ".weight_recurrent"}));
  CHECK_FALSE(found_of({.residual = "plain"}));
  CHECK(found_of({.layers = 9, .activation = "softplus", .percent = 82}));
  CHECK_FALSE(found_of({.percent = 82}));  // 0.8 of what the kernel regression learns
  CHECK(found_of({.layers = 4, .activation = "softplus", .percent = 82}));
  CHECK_FALSE(found_of({.layers = 4, .activation = "softplus", .percent = 85}));
}

TEST_CASE("A state that grows by what carries nothing explains a network that stays behind",
          "[vanishing-gradient]") {
  const auto found_of = [](const char* activation, const char* weight = "rnn_1.weight_recurrent") {
    RunFacts facts = MadeUpRun::facts({}, "cross-entropy", weight);
    facts.activation = activation;
    facts.simple_models = {kernel(0.9)};
    return ended(facts, accuracy(70)).found("vanishing-gradient");
  };
  const auto finding = found_of("softplus");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("the state passes a softplus, which is never 0"));
  CHECK(finding->remedies.front().flag() == "--model lstm --activation tanh");
  CHECK(found_of("sigmoid"));
  CHECK_FALSE(found_of("tanh"));
  CHECK_FALSE(found_of("softplus", "dense_01.weight"));
}

TEST_CASE("Gates that weights hold open or shut explain a network that stays behind",
          "[poor-initialization]") {
  const auto found_with = [](std::vector<std::int64_t> shape, double weight, int percent,
                             const std::string& inputs = "lstm_1.weight_input") {
    RunFacts facts = MadeUpRun::facts({}, "cross-entropy", inputs);
    facts.parameters[1].name = "lstm_1.weight_recurrent";
    facts.parameters[0].shape = facts.parameters[1].shape = std::move(shape);
    facts.simple_models = {kernel(0.9)};
    return ended_after(facts, percent,
                       [&](StepRecord& r) {
                         if (!r.probes.empty()) r.probes[0].weight = weight;
                       })
        .found("poor-initialization");
  };
  const auto finding = found_with({32, 8}, 13, 70);  // 2.3 of a state of size 1
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->layer == "lstm_1.weight_input");
  CHECK_THAT(finding->message, ContainsSubstring("they make 2.3 of values of size 1"));
  CHECK(finding->remedies.front().flag() == "--recurrent-init orthogonal --init glorot-uniform");
  CHECK_FALSE(found_with({32, 8}, 11, 70));
  CHECK_FALSE(found_with({32, 8}, 13, 85));
  CHECK_FALSE(found_with({8, 8}, 13, 70));  // no gates
  CHECK_FALSE(found_with({32, 8}, 13, 70, "dense_01.weight"));
}

TEST_CASE("Biases that began far from 0 explain a network that stays behind",
          "[poor-initialization]") {
  const auto found_with = [](const char* biases, int percent) {
    RunFacts facts = facts_with({kernel(0.9)});
    facts.settings["bias-init"] = biases;
    return ended(facts, accuracy(percent)).found("poor-initialization");
  };
  const auto finding = found_with("uniform:30", 70);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("biases begin far from 0, by uniform:30"));
  CHECK(finding->remedies.front().flag() == "--bias-init zeros");
  CHECK_FALSE(found_with("uniform:30", 85));
  CHECK_FALSE(found_with("uniform:1", 70));
}

TEST_CASE("Biases that no step can take back are told of in the first", "[poor-initialization]") {
  const auto severity_with = [](const char* biases, const char* optimizer, double rate,
                                const char* norm = "none") {
    RunFacts facts = MadeUpRun::facts();
    facts.settings = {{"bias-init", biases}, {"norm", norm}};
    facts.optimizer = optimizer;
    facts.learning_rate = rate;
    facts.planned_steps = 1000;
    MadeUpRun made_up(facts);
    made_up.add(made_up.healthy());
    return made_up.severity("poor-initialization");
  };
  CHECK(severity_with("uniform:30", "rmsprop", 0.001) == Severity::warning);
  CHECK_FALSE(severity_with("uniform:30", "rmsprop", 0.01));  // by 10
  CHECK_FALSE(severity_with("uniform:30", "sgd", 0.001));     // by what the gradient makes of it
  CHECK_FALSE(severity_with("constant:30", "rmsprop", 0.001));
  CHECK_FALSE(severity_with("uniform:30", "rmsprop", 0.001, "batch"));
}

TEST_CASE("Batch normalization over three samples explains a network that stays behind",
          "[saturated-units]") {
  const auto found_with = [](const char* batch, int percent, const char* norm = "batch",
                             const char* residual = "none") {
    RunFacts facts = facts_with({kernel(0.9)});
    facts.settings = {
        {"model", "mlp"}, {"norm", norm}, {"residual", residual}, {"batch-size", batch}};
    return ended(facts, accuracy(percent)).found("saturated-units");
  };
  const auto finding = found_with("3", 70);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("over 3 samples takes two of the 3 values"));
  CHECK_THAT(finding->message, ContainsSubstring("kernel regression"));
  CHECK(finding->remedies.front().flag() == "--batch-size 128");
  CHECK(found_with("4", 70));
  CHECK_FALSE(found_with("3", 85));
  CHECK_FALSE(found_with("5", 70));
  CHECK_FALSE(found_with("3", 70, "layer"));
  CHECK_FALSE(found_with("3", 70, "batch", "preact"));
}

TEST_CASE("Units that began equal explain a network that stays behind", "[poor-initialization]") {
  const auto found_with = [](std::vector<std::size_t> equal, int percent) {
    const MadeUpRun run = ended_after(facts_with({kernel(0.9)}), percent, [&](StepRecord& r) {
      if (r.step > 0) return;
      for (const std::size_t layer : equal) r.probes[layer].constant = true;
    });
    return run.found("poor-initialization");
  };
  const auto finding = found_with({0}, 70);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->layer == "dense_01");
  CHECK(finding->first_step == 399);
  CHECK_THAT(finding->message, ContainsSubstring("dense_01 began equal: to its 8 units"));
  CHECK_THAT(finding->message, ContainsSubstring("kernel regression"));
  CHECK_FALSE(found_with({0}, 85));
  CHECK_FALSE(found_with({}, 70));
  CHECK_FALSE(found_with({2}, 70));                // of the outputs
  CHECK(found_with({0, 1}, 70)->first_step == 0);  // they stay alike
}

TEST_CASE("What a network is made of is no cause where it has done better", "[no-activation]") {
  const auto found_after = [](int percent) {
    RunFacts facts = facts_with({linear(0.6), kernel(0.9)});
    facts.activation = "identity";
    MadeUpRun made_up(facts);
    run(made_up, 200, [](StepRecord& r) { r.loss = 0.5 * MadeUpRun::baseline; });
    made_up.evaluate(accuracy(percent));
    run(made_up, 200, [](StepRecord& r) { r.loss = 0.9 * MadeUpRun::baseline; });
    made_up.evaluate(accuracy(65));
    made_up.finish();
    return made_up.found("no-activation").has_value();
  };
  CHECK(found_after(70));        // 0.5 of 0.8
  CHECK_FALSE(found_after(85));  // 0.9
}

TEST_CASE("What an explosion has ended does not show what a network lacks",
          "[no-activation][unlearnt-classes]") {
  RunFacts facts = facts_with({linear(0.6), kernel(0.9)});
  facts.activation = "identity";
  MadeUpRun made_up(facts);
  run(made_up, 100, unchanged);
  run(made_up, 100, [](StepRecord& r) { r.loss = std::nan(""); });
  made_up.evaluate({.classes = {{100, 100}, {100, 0}}});
  made_up.finish();
  CHECK_FALSE(made_up.found("no-activation"));
  CHECK_FALSE(made_up.found("unlearnt-classes"));
}

TEST_CASE("A decay that takes back all that a step changes holds a network down that learns",
          "[weight-decay]") {
  struct Decayed {
    double weight = 4, update = 0.005;
    int percent = 82;  // 0.64 of 0.8
  };
  const auto found_of = [](const Decayed& how) {
    RunFacts facts = facts_with({kernel(0.9)});
    facts.optimizer = "adamw";
    facts.weight_decay = 0.1;  // of 4, at the rate of 0.1: 0.04
    const MadeUpRun run = ended_after(facts, how.percent, [&](StepRecord& r) {
      for (auto& probe : r.probes) {
        probe.weight = r.step < 50 ? 10 : how.weight;
        probe.update = r.step <= 100 ? 0.5 : how.update;
      }
    });
    return run.found("weight-decay");
  };
  const auto finding = found_of({});
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("takes off 8 times what a step changes"));
  CHECK_THAT(finding->message, ContainsSubstring("kernel regression"));
  CHECK_FALSE(found_of({.percent = 85}));
  CHECK_FALSE(found_of({.weight = 6}));
  CHECK_FALSE(found_of({.update = 0.05}));
}

TEST_CASE("Of a linear network that learns nothing a kernel regression need not be far better",
          "[no-activation]") {
  const auto found_with = [](double of_linear, double of_kernel) {
    RunFacts facts = facts_with({linear(of_linear), kernel(of_kernel)});
    facts.activation = "identity";
    MadeUpRun made_up(facts);
    run(made_up, 400, learns_nothing);
    made_up.evaluate(accuracy(52));
    made_up.finish();
    return made_up.found("no-activation");
  };
  CHECK(found_with(0.51, 0.59));  // 0.07 above the network's, where chance makes 0.1
  CHECK_FALSE(found_with(0.56, 0.59));
  CHECK_FALSE(found_with(0.4, 0.5));
}

TEST_CASE("A network that ends behind has hardly moved", "[update-ratio]") {
  const auto found_of = [](double update, int percent) {  // of weights of 10
    return ended_after(facts_with({kernel(0.9)}), percent,
                       [&](StepRecord& r) {
                         for (auto& probe : r.probes) probe.update = update;
                       })
        .found("update-ratio");
  };
  const auto finding = found_of(0.004, 70);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("by no more than 0.04 % of their weights"));
  CHECK_THAT(finding->message, ContainsSubstring(", and by the end of the run kernel regression"));
  CHECK(finding->remedies.front().flag() == "--lr 1");
  CHECK_FALSE(found_of(0.006, 70));
  CHECK_FALSE(found_of(0.004, 85));
}
