#include "remedies.hpp"

#include <map>
#include <string>

#include "config/choices.hpp"
#include "support/catch.hpp"

namespace remedies = plumb::remedies;
using plumb::RunFacts;

namespace {

RunFacts of_width(std::int64_t width, const char* activation = "") {
  RunFacts facts;
  for (const char* name : {"a.weight", "b.weight"})
    facts.parameters.push_back({name, {width, width}, width * width, {}});
  facts.activation = activation;
  return facts;
}

}  // namespace

TEST_CASE("an activation that is not known is changed on a condition only") {
  CHECK_THAT(remedies::activation(of_width(64)).text, ContainsSubstring("if it is one that does"));
  CHECK(remedies::activation(of_width(64, "sigmoid")).text ==
        "take an activation that does not saturate");
  for (const char* other : {"relu", "gelu", "silu"}) {
    INFO(other);
    CHECK(remedies::activation(of_width(64, other)).flag() == "--init he-normal");
  }
}

TEST_CASE("every activation is advised the weights that go with it") {
  const std::map<std::string, std::string> others{
      {"identity", "glorot-uniform"},    {"sigmoid", "glorot-uniform"}, {"tanh", "glorot-uniform"},
      {"exponential", "glorot-uniform"}, {"selu", "lecun-normal"},      {"", "he-normal"}};
  const std::map<std::string, std::string> rectifiers{
      {"relu", "he-normal"},    {"leaky-relu", "he-normal"}, {"prelu", "he-normal"},
      {"elu", "he-normal"},     {"gelu", "he-normal"},       {"silu", "he-normal"},
      {"softplus", "he-normal"}};
  auto names = plumb::activation_names();
  names.emplace_back();  // not known
  for (const auto& name : names) {
    INFO(name);
    REQUIRE(others.contains(name) != rectifiers.contains(name));  // decided here
    const auto& decided = others.contains(name) ? others : rectifiers;
    const std::string flag = "--init " + decided.at(name);
    const RunFacts facts = of_width(64, name.c_str());
    CHECK(remedies::fitting_weights(facts).flag() == flag);
    CHECK(remedies::living_weights(facts).flag() == flag);
    CHECK(remedies::random_weights(facts).flag() == flag);
  }
}

TEST_CASE("only an activation that saturates is said to") {
  for (const auto& name : plumb::activation_names()) {
    INFO(name);
    const std::string text = remedies::activation(of_width(64, name.c_str())).text;
    const bool does = name == "sigmoid" || name == "tanh";
    CHECK((text == "take an activation that does not saturate") == does);
  }
}

TEST_CASE("an activation without weights that keep signal and gradient is changed all the same") {
  for (const char* name : {"softplus", "exponential"}) {
    INFO(name);
    const auto remedy = remedies::activation(of_width(64, name));
    CHECK(remedy.text == "take an activation with which signal and gradient both keep their size");
    CHECK(remedy.flag() == "--activation relu --init he-normal");
    CHECK_THAT(remedies::fitting_weights(of_width(64, name)).text, !ContainsSubstring("keep"));
  }
}

TEST_CASE("a network without an activation is told to take one") {
  CHECK_THAT(remedies::activation(of_width(64, "identity")).text,
             ContainsSubstring("put an activation between the layers"));
  CHECK(remedies::activation(of_width(64, "identity")).flag() ==
        "--activation relu --init he-normal");
  RunFacts one_layer;
  one_layer.parameters.push_back({"a.weight", {64, 64}, 64 * 64, {}});
  one_layer.activation = "identity";
  CHECK(remedies::activation(one_layer).flag() == "--init glorot-uniform");
}

TEST_CASE("only ReLUs are said to be lost in a narrow layer") {
  CHECK_THAT(remedies::activation(of_width(2, "relu")).text,
             ContainsSubstring("lose all its ReLUs"));
  CHECK_THAT(remedies::activation(of_width(2)).text, ContainsSubstring("if it has none"));
  CHECK_THAT(remedies::activation(of_width(2, "gelu")).text, !ContainsSubstring("ReLU"));
  CHECK(remedies::activation(of_width(2, "selu")).flag() == "--init lecun-normal");
}

