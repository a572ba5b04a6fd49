#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "ended_run.hpp"
#include "score_course.hpp"
#include "support/catch.hpp"

// What evaluations say before a run ends.

using plumb::RunFacts;
using plumb::ScoreCourse;
using plumb::Severity;
using plumb::SimpleModel;
using plumb::StepRecord;

namespace {

SimpleModel with_guess(SimpleModel model, double guess) {
  model.guess = guess;
  return model;
}

/// The accuracies in percent, 25 steps apart; the loss of all steps in parts of the baseline.
MadeUpRun evaluated(const RunFacts& facts, const std::vector<int>& percents, double loss = 0.9) {
  MadeUpRun made_up(facts);
  for (const int percent : percents) {
    run(made_up, 25, [&](StepRecord& r) { r.loss = loss * MadeUpRun::baseline; });
    made_up.evaluate(accuracy(percent));
  }
  return made_up;
}

RunFacts with_dropout(std::vector<SimpleModel> models) {
  RunFacts facts = facts_with(std::move(models));
  facts.settings = {{"dropout", "0.8"}, {"depth", "2"}, {"width", "8"}};
  return facts;
}

RunFacts without_activation(std::vector<SimpleModel> models) {
  RunFacts facts = facts_with(std::move(models));
  facts.activation = "identity";
  return facts;
}

}  // namespace

TEST_CASE("ScoreCourse: what was gained since half as many steps") {
  ScoreCourse course;
  CHECK_FALSE(course.best());
  course.add({10, 0.1, 0.3});
  CHECK_FALSE(course.last_gain());
  course.add({20, 0.2, 0.3});
  CHECK(*course.last_gain() == Approx(0.1));
  CHECK_FALSE(course.gain());
  course.add({39, 0.25, 0.3});  // still that of step 10
  CHECK(*course.last_gain() == Approx(0.15));
  CHECK(*course.gain() == Approx(0.15));
  course.add({40, 0.21, 0.32});  // of what the training loss has lost
  CHECK(*course.last_gain() == Approx(0.02));
  CHECK(*course.gain() == Approx(0.15));
  CHECK(*course.best() == Approx(0.25));
}

TEST_CASE("ScoreCourse: keeps enough of a million evaluations") {
  ScoreCourse course;
  for (std::int64_t steps = 1; steps <= 1'000'000; ++steps)
    course.add({steps, static_cast<double>(steps) * 1e-6, 0});
  CHECK(*course.last_gain() == Approx(0.5).margin(0.01));
}

TEST_CASE("Masks that leave hardly any unit are told of a loss that is not finite", "[dropout]") {
  const auto found_of = [](const char* share, int finite_steps) {
    RunFacts facts = with_dropout({});
    facts.settings["dropout"] = share;
    MadeUpRun made_up(facts);
    run(made_up, finite_steps, unchanged);
    run(made_up, 1, [](StepRecord& r) { r.loss = std::numeric_limits<double>::quiet_NaN(); });
    return made_up.found("dropout");
  };
  const auto finding = found_of("0.8", 5);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("and the loss of step 5 is not finite"));
  CHECK_FALSE(found_of("0.5", 5));
  CHECK_FALSE(found_of("0.8", 0));
}

TEST_CASE("A cause is told once the network stands still behind a simple model", "[dropout]") {
  // Of two classes 60 % is a score of 0.2, 85 % one of 0.7; 80 % of 0.6 would be 0.86 of it.
  MadeUpRun run = evaluated(with_dropout({kernel(0.85)}), {60, 60});
  CHECK_FALSE(run.found("dropout"));  // the first can be compared with none before it
  run = evaluated(with_dropout({kernel(0.85)}), {60, 60, 60});
  const auto finding = run.found("dropout");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->reported_step == 74);
  CHECK_THAT(finding->message, ContainsSubstring("and by step 74 kernel regression that was "
                                                 "fitted to 1000 samples is right of 85 %"));

  CHECK_FALSE(evaluated(with_dropout({kernel(0.85)}), {80, 80, 80}).found("dropout"));
  CHECK_FALSE(evaluated(with_dropout({kernel(0.85)}), {60, 62, 64, 66, 68, 70}).found("dropout"));
  CHECK_FALSE(evaluated(with_dropout({}), {60, 60, 60}).found("dropout"));
  // A simple model that has next to nothing learnt, if by more than chance.
  CHECK_FALSE(
      evaluated(with_dropout({{"it", 1000, 1'000'000, 0.525}}), {40, 40, 40}).found("dropout"));
}

