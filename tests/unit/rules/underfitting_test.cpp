#include <algorithm>
#include <string>
#include <vector>

#include "ended_run.hpp"
#include "support/catch.hpp"

using plumb::EvaluationLosses;
using plumb::RunFacts;
using plumb::Severity;
using plumb::SimpleModel;

namespace {

constexpr double baseline = MadeUpRun::baseline;

RunFacts without_activation(std::vector<SimpleModel> models) {
  RunFacts facts = facts_with(std::move(models));
  facts.activation = "identity";
  return facts;
}

RunFacts with_dropout(const std::string& share, std::vector<SimpleModel> models = {}) {
  RunFacts facts = facts_with(std::move(models));
  facts.settings["dropout"] = share;
  return facts;
}

}  // namespace

TEST_CASE("A network that a linear model is better than has not learnt what is there",
          "[underfitting]") {
  const MadeUpRun run = ended(facts_with({kernel(0.85), linear(0.9)}), accuracy(65));
  const auto finding = run.found("underfitting");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message,
             ContainsSubstring("a linear model that was fitted to 1000 samples is right of 90 % of "
                               "the validation samples, and the network of 65 %"));
  CHECK(finding->evidence[0].second == Approx(0.3));  // of the half that a guess leaves
  CHECK(finding->evidence[1].second == Approx(0.8));
}

TEST_CASE("From not quite half to three quarters of a simple model's score is only mentioned",
          "[underfitting]") {
  const auto at = [](int percent) {
    return ended(facts_with({linear(0.9)}), accuracy(percent)).severity("underfitting");
  };
  CHECK(at(67) == Severity::warning);  // 0.36 of 0.8 is the line
  CHECK(at(69) == Severity::info);
  CHECK(at(79) == Severity::info);
  CHECK_FALSE(at(81));
  CHECK_FALSE(ended(facts_with({}), accuracy(60)).found("underfitting"));
}

TEST_CASE("… unless a setting is so odd that it explains it", "[underfitting]") {
  RunFacts facts = facts_with({linear(0.9)});
  facts.settings["momentum"] = "0.99";
  CHECK(ended(facts, accuracy(79)).severity("underfitting") == Severity::warning);
  CHECK_FALSE(ended(facts, accuracy(81)).severity("underfitting"));
  CHECK(ended(facts, accuracy(79)).found("underfitting")->remedies.front().flag() ==
        "--momentum 0.9");
  facts.settings["momentum"] = "0";
  facts.settings["batch-size"] = facts.settings["accumulate"] = "1";  // advised, and no more
  CHECK(ended(facts, accuracy(79)).severity("underfitting") == Severity::info);
  CHECK(ended(facts, accuracy(79)).found("underfitting")->remedies.front().flag() ==
        "--batch-size 128");
}

TEST_CASE("A network that is as good as a linear model is told to see to its activations",
          "[underfitting]") {
  const auto message = [](double linear_accuracy) {
    const MadeUpRun run = ended(facts_with({linear(linear_accuracy), kernel(0.95)}), accuracy(65));
    const auto finding = run.found("underfitting");
    return finding->message + ' ' + finding->remedies.front().text;
  };
  CHECK_THAT(message(0.67), ContainsSubstring("a linear model does as well as that see that there "
                                              "is an activation between the layers"));
  CHECK_THAT(message(0.8), !ContainsSubstring("linear"));
  CHECK_THAT(message(0.92), !ContainsSubstring("does as well"));
}

TEST_CASE("One that is better by chance is no yardstick", "[underfitting]") {
  // Three standard errors of 400 and 400 samples are 0.1 there.
  CHECK_FALSE(ended(facts_with({linear(0.6)}), accuracy(51)).found("underfitting"));
  CHECK(ended(facts_with({linear(0.63)}), accuracy(51)).found("underfitting"));
}

TEST_CASE("A network that knows the training data by heart underfits nothing", "[underfitting]") {
  EvaluationLosses losses = accuracy(60);
  losses.training = 0.4 * *losses.validation;
  CHECK_FALSE(ended(facts_with({linear(0.9)}), losses).found("underfitting"));
}

TEST_CASE("Of values it goes by the loss, and a constant prediction is the simplest model",
          "[underfitting]") {
  RunFacts facts = facts_with({});
  facts.loss = "mse";
  facts.targets = plumb::TargetFacts{0, 1};
  const auto at = [&](double share) {
    return ended(facts, {.validation = share * baseline}).severity("underfitting");
  };
  CHECK_FALSE(at(0.3));
  CHECK_FALSE(at(1.05));
  CHECK(at(1.2) == Severity::warning);
  facts.simple_models = {{"a linear model", 1000, 400, {}, 0.2 * baseline, true}};
  CHECK_FALSE(at(0.35));
  CHECK(at(0.45) == Severity::info);
  CHECK(at(0.65) == Severity::warning);
  const MadeUpRun run = ended(facts, {.validation = 0.65 * baseline});
  CHECK_THAT(run.found("underfitting")->message,
             ContainsSubstring("has a validation loss of 0.46, and the network 1.5"));
}