TEST_CASE("a rate is lowered as far as the first step asks for") {
  RunFacts facts;
  facts.learning_rate = 3;
  const auto lowered = [&](double ratio) {
    plumb::Remedy remedy = *remedies::lower_rate(facts);
    remedies::lower_far_enough(remedy, facts, ratio);
    return remedy.flag();
  };
  CHECK(lowered(0.5) == "--lr 0.3");  // which changes 5 % of the weights
  CHECK(lowered(60) == "--lr 0.0003");
  plumb::Remedy raised = remedies::higher_rate(facts, 10);
  remedies::lower_far_enough(raised, facts, 60);
  CHECK(raised.flag() == "--lr 30");
  plumb::Remedy clip = *remedies::clip(facts);
  remedies::lower_far_enough(clip, facts, 60);
  CHECK(clip.flag() == "--clip norm:1");
}

TEST_CASE("Adam's rate is lowered to the customary one, where that is a tenth of it or less") {
  const auto lowered = [](const char* optimizer, double rate) {
    RunFacts facts;
    facts.optimizer = optimizer;
    facts.learning_rate = rate;
    return remedies::rate_for_update(facts, 60)->flag();  // which asks for a ten-thousandth
  };
  CHECK(lowered("adam", 0.3) == "--lr 0.001");
  CHECK(lowered("rmsprop", 0.01) == "--lr 0.001");
  CHECK(lowered("adagrad", 1) == "--lr 0.01");
  CHECK(lowered("adamw", 0.005) == "--lr 5e-07");
  CHECK(lowered("sgd", 3) == "--lr 0.0003");
}

TEST_CASE("a rate that has hardly moved the weights is raised to where it could replace them") {
  const auto raised = [](double rate, double path) {
    RunFacts facts;
    facts.optimizer = "adamw";
    facts.learning_rate = rate;
    return remedies::rate_for_path(facts, path).flag();
  };
  CHECK(raised(5e-5, 0.04) == "--lr 0.005");
  CHECK(raised(5e-5, 0.5) == "--lr 0.001");  // Adam's own
  CHECK(raised(5e-5, 1e-4) == "--lr 0.01");  // ten times the customary one
  CHECK(raised(5e-5, 0) == "--lr 0.01");
  CHECK(raised(0.005, 0.04) == "--lr 0.05");
}

TEST_CASE("a momentum of very many steps is lowered before the rate is") {
  RunFacts facts;
  facts.learning_rate = 0.1;
  const auto advised = [&](const char* momentum) {
    facts.settings["momentum"] = momentum;
    auto all = remedies::list(
        {remedies::batch_norm(), remedies::lower_rate(facts), remedies::lower_momentum(facts)});
    remedies::put_momentum_first(all, facts);
    std::string text;
    for (const auto& remedy : all) text += remedy.flag() + ' ';
    return text;
  };
  CHECK(advised("0.99") == "--norm batch --momentum 0.9 --lr 0.01 ");
  CHECK(advised("0.95") == "--norm batch --lr 0.01 --momentum 0.9 ");
  auto raised = remedies::list({remedies::higher_rate(facts, 10)});
  facts.settings["momentum"] = "0.999";
  remedies::put_momentum_first(raised, facts);
  CHECK(raised.size() == 1);
}

TEST_CASE("inputs that are to be standardized are not multiplied after that") {
  RunFacts facts;
  CHECK(remedies::standardize(facts).flag() == "--standardize on");
  facts.input_scale = 1.0 / 255;
  CHECK(remedies::standardize(facts).flag() == "--standardize on --input-scale 1");
}

TEST_CASE("inputs that are scaled by median and quartiles are not to be scaled otherwise") {
  RunFacts facts;
  facts.settings["standardize"] = "robust";
  CHECK(remedies::not_yet_taken({remedies::standardize(facts)}, facts).empty());
  CHECK(remedies::standardize_all(facts).flag() == "--standardize robust --standardize-targets on");
}