TEST_CASE("A network whose training loss falls below the baseline does not stand still",
          "[dropout]") {
  const double start = GENERATE(1, 3);  // times the baseline, above which nothing is learnt
  MadeUpRun made_up(with_dropout({kernel(0.85)}));
  for (int evaluation = 0; evaluation < 8; ++evaluation) {
    run(made_up, 25, [&](StepRecord& r) {
      r.loss = MadeUpRun::baseline * (start - 0.003 * static_cast<double>(r.step));
    });
    made_up.evaluate(accuracy(60));
  }
  CHECK(made_up.found("dropout").has_value() == (start > 1));
}

TEST_CASE("It is taken back where the network catches up, and told again at the end", "[dropout]") {
  MadeUpRun run = evaluated(with_dropout({kernel(0.85)}), {60, 60, 60, 84});
  const auto finding = run.found("dropout");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::info);
  CHECK_THAT(finding->message, ContainsSubstring(". By step 99 the network has caught up"));
  run.finish();
  CHECK(run.severity("dropout") == Severity::info);
}

TEST_CASE("So is what a signal is lost in", "[vanishing-gradient]") {
  RunFacts facts = facts_with({kernel(0.85)});
  facts.activation = "relu";
  facts.settings = {{"norm", "none"}, {"residual", "none"}};
  for (auto& parameter : facts.parameters) parameter.shape = {1, 1};
  const auto finding = evaluated(facts, {60, 60, 60}).found("vanishing-gradient");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->reported_step == 74);
  CHECK_THAT(finding->message, ContainsSubstring("it is up to chance what is left"));
  CHECK(evaluated(facts, {60, 60, 60, 84}).severity("vanishing-gradient") == Severity::info);
  CHECK_FALSE(evaluated(facts, {80, 80, 80}).found("vanishing-gradient"));
}

TEST_CASE("What was noticed of the data is told as soon, and where the loss has told it, once",
          "[outliers]") {
  RunFacts facts = facts_with({kernel(0.85)});
  facts.input_widths = {1, 0.001};
  const auto finding = evaluated(facts, {60, 60, 60}).found("outliers");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring(". By step 74 kernel regression"));
  CHECK(evaluated(facts, {80, 80, 80}).severity("outliers") == Severity::info);

  MadeUpRun large = evaluated(facts, {60, 60, 60, 84}, 5);
  CHECK(large.severity("outliers") == Severity::warning);
  CHECK_THAT(large.found("outliers")->message, !ContainsSubstring("kernel"));
}

TEST_CASE("That a linear network will not do is foretold by the data", "[no-activation]") {
  const auto foretold = [](double of_linear, double of_kernel, std::int64_t samples = 1000) {
    SimpleModel first = with_guess(linear(of_linear), 0.5);
    first.samples = samples;
    MadeUpRun made_up(without_activation({first, with_guess(kernel(of_kernel), 0.5)}));
    run(made_up, 1, unchanged);
    return made_up.found("no-activation");
  };
  const auto finding = foretold(0.6, 0.9);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->reported_step == 0);
  CHECK_THAT(finding->message,
             ContainsSubstring("kernel regression is right of 90 % of 400 samples that it was not "
                               "fitted to, and a linear model of 60 %"));
  CHECK_FALSE(foretold(0.85, 0.9));     // 0.7 of 0.8
  CHECK_FALSE(foretold(0.52, 0.58));    // 0.04 of 0.16: by chance of 400 samples
  CHECK_FALSE(foretold(0.6, 0.9, 31));  // of 8 inputs
  CHECK(foretold(0.6, 0.9, 32));
}

TEST_CASE("It goes by all samples that were left out of a fit, where few are for validation",
          "[no-activation]") {
  const auto foretold = [](std::int64_t left_out) {
    std::vector<SimpleModel> models{with_guess(linear(0.8), 0.5), with_guess(kernel(0.92), 0.5)};
    for (auto& model : models) {
      model.tested = 120;  // 2.7 standard errors
      if (left_out > 0) model.unseen = {left_out, *model.accuracy, {}, 0.5};
    }
    MadeUpRun made_up(without_activation(models));
    run(made_up, 1, unchanged);
    return made_up.found("no-activation");
  };
  CHECK_FALSE(foretold(0));
  CHECK_FALSE(foretold(140));
  const auto finding = foretold(520);
  REQUIRE(finding);
  CHECK_THAT(finding->message, ContainsSubstring("is right of 92 % of 520 samples"));
}

