#include "recurrent_remedies.hpp"

#include "support/catch.hpp"

using plumb::ParameterInfo;
using plumb::Remedy;

namespace {

const std::vector<Remedy> advised{{"", {{"norm", "batch"}}},
                                  {"", {{"residual", "plain"}}},
                                  {"", {{"clip", "norm:1"}}},
                                  {"", {{"activation", "relu"}, {"init", "he-normal"}}}};

plumb::RunFacts facts_of(const std::vector<ParameterInfo>& parameters) {
  plumb::RunFacts facts;
  facts.parameters = parameters;
  return facts;
}

std::vector<std::string> flags(const std::vector<ParameterInfo>& parameters,
                               const char* rule = "vanishing-gradient",
                               const char* activation = "tanh") {
  plumb::RunFacts facts = facts_of(parameters);
  facts.activation = activation;
  std::vector<std::string> result;
  for (const auto& remedy : plumb::fit_to_recurrence(advised, facts, rule))
    result.push_back(remedy.flag());
  return result;
}

}  // namespace

TEST_CASE("a network without recurrence keeps the remedies for depth") {
  CHECK(flags({{"dense_01.weight", {8, 4}, 32, {}}}).size() == advised.size());
}

TEST_CASE("a recurrent network is advised what it can take") {
  using Flags = std::vector<std::string>;
  CHECK(flags({{"rnn_1.weight_recurrent", {8, 8}, 64, {}}}) ==
        Flags{"--model lstm --activation tanh", "--clip norm:1", "--recurrent-init orthogonal"});
  CHECK(flags({{"weight_hh_l0", {32, 8}, 256, {}}}) ==
        Flags{"--forget-bias 3", "--clip norm:1", "--recurrent-init orthogonal"});
}

TEST_CASE("what carries more over the steps is not advised where something is too large already") {
  using Flags = std::vector<std::string>;
  const std::string rule =
      GENERATE("exploding-gradient", "divergence", "non-finite", "input-scale");
  for (const std::int64_t rows : {8, 32}) {
    CHECK(flags({{"rnn_1.weight_recurrent", {rows, 8}, 8 * rows, {}}}, rule.c_str()) ==
          Flags{"--clip norm:1", "--recurrent-init orthogonal"});
  }
  CHECK(flags({{"dense_01.weight", {8, 4}, 32, {}}}, rule.c_str()).size() == advised.size());
}

TEST_CASE("rectifiers are handed their state as it is, where nothing is too large") {
  using Flags = std::vector<std::string>;
  const std::vector<ParameterInfo> plain{{"rnn_1.weight_recurrent", {8, 8}, 64, {}}};
  const Flags handed_on = flags(plain, "poor-initialization", "relu");
  CHECK(handed_on.back() == "--recurrent-init identity --clip norm:1");
  CHECK(flags(plain, "exploding-gradient", "relu").back() == "--recurrent-init orthogonal");
}

TEST_CASE("no weights help a state that its activation loses at every step") {
  using Flags = std::vector<std::string>;
  const std::vector<ParameterInfo> plain{{"rnn_1.weight_recurrent", {8, 8}, 64, {}}};
  CHECK(flags(plain, "vanishing-gradient", "softplus") ==
        Flags{"--model lstm --activation tanh", "--clip norm:1"});
  CHECK(flags(plain, "exploding-gradient", "softplus") ==
        Flags{"--clip norm:1", "--recurrent-init orthogonal"});
  CHECK(flags({{"weight_hh_l0", {32, 8}, 256, {}}}, "vanishing-gradient", "softplus") ==
        Flags{"--forget-bias 3", "--clip norm:1", "--recurrent-init orthogonal"});
}

TEST_CASE("an exponential in the recurrence gives way before anything else") {
  const std::vector<ParameterInfo> plain{{"rnn_1.weight_recurrent", {8, 8}, 64, {}}};
  CHECK(flags(plain, "non-finite", "exponential") ==
        std::vector<std::string>{"--clip norm:1", "--activation tanh"});
}

TEST_CASE(
    "weights of the inputs that begin equal are to be drawn, whatever the recurrent ones are") {
  const auto advised_of = [](const char* init) {
    auto facts = facts_of({{"gru_1.weight_recurrent", {24, 8}, 192, {}}});
    facts.settings["init"] = init;
    const std::vector<Remedy> drawn{{"", {{"init", "glorot-uniform"}}}};
    return plumb::fit_to_recurrence(drawn, facts, "poor-initialization").front().flag();
  };
  CHECK(advised_of("constant:0.02") == "--init glorot-uniform");
  CHECK(advised_of("zeros") == "--init glorot-uniform");
  CHECK(advised_of("normal:3") == "--recurrent-init orthogonal");
}

TEST_CASE("advice without settings is told apart by its text") {
  const std::vector<Remedy> by_hand{{"lower the learning rate", {}}, {"look at the batch", {}}};
  const auto facts = facts_of({{"weight_hh_l0", {8, 8}, 64, {}}});
  CHECK(plumb::fit_to_recurrence(by_hand, facts, "").size() == 2);
}