TEST_CASE("a rate of 0 has no multiple") {
  const auto raised = [](double rate, const char* optimizer) {
    RunFacts facts;
    facts.learning_rate = rate;
    facts.optimizer = optimizer;
    return remedies::higher_rate(facts, 10).flag();
  };
  CHECK(raised(0, "adam") == "--lr 0.001");
  CHECK(raised(0, "sgd") == "--lr 0.01");
  CHECK(raised(0, "") == "--lr 0.001");
  CHECK(raised(0.1, "sgd") == "--lr 1");
  RunFacts facts;
  facts.learning_rate = 0;
  CHECK_FALSE(remedies::lower_rate(facts));
  CHECK_FALSE(remedies::rate_for_update(facts, 1));
}

TEST_CASE("a network whose parameters show a normalization is not told to normalize") {
  const auto left = [](RunFacts facts) {
    return remedies::not_yet_taken({remedies::batch_norm()}, facts).size();
  };
  RunFacts facts = of_width(8);
  facts.parameters.push_back({"a.bias", {8}, 8, {}});
  CHECK(left(facts) == 1);
  facts.parameters.push_back({"1.weight", {8}, 8, {}});
  CHECK(left(facts) == 1);  // the slopes of a PReLU
  facts.parameters.push_back({"1.bias", {8}, 8, {}});
  CHECK(left(facts) == 0);
  facts.settings = {{"norm", "none"}};
  CHECK(left(facts) == 1);
}

TEST_CASE("without shapes a normalization is known by its module's name") {
  const auto is_told_to_normalize = [](const char* parameter) {
    RunFacts facts;
    facts.parameters.push_back({parameter, {}, 0, {}});
    return !remedies::not_yet_taken({remedies::batch_norm()}, facts).empty();
  };
  for (const auto* name : {"batch_norm_1.weight", "bn_1.weight", "block.ln_f.weight"}) {
    CAPTURE(name);
    CHECK_FALSE(is_told_to_normalize(name));
  }
  for (const auto* name : {"dense_01.weight", "normal.dense.weight", "bn_1.bias"}) {
    CAPTURE(name);
    CHECK(is_told_to_normalize(name));
  }
}

TEST_CASE("A lost signal is sought in biases first that began far from 0") {
  const auto first_of = [](const char* biases) {
    RunFacts facts = of_width(8);
    facts.activation = "tanh";
    facts.settings["bias-init"] = biases;
    return remedies::restore_signal(facts, remedies::activation(facts)).front().flag();
  };
  CHECK(first_of("constant:5") == "--bias-init zeros");
  CHECK(first_of("constant:-2") == "--bias-init zeros");
  CHECK(first_of("uniform:30") == "--bias-init zeros");
  CHECK(first_of("normal:0.1") != "--bias-init zeros");
  CHECK(first_of("constant:1.9") != "--bias-init zeros");
  CHECK(first_of("zeros") != "--bias-init zeros");
}

TEST_CASE("Behind an exponential a clip is advised before a lower rate") {
  const auto first_of = [](const char* outputs) {
    RunFacts facts;
    facts.learning_rate = 0.1;
    facts.settings["output-activation"] = outputs;
    auto advised = remedies::list({remedies::batch_norm(), remedies::lower_rate(facts),
                                   remedies::residual(), remedies::clip(facts)});
    remedies::put_clip_first(advised, facts);
    return advised[1].flag() + ", " + advised[2].flag();
  };
  CHECK(first_of("exponential") == "--clip norm:1, --lr 0.01");
  CHECK(first_of("none") == "--lr 0.01, --residual plain");
}

