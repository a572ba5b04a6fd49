#include "odd_settings.hpp"

#include <string>
#include <utility>
#include <vector>

#include "remedies.hpp"
#include "support/catch.hpp"

namespace remedies = plumb::remedies;
using plumb::Remedy;
using plumb::RunFacts;

namespace {

/// As `plumb train` tells of a run by Adam.
RunFacts with(std::vector<std::pair<std::string, std::string>> settings) {
  RunFacts facts;
  facts.optimizer = "adam";
  facts.learning_rate = 0.001;
  facts.loss = "cross-entropy";
  facts.settings = {{"model", "mlp"},     {"width", "32"},     {"depth", "4"},
                    {"norm", "none"},     {"momentum", "0"},   {"epsilon", "1e-8"},
                    {"dropout", "0"},     {"truncate", "0"},   {"accumulate", "1"},
                    {"batch-size", "32"}, {"residual", "none"}};
  for (auto& [name, value] : settings) facts.settings[name] = std::move(value);
  return facts;
}

/// The flags that a finding of the rule advises, with these to begin with.
std::string advised(const RunFacts& facts, const char* rule, std::vector<Remedy> more = {}) {
  plumb::put_odd_settings_first(more, facts, rule);
  std::string flags;
  for (const auto& remedy : more) flags += remedy.flag() + " ";
  return flags;
}

Remedy lower_rate(const RunFacts& facts) {
  return *remedies::lower_rate(facts);
}

}  // namespace

TEST_CASE("many layers that hardly move at a usual rate are normalized before it is raised") {
  const auto first_of = [](const char* depth, const char* norm, double rate) {
    RunFacts facts = with({{"depth", depth}, {"norm", norm}});
    facts.learning_rate = rate;
    return advised(facts, "update-ratio", {remedies::higher_rate(facts)});
  };
  CHECK(first_of("30", "none", 0.001) == "--norm batch --lr 0.1 ");
  CHECK(first_of("30", "layer", 0.001) == "--lr 0.1 ");
  CHECK(first_of("4", "none", 0.001) == "--lr 0.1 ");
  CHECK(first_of("30", "none", 0.00001) == "--lr 0.001 ");
}

TEST_CASE("a setting that keeps a network from learning is set right first") {
  const auto on_plateau = [](std::vector<std::pair<std::string, std::string>> settings) {
    return advised(with(std::move(settings)), "loss-plateau");
  };
  CHECK(on_plateau({}).empty());
  CHECK(on_plateau({{"label-smoothing", "0.9"}}) == "--label-smoothing 0.1 ");
  CHECK(on_plateau({{"label-smoothing", "0.5"}}).empty());
  CHECK(on_plateau({{"epsilon", "1"}}) == "--epsilon 1e-08 ");
  CHECK(on_plateau({{"epsilon", "0.0001"}}).empty());
  CHECK(on_plateau({{"width", "1"}}) == "--width 32 ");
  CHECK(on_plateau({{"width", "3"}}).empty());
  CHECK(on_plateau({{"dropout", "0.9"}}) == "--dropout 0.1 ");
  CHECK(on_plateau({{"batch-size", "2"}}) == "--batch-size 128 ");
  CHECK(on_plateau({{"batch-size", "2"}, {"accumulate", "16"}}).empty());
  CHECK(on_plateau({{"momentum", "0.99"}}) == "--momentum 0.9 ");
}

TEST_CASE("biases far from 0 are set right before weights, and before running statistics") {
  const RunFacts far = with({{"bias-init", "normal:30"}}), near = with({{"bias-init", "zeros"}});
  const Remedy weights{"", {{"init", "he-normal"}}}, inputs{"", {{"standardize", "on"}}};
  CHECK(advised(far, "poor-initialization", {weights}) == "--bias-init zeros --init he-normal ");
  CHECK(advised(near, "poor-initialization", {weights}) == "--init he-normal ");
  CHECK(advised(far, "evaluation-mode", {inputs}) == "--bias-init zeros --standardize on ");
}

TEST_CASE("a spread label is set right before what a gradient is said to grow by") {
  const RunFacts facts = with({{"label-smoothing", "0.99"}});
  CHECK(advised(facts, "exploding-gradient", {lower_rate(facts)}) ==
        "--label-smoothing 0.1 --lr 0.0001 ");
}

TEST_CASE("a decay that others bear is none to lower before a rate far above the customary one") {
  RunFacts facts = with({});
  facts.weight_decay = 0.5;
  facts.learning_rate = 100;
  facts.optimizer = "adamw";
  CHECK(advised(facts, "weight-decay") == "--lr 0.001 ");
  facts.optimizer = "adam";  // a part of the gradient
  CHECK(advised(facts, "weight-decay").empty());
  facts.weight_decay = 0.01;
  CHECK(advised(facts, "weight-decay") == "--lr 0.001 ");
}

TEST_CASE("an epsilon for which the rate makes up is none that is odd") {
  RunFacts facts = with({{"epsilon", "0.01"}});
  CHECK(advised(facts, "slow-convergence") == "--epsilon 1e-08 ");
  facts.learning_rate = 0.01;
  CHECK(advised(facts, "slow-convergence").empty());
  facts.learning_rate = 0.001;
  facts.optimizer = "sgd";  // has none
  CHECK(advised(facts, "slow-convergence").empty());
}