TEST_CASE("Of values it goes by the loss", "[no-activation]") {
  const auto foretold = [](double of_linear, double of_kernel) {
    RunFacts facts = without_activation({{"a linear model", 1000, 400, {}, of_linear, true},
                                         {"kernel regression", 1000, 400, {}, of_kernel, false}});
    facts.loss = "mse";
    facts.targets = plumb::TargetFacts{0, 1};
    MadeUpRun made_up(facts);
    run(made_up, 1, unchanged);
    return made_up.found("no-activation").has_value();
  };
  CHECK(foretold(2, 0.2));
  CHECK_FALSE(foretold(0.5, 0.2));
  CHECK_FALSE(foretold(2, 2.4));  // neither learns anything
}

TEST_CASE("Of values less dropout is too much than of classes", "[dropout]") {
  const auto found_of = [](const char* loss, const char* share) {
    RunFacts facts = with_dropout({});
    facts.settings["dropout"] = share;
    facts.loss = loss;
    MadeUpRun made_up(facts);
    run(made_up, 300, [](StepRecord& r) { r.loss = MadeUpRun::baseline; });
    made_up.finish();
    return made_up.found("dropout").has_value();
  };
  CHECK(found_of("mse", "0.5"));  // 0.25 of the power is left
  CHECK_FALSE(found_of("cross-entropy", "0.5"));
  CHECK(found_of("cross-entropy", "0.7"));  // 0.09
  CHECK_FALSE(found_of("mse", "0.4"));      // 0.36
}

TEST_CASE("A network that does what no linear model should takes it back", "[no-activation]") {
  const RunFacts facts =
      without_activation({with_guess(linear(0.6), 0.5), with_guess(kernel(0.9), 0.5)});
  CHECK(evaluated(facts, {60, 60}).severity("no-activation") == Severity::warning);
  CHECK(evaluated(facts, {60, 88}).severity("no-activation") == Severity::info);

  // The kernel regression is better on all samples, and hardly on those for validation.
  std::vector<SimpleModel> models{with_guess(linear(0.8), 0.5), with_guess(kernel(0.88), 0.5)};
  models[0].unseen = {1000, 0.7, {}, 0.5};
  models[1].unseen = {1000, 0.9, {}, 0.5};
  const RunFacts lucky = without_activation(models);
  CHECK(evaluated(lucky, {60, 80}).severity("no-activation") == Severity::warning);
  CHECK(evaluated(lucky, {60, 88}).severity("no-activation") == Severity::info);
}