TEST_CASE("In a recurrence a clip is advised before a rate below the usual one") {
  const auto first_of = [](const char* optimizer, const char* parameter, double rate) {
    RunFacts facts;
    facts.optimizer = optimizer;
    facts.settings["momentum"] = "0";
    facts.learning_rate = rate;
    facts.parameters.push_back({parameter, {64, 64}, 64 * 64, {}});
    auto advised = remedies::list({remedies::lower_rate(facts), remedies::clip(facts)});
    remedies::put_clip_first(advised, facts);
    return plumb::remedies::first_setting(advised.front());
  };
  CHECK(first_of("sgd", "rnn_01.weight_recurrent", 0.05) == "clip");
  CHECK(first_of("sgd", "rnn_01.weight_recurrent", 0.5) == "lr");
  CHECK(first_of("sgd", "dense_01.weight", 0.05) == "lr");
  CHECK(first_of("adam", "rnn_01.weight_recurrent", 0.0005) == "lr");
}

TEST_CASE("A rectifier's weights are too large for an activation that takes nothing away") {
  const auto advised = [](const char* activation, const char* initializer) {
    RunFacts facts;
    facts.activation = activation;
    facts.settings["init"] = initializer;
    const auto remedy = remedies::milder_weights(facts);
    return remedy ? remedy->flag() : "";
  };
  CHECK(advised("selu", "he-normal") == "--init lecun-normal");
  CHECK(advised("tanh", "he-uniform") == "--init glorot-uniform");
  CHECK(advised("relu", "he-normal").empty());
  CHECK(advised("selu", "glorot-uniform").empty());
  CHECK(advised("selu", "").empty());
}

TEST_CASE("A momentum is lowered with a rate that would be too high without it") {
  const auto advised = [](const char* optimizer, double rate) {
    RunFacts facts;
    facts.optimizer = optimizer;
    facts.learning_rate = rate;
    facts.settings["momentum"] = "0.99";
    return remedies::lower_momentum(facts)->flag();
  };
  CHECK(advised("rmsprop", 0.02) == "--momentum 0.9 --lr 0.001");
  CHECK(advised("rmsprop", 0.009) == "--momentum 0.9");
  CHECK(advised("sgd", 1) == "--momentum 0.9");  // says nothing of how long its steps are
}

TEST_CASE("dropout is to blame where little gets through the masks of all layers together") {
  const auto advised = [](const char* dropout, int layers) {
    RunFacts facts;
    for (int i = 0; i < layers; ++i)
      facts.parameters.push_back({std::to_string(i) + ".weight", {8, 8}, 64, {}});
    facts.settings["dropout"] = dropout;
    return remedies::lower_dropout(facts).has_value();
  };
  CHECK(advised("0.9", 4));
  CHECK(advised("0.5", 7));
  CHECK_FALSE(advised("0.5", 4));  // three hidden layers: 1/8
  CHECK_FALSE(advised("0.9", 2));  // one: 1/10
  CHECK_FALSE(advised("0", 40));
  CHECK_FALSE(remedies::lower_dropout(of_width(8)));
}

TEST_CASE("a weight decay above 1 is lowered to the customary one of the optimizer") {
  RunFacts facts;
  const auto lowered = [&](const char* optimizer, double decay) {
    facts.optimizer = optimizer;
    facts.weight_decay = decay;
    return remedies::lower_decay(facts).flag();
  };
  CHECK(lowered("adamw", 100) == "--weight-decay 0.01");
  CHECK(lowered("adam", 100) == "--weight-decay 0.0005");  // a part of the gradient
  CHECK(lowered("sgd", 10) == "--weight-decay 0.0005");
  CHECK(lowered("adam", 0.5) == "--weight-decay 0.005");
}

TEST_CASE("a weight decay is lowered until it pulls a hundredth as hard as the gradient") {
  RunFacts facts;
  const auto lowered = [&](const char* optimizer, double decay, double pull) {
    facts.optimizer = optimizer;
    facts.weight_decay = decay;
    return remedies::lower_decay(facts, pull).flag();
  };
  CHECK(lowered("adam", 0.1, 0.5) == "--weight-decay 0.001");
  CHECK(lowered("adam", 0.1, 20) == "--weight-decay 5e-05");
  CHECK(lowered("adam", 0.1, 1e6) == "--weight-decay 1e-05");
  CHECK(lowered("adam", 1e-4, 1e6) == "--weight-decay 1e-06");
  CHECK(lowered("adam", 10, 2) == "--weight-decay 0.0005");
  CHECK(lowered("adam", 10, 1000) == "--weight-decay 0.0001");
  CHECK(lowered("adamw", 0.1, 20) == "--weight-decay 0.001");  // pulls by the weights alone
}