TEST_CASE(
    "One that does not even know the training data as well underfits, whatever holds for them "
    "alone",
    "[underfitting]") {
  RunFacts facts = facts_with({{"a linear model", 1000, 400, {}, 0.1 * baseline, true}});
  facts.loss = "mse";
  facts.targets = plumb::TargetFacts{0, 1};
  const auto severity_at = [&](double training) {
    return ended(facts, {.training = training * baseline, .validation = 1.05 * baseline})
        .severity("underfitting");
  };
  CHECK(severity_at(0.4) == Severity::warning);  // 0.6 of 0.9
  CHECK_FALSE(severity_at(0.3));
}

TEST_CASE("A constant prediction is compared on the data whose it is",
          "[underfitting][target-scale]") {
  RunFacts facts = MadeUpRun::facts({}, "mse");
  facts.targets = plumb::TargetFacts{500, 20};
  const auto finding_at = [&](double training, double validation) {
    return ended(facts, {.training = training * baseline, .validation = validation * baseline})
        .found("target-scale");
  };
  CHECK(finding_at(1.05, 4)->severity == Severity::info);  // a constant may miss those by as much
  CHECK(finding_at(1.2, 4)->severity == Severity::warning);
  CHECK_THAT(finding_at(1.2, 4)->message,
             ContainsSubstring("the training loss is 2.8, and a constant prediction has 2.3"));
}

TEST_CASE("A simple model of another kind than the evaluation is no yardstick", "[underfitting]") {
  RunFacts facts = facts_with({{"a linear model", 1000, 400, {}, 0.1 * baseline, true}});
  facts.targets = plumb::TargetFacts{0, 1};
  EvaluationLosses counts_alone = accuracy(55);
  counts_alone.training = counts_alone.validation = std::nullopt;
  CHECK_FALSE(ended(facts, counts_alone).found("underfitting"));
  facts.simple_models = {linear(0.9)};
  CHECK_FALSE(ended(facts, {.validation = 0.6 * baseline}).found("underfitting"));
}

TEST_CASE("What else explains a run needs no yardstick", "[underfitting]") {
  MadeUpRun made_up(facts_with({linear(0.9)}));
  run(made_up, 60, [](plumb::StepRecord& r) {
    if (r.step % 10 == 0) r.activations[0]->deviation = 1e6;
  });
  REQUIRE(made_up.findings().size() == 1);
  made_up.evaluate(accuracy(60));
  made_up.finish();
  CHECK_FALSE(made_up.found("underfitting"));
}

TEST_CASE("Simple models are wanted where the end of a run leaves room for them",
          "[underfitting]") {
  const auto wanted = [](int steps, int percent, std::vector<SimpleModel> known = {}) {
    plumb::Diagnosis diagnosis(facts_with(std::move(known)));
    for (int i = 0; i < steps; ++i) {
      plumb::StepRecord record;
      record.step = i;
      record.loss = 0.5 * baseline;
      record.norms = {0.5, 0.5, 0.5};
      diagnosis.observe(record, {});
    }
    if (percent > 0) diagnosis.observe_evaluation(accuracy(percent));
    return diagnosis.wants_simple_models(plumb::RunStage::end);
  };
  CHECK(wanted(200, 70));
  CHECK_FALSE(wanted(0, 70));
  CHECK_FALSE(wanted(10, 70));
  CHECK_FALSE(wanted(200, 0));
  CHECK_FALSE(wanted(200, 90));
  CHECK_FALSE(wanted(200, 70, {linear(0.9)}));
}

TEST_CASE("Simple models that cannot be are refused", "[underfitting]") {
  plumb::Diagnosis diagnosis(facts_with({}));
  CHECK_THROWS_WITH(diagnosis.set_simple_models({linear(1.2)}),
                    ContainsSubstring("'a linear model' has an accuracy of 1.2"));
  CHECK_THROWS_WITH(diagnosis.set_simple_models({{"it", 10, 10, {}, infinity}}),
                    ContainsSubstring("a loss of inf"));
  CHECK_THROWS_WITH(diagnosis.set_simple_models({{"it", 10, 10, 0.5, 0.5}}),
                    ContainsSubstring("either an accuracy or a loss"));
  CHECK_THROWS_WITH(diagnosis.set_simple_models({{"it", 10, 0, 0.5}}),
                    ContainsSubstring("judged by 0"));
  CHECK_NOTHROW(diagnosis.set_simple_models({linear(0.5), kernel(1)}));
}

TEST_CASE("Layers with nothing between them are found where no linear model will do",
          "[no-activation]") {
  const MadeUpRun run = ended(without_activation({linear(0.6), kernel(0.95)}), accuracy(60));
  const auto finding = run.found("no-activation");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("together one linear map"));
  CHECK_THAT(finding->message, ContainsSubstring("kernel regression"));
  CHECK_THAT(finding->remedies.front().flag(), ContainsSubstring("--activation relu"));
}