TEST_CASE("what recurrent networks alone take is odd in them alone") {
  for (const char* weight : {"gru_1.weight_recurrent", "dense_01.weight"}) {
    INFO(weight);
    const bool has_state = std::string(weight) == "gru_1.weight_recurrent";
    const auto network_with = [&](const char* setting, const char* value) {
      RunFacts facts = with({{setting, value}});
      facts.parameters.push_back({weight, {96, 32}, 96 * 32, {}});
      return advised(facts, "underfitting");
    };
    CHECK(network_with("truncate", "2") == (has_state ? "--truncate 0 " : ""));
    CHECK(network_with("forget-bias", "-3") == (has_state ? "--forget-bias 1 " : ""));
    CHECK(network_with("truncate", "9").empty());
  }
}

TEST_CASE("an absolute error of classes gives way to their own loss") {
  RunFacts facts = with({});
  facts.loss = "mae";
  CHECK(advised(facts, "slow-convergence") == "--loss cross-entropy ");
  facts.targets = plumb::TargetFacts{};
  CHECK(advised(facts, "slow-convergence").empty());
}

TEST_CASE("outputs of classes are plain or shares") {
  const auto behind = [](const char* activation) {
    return advised(with({{"output-activation", activation}}), "slow-convergence");
  };
  for (const char* usual : {"none", "softmax", "sigmoid"}) CHECK(behind(usual).empty());
  for (const char* odd : {"relu", "tanh", "softplus"})
    CHECK(behind(odd) == "--output-activation none ");
  RunFacts values = with({{"output-activation", "softplus"}});
  values.loss = "mse";
  CHECK(advised(values, "slow-convergence").empty());
}

TEST_CASE("a clipping that leaves next to nothing is odd by its kind") {
  const auto clipped = [](const char* clip) {
    RunFacts facts = with({});
    facts.clip = plumb::Clip::parse(clip);
    return advised(facts, "vanishing-gradient");
  };
  CHECK(clipped("norm:0.0001") == "--clip norm:1 ");
  CHECK(clipped("norm:0.01").empty());
  CHECK(clipped("value:0.0001").empty());  // an entry is less than a norm
  CHECK(clipped("value:1e-07") == "--clip norm:1 ");
}

TEST_CASE("a rate far above the customary one is lowered before a step is bounded") {
  RunFacts facts = with({{"momentum", "0.9"}});
  facts.optimizer = "sgd";
  facts.learning_rate = 3;
  const std::vector<Remedy> bounds{*remedies::clip(facts)};
  CHECK(advised(facts, "divergence", bounds) == "--lr 0.03 --clip norm:1 ");
  CHECK(advised(facts, "divergence", {{"see to the data", {}}}) == " ");  // nothing has grown
  facts.learning_rate = 0.1;
  CHECK(advised(facts, "divergence", bounds) == "--clip norm:1 ");
  facts.learning_rate = 3;
  facts.weight_decay = 0.01;
  CHECK(advised(facts, "weight-decay") == "--lr 0.03 ");
  facts.weight_decay = 1;
  CHECK(advised(facts, "weight-decay").empty());
  CHECK(advised(facts, "slow-convergence") == "--lr 0.03 ");  // and not raised
  facts.optimizer.clear();  // nothing is customary of one that is not known
  CHECK(advised(facts, "divergence", bounds) == "--clip norm:1 ");
}

TEST_CASE("many shortcuts that add without a norm are shut before weights are changed") {
  const auto grown = [](const char* residual, const char* norm, const char* depth) {
    const RunFacts facts = with({{"residual", residual}, {"norm", norm}, {"depth", depth}});
    return advised(facts, "poor-initialization", {remedies::unit_variance()});
  };
  CHECK(grown("plain", "none", "40") == "--residual rezero --init lsuv ");
  CHECK(grown("plain", "layer", "40") == "--init lsuv ");
  CHECK(grown("plain", "none", "8") == "--init lsuv ");
  CHECK(grown("rezero", "none", "40") == "--init lsuv ");
}

TEST_CASE("a rate that does nothing is raised before a clipping is blamed") {
  RunFacts facts = with({});
  facts.learning_rate = 1e-7;
  CHECK(advised(facts, "clipping-always") == "--lr 0.001 ");
  facts.learning_rate = 1e-4;
  CHECK(advised(facts, "clipping-always").empty());
}

TEST_CASE(
    "data that are hard to learn from come after a setting that is odd, and not after a rate") {
  const Remedy data{"", {{"standardize", "on"}}};
  for (const char* rule : {"input-scale", "outliers", "target-scale"}) {
    CHECK(advised(with({{"width", "1"}}), rule, {data}) == "--width 32 --standardize on ");
    RunFacts slow = with({});
    slow.learning_rate = 1e-9;
    CHECK(advised(slow, rule, {data}) == "--standardize on ");
  }
}

TEST_CASE(
    "pairs that are normalized, and units that single samples kill, want more samples first") {
  const auto first = [](const char* samples, const char* norm, const char* rule) {
    return advised(with({{"batch-size", samples}, {"norm", norm}}), rule,
                   {remedies::living_activation({})});
  };
  CHECK(first("2", "batch", "vanishing-gradient").starts_with("--batch-size 128 "));
  CHECK_FALSE(first("3", "batch", "vanishing-gradient").starts_with("--batch-size"));
  CHECK_FALSE(first("2", "none", "vanishing-gradient").starts_with("--batch-size"));
  CHECK(first("1", "none", "dead-units").starts_with("--batch-size 128 "));
  CHECK_FALSE(first("32", "none", "dead-units").starts_with("--batch-size"));
}

TEST_CASE("a batch of one explains steps that are too large, an epsilon those too small") {
  const RunFacts facts = with({{"batch-size", "1"}, {"epsilon", "1"}});
  CHECK(advised(facts, "update-ratio", {lower_rate(facts)}) == "--batch-size 128 --lr 0.0001 ");
  CHECK(advised(facts, "update-ratio", {remedies::higher_rate(facts)}) ==
        "--epsilon 1e-08 --lr 0.1 ");
}