TEST_CASE("a normalized network of which no activation is known wants shortcuts first") {
  const auto advised = [](const RunFacts& facts) {
    std::string flags;
    for (const auto& remedy : remedies::restore_signal(facts, remedies::activation(facts)))
      flags += remedy.flag() + " ";
    return flags;
  };
  RunFacts facts = of_width(64);
  CHECK(advised(facts).starts_with("--activation relu"));
  facts.parameters.push_back({"norm_1.weight", {64}, 64, {}});
  facts.parameters.push_back({"norm_1.bias", {64}, 64, {}});
  CHECK(advised(facts).starts_with("--residual plain --activation relu"));
  facts.activation = "sigmoid";
  CHECK(advised(facts).starts_with("--activation relu"));
}

TEST_CASE("classes have a loss of their own") {
  RunFacts facts;
  facts.loss = "mse";
  CHECK_FALSE(remedies::loss_of_classes(facts));  // of what, is not known
  facts.settings = {{"model", "mlp"}};
  REQUIRE(remedies::loss_of_classes(facts));
  CHECK(remedies::loss_of_classes(facts)->flag() == "--loss cross-entropy");
  facts.targets = plumb::TargetFacts{0, 1};
  CHECK_FALSE(remedies::loss_of_classes(facts));
}

TEST_CASE("many convolutions without an activation want a normalization with it") {
  const auto advised = [](int convolutions, const char* norm) {
    RunFacts facts;
    facts.activation = "identity";
    facts.settings = {{"norm", norm}, {"residual", "none"}};
    for (int i = 0; i < convolutions; ++i)
      facts.parameters.push_back({std::to_string(i) + ".weight", {32, 32, 3, 3}, 9216, {}});
    return remedies::missing_activation(facts)->flag();
  };
  CHECK(advised(6, "none") == "--activation relu --init he-normal --norm batch");
  CHECK(advised(5, "none") == "--activation relu --init he-normal");
  CHECK(advised(6, "layer") == "--activation relu --init he-normal");
}

TEST_CASE("fewer units are left out of many layers") {
  RunFacts facts;
  const auto left_out = [&](std::size_t layers) {
    while (facts.parameters.size() < layers) {
      const std::string name = std::to_string(facts.parameters.size()) + ".weight";
      facts.parameters.push_back({name, {8, 8}, 64, {}});
    }
    return remedies::less_dropout(facts).flag();
  };
  CHECK(left_out(0) == "--dropout 0.1");
  CHECK(left_out(7) == "--dropout 0.1");     // 0.9⁶ = 0.53
  CHECK(left_out(12) == "--dropout 0.061");  // 0.939¹¹ = 0.5
}

TEST_CASE("the weights of many ELUs, GELUs and SiLUs are not a rectifier's") {
  RunFacts facts = of_width(64, GENERATE("elu", "gelu", "silu"));
  CHECK(remedies::fitting_weights(facts).flag() == "--init he-normal");
  for (int i = 0; i < 8; ++i)
    facts.parameters.push_back({"c" + std::to_string(i) + ".weight", {64, 64}, 64 * 64, {}});
  CHECK(remedies::fitting_weights(facts).flag() == "--init critical");
  facts.activation = "relu";
  CHECK(remedies::fitting_weights(facts).flag() == "--init he-normal");
}

TEST_CASE("no rate is advised that could teach nothing") {
  RunFacts facts;
  facts.optimizer = "adam";
  facts.learning_rate = 0.001;
  CHECK(remedies::rate_for_excess(facts, 1e4)->flag() == "--lr 1e-07");
  CHECK_FALSE(remedies::rate_for_excess(facts, 1e20));
}