TEST_CASE("So is a recurrence with nothing in it, and no sooner", "[no-activation]") {
  RunFacts facts = without_activation({linear(0.6), kernel(0.95)});
  facts.parameters[1].name = "rnn_1.weight_recurrent";
  for (auto& model : facts.simple_models) model.guess = 0.5;
  MadeUpRun begun(facts);
  run(begun, 1, unchanged);
  CHECK_FALSE(begun.found("no-activation"));
  const auto finding = ended(facts, accuracy(60)).found("no-activation");
  REQUIRE(finding);
  CHECK_THAT(finding->message, ContainsSubstring("no activation in the recurrence"));
  CHECK(finding->remedies.front().flag() == "--activation tanh");
}

TEST_CASE("They are not the cause where a linear model does as well", "[no-activation]") {
  CHECK_FALSE(
      ended(without_activation({linear(0.93), kernel(0.95)}), accuracy(60)).found("no-activation"));
  CHECK_FALSE(
      ended(without_activation({linear(0.6), kernel(0.62)}), accuracy(60)).found("no-activation"));
  CHECK_FALSE(ended(facts_with({linear(0.6), kernel(0.95)}), accuracy(60)).found("no-activation"));
}

TEST_CASE("Dropout that lets next to nothing through is found in a network that learns as little",
          "[dropout]") {
  const auto stuck = [](const std::string& share) {
    MadeUpRun made_up(with_dropout(share));
    run(made_up, 200, learns_nothing);
    made_up.finish();
    return made_up.found("dropout");
  };
  const auto finding = stuck("0.8");  // two hidden layers keep 0.04 of the power
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("leaves out 80 % of the units"));
  CHECK_THAT(finding->message, ContainsSubstring("4 % is left"));
  CHECK_THAT(finding->remedies.front().flag(), ContainsSubstring("--dropout 0.1"));
  CHECK_FALSE(stuck("0.5"));
  CHECK_FALSE(stuck("0"));
}

TEST_CASE("The same dropout is no fault of a network that learns what there is", "[dropout]") {
  CHECK_FALSE(ended(with_dropout("0.8", {linear(0.75)}), accuracy(75)).found("dropout"));
  CHECK(ended(with_dropout("0.8", {linear(0.9)}), accuracy(60)).found("dropout"));
  CHECK(ended(with_dropout("0.7", {linear(0.9)}), accuracy(60)).found("dropout"));  // 9 % is left
  CHECK_FALSE(ended(with_dropout("0.65", {linear(0.9)}), accuracy(60)).found("dropout"));
}

TEST_CASE("Where the loss still falls at the end, slow-convergence tells of the simple model",
          "[underfitting][slow-convergence]") {
  const auto at_the_end = [](std::vector<SimpleModel> models) {
    MadeUpRun made_up(facts_with(std::move(models)));
    run(made_up, 150, unchanged);
    made_up.evaluate(accuracy(65));
    made_up.finish();
    return made_up;
  };
  CHECK(at_the_end({linear(0.69)}).findings().empty());
  const MadeUpRun behind = at_the_end({linear(0.9)});
  CHECK_FALSE(behind.found("underfitting"));
  REQUIRE(behind.found("slow-convergence"));
  CHECK_THAT(behind.found("slow-convergence")->message, ContainsSubstring("a linear model"));
}

TEST_CASE("What was only noticed at the start is a warning where a simple model is better",
          "[underfitting][target-scale]") {
  RunFacts facts = MadeUpRun::facts({}, "mse");
  facts.targets = plumb::TargetFacts{500, 20};
  const auto severity_at = [&](double share) {
    return ended(facts, {.validation = share * baseline}).severity("target-scale");
  };
  facts.simple_models = {{"a linear model", 1000, 400, {}, 0.1 * baseline, true}};
  CHECK(severity_at(0.3) == Severity::info);
  CHECK(severity_at(0.4) == Severity::warning);
}

TEST_CASE(
    "Units that are dead while the rest carry a signal are a warning where a simple model is "
    "better",
    "[underfitting][dead-units]") {
  const auto severity_at = [](int percent, double inactive) {
    MadeUpRun made_up(facts_with({linear(0.95)}));
    run(made_up, 300, [&](plumb::StepRecord& r) {
      r.loss = std::max(r.loss, 0.3 * baseline);
      if (r.step % 10 == 0) r.activations[1]->inactive = r.step < 200 ? 0.8 : inactive;
    });
    made_up.evaluate(accuracy(percent));
    made_up.finish();
    return made_up.severity("dead-units");
  };
  CHECK(severity_at(60, 0.8) == Severity::warning);
  CHECK(severity_at(90, 0.8) == Severity::info);
  CHECK(severity_at(60, 0) == Severity::info);  // they are back
}