TEST_CASE("That a network will not see columns which others outweigh is foretold by the data",
          "[outliers][input-scale]") {
  const auto facts_of = [](double as_given, double scaled) {
    RunFacts facts = facts_with({linear(0.5), kernel(scaled), columns_as_given(as_given)});
    for (auto& model : facts.simple_models) model.guess = 0.5;
    return facts;
  };
  const auto with_tails = [&](double as_given, double scaled) {
    RunFacts facts = facts_of(as_given, scaled);
    facts.input_widths = {1, 0.005};
    return facts;
  };
  const auto found = [](const RunFacts& facts, const char* rule) {
    MadeUpRun made_up(facts);
    run(made_up, 1, unchanged);
    return made_up.found(rule);
  };
  const auto finding = found(with_tails(0.6, 0.9), "outliers");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->reported_step == 0);
  CHECK_THAT(
      finding->message,
      ContainsSubstring("; with all columns of one size kernel regression is right of 90 % of 400 "
                        "samples that it was not fitted to, and with these of 60 %"));
  CHECK(found(with_tails(0.85, 0.9), "outliers")->severity == Severity::info);
  CHECK(found(with_tails(0.52, 0.58), "outliers")->severity == Severity::info);  // by chance
  RunFacts few = with_tails(0.6, 0.9);
  few.simple_models.back().tested = 49;
  CHECK(found(few, "outliers")->severity == Severity::info);

  // Columns that a model sees as they are, an input far from 1 aside, are no cause of anything.
  const auto ended_badly = [&](double as_given, double size) {
    MadeUpRun made_up(with_tails(as_given, 0.9));
    run(made_up, 300, [&](StepRecord& r) {
      learns_nothing(r);
      if (r.step == 0) r.activations[0]->deviation = size;
    });
    made_up.finish();
    return made_up.severity("outliers");
  };
  CHECK(ended_badly(0.89, 1) == Severity::info);
  CHECK(ended_badly(0.89, 100) == Severity::warning);
  CHECK(ended_badly(0.85, 1) == Severity::warning);

  RunFacts uneven = facts_of(0.6, 0.9);
  CHECK_FALSE(found(uneven, "input-scale"));
  uneven.input_ratio = 1e4;
  const auto small = found(uneven, "input-scale");
  REQUIRE(small);
  CHECK(small->severity == Severity::warning);
  CHECK_THAT(small->message, ContainsSubstring("and with these of 60 %"));
  REQUIRE(small->remedies.size() == 1);
  CHECK(small->remedies.front().flag() == "--standardize on");

  CHECK(evaluated(with_tails(0.6, 0.9), {60, 60}).severity("outliers") == Severity::warning);
  CHECK(evaluated(with_tails(0.6, 0.9), {60, 82}).severity("outliers") == Severity::warning);
  CHECK(evaluated(with_tails(0.6, 0.9), {60, 88}).severity("outliers") == Severity::info);
}

TEST_CASE("What the training data have taught by heart is no catching up", "[outliers]") {
  RunFacts facts = facts_with({kernel(0.9), columns_as_given(0.6)});
  for (auto& model : facts.simple_models) model.guess = 0.5;
  facts.input_widths = {0.005};
  MadeUpRun made_up(facts);
  run(made_up, 50, unchanged);
  plumb::EvaluationLosses by_heart = accuracy(60);
  by_heart.validation = 4 * *by_heart.training;
  made_up.evaluate(by_heart);
  CHECK(made_up.severity("outliers") == Severity::warning);
}

TEST_CASE("Columns as they are measure no network", "[underfitting]") {
  CHECK_FALSE(ended(facts_with({columns_as_given(0.9)}), accuracy(60)).found("underfitting"));
  CHECK(ended(facts_with({kernel(0.9)}), accuracy(60)).found("underfitting"));
}

TEST_CASE("Simple models are wanted of a network that stands still, and of a linear one") {
  const auto wants = [](const RunFacts& facts, const std::vector<int>& percents,
                        plumb::RunStage stage) {
    plumb::Diagnosis diagnosis(facts);
    StepRecord record;
    record.norms = {0.5, 0.5, 0.5};
    record.loss = 0.5 * MadeUpRun::baseline;
    for (const int percent : percents) {
      for (int i = 0; i < 25; ++i, ++record.step) diagnosis.observe(record, {});
      diagnosis.observe_evaluation(accuracy(percent));
    }
    return diagnosis.wants_simple_models(stage);
  };
  using plumb::RunStage;
  plumb::Diagnosis told(without_activation({}));
  CHECK(told.wants_simple_models(RunStage::start));
  told.set_simple_models({});  // of such data there are none
  CHECK_FALSE(told.wants_simple_models(RunStage::start));
  CHECK(wants(facts_with({}), {60, 60}, RunStage::evaluation));
  CHECK_FALSE(wants(facts_with({}), {60}, RunStage::evaluation));
  CHECK_FALSE(wants(facts_with({}), {60, 70}, RunStage::evaluation));
  CHECK_FALSE(wants(facts_with({}), {95, 95}, RunStage::evaluation));
  CHECK_FALSE(wants(facts_with({kernel(0.9)}), {60, 60}, RunStage::evaluation));
  CHECK(wants(without_activation({}), {}, RunStage::start));
  CHECK_FALSE(wants(without_activation({}), {60}, RunStage::start));
  CHECK_FALSE(wants(without_activation({kernel(0.9)}), {}, RunStage::start));
  CHECK_FALSE(wants(facts_with({}), {}, RunStage::start));
  RunFacts uneven = facts_with({});
  uneven.input_ratio = 1e4;
  CHECK(wants(uneven, {}, RunStage::start));
}
