#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::EvaluationLosses;
using plumb::Severity;

namespace {

constexpr double baseline = MadeUpRun::baseline;

/// So many epochs of steps that learn, each evaluated.
void train(MadeUpRun& made_up, int epochs, const EvaluationLosses& losses, int steps = 50) {
  for (int epoch = 0; epoch < epochs; ++epoch) {
    run(made_up, steps, [](plumb::StepRecord& r) { r.loss = 0.3 * baseline; });
    made_up.evaluate(losses);
  }
}

}  // namespace

TEST_CASE("What is learnt and gone in evaluation mode is an error where the run ends",
          "[evaluation-mode]") {
  MadeUpRun made_up;
  train(made_up, 4, {.training = 0.98 * baseline});
  CHECK_FALSE(made_up.found("evaluation-mode"));
  made_up.finish();
  const auto finding = made_up.found("evaluation-mode");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::error);
  CHECK(finding->first_step == 49);
  CHECK(finding->last_step == 199);
  CHECK_THAT(finding->message, ContainsSubstring("in training mode the loss is 0.69"));
  CHECK_THAT(finding->message, ContainsSubstring("in evaluation mode, on the same data, 2.3"));
  CHECK_THAT(finding->message, ContainsSubstring("most often batch normalization"));
  CHECK(finding->evidence.back().second == Approx(0.68 / 0.7));  // of what was learnt
}

TEST_CASE("It is found whatever else is wrong", "[evaluation-mode]") {
  MadeUpRun made_up;
  run(made_up, 60, [](plumb::StepRecord& r) {
    if (r.step % 10 == 0) r.activations[0]->deviation = 1e6;
  });
  REQUIRE(made_up.findings().size() == 1);
  train(made_up, 4, {.training = baseline});
  made_up.finish();
  CHECK(made_up.severity("evaluation-mode") == Severity::error);
}

TEST_CASE("Half of it gone is a warning, less is not", "[evaluation-mode]") {
  const auto severity_at = [](double evaluated) {
    MadeUpRun made_up;
    train(made_up, 2, {.training = evaluated * baseline});
    made_up.finish();
    return made_up.severity("evaluation-mode");
  };
  CHECK(severity_at(0.3 + 0.7 * 0.55) == Severity::warning);
  CHECK_FALSE(severity_at(0.3 + 0.7 * 0.45));
  CHECK(severity_at(infinity) == Severity::error);
  CHECK(severity_at(std::nan("")) == Severity::error);
}

TEST_CASE("Statistics that are still those of the start need not make as large a gap",
          "[evaluation-mode]") {
  const auto found_with = [](const char* momentum, double gone) {
    auto facts = MadeUpRun::facts();
    facts.settings = {{"norm", "batch"}, {"norm-momentum", momentum}};
    MadeUpRun made_up(facts);
    train(made_up, 2, {.training = (0.3 + 0.7 * gone) * baseline});
    made_up.finish();
    return made_up.found("evaluation-mode");
  };
  const auto finding = found_with("0.999", 0.3);  // after 100 steps
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("of which 90 % are still those of the start"));
  CHECK(finding->remedies.front().flag() == "--norm-momentum 0.9");
  CHECK(found_with("0.999", 0.11));
  CHECK_FALSE(found_with("0.999", 0.09));
  CHECK_FALSE(found_with("0.99", 0.3));  // 37 %
}

TEST_CASE("Before the end it is said where it lasts longer than running statistics lag behind",
          "[evaluation-mode]") {
  MadeUpRun made_up;
  train(made_up, 10, {.training = baseline});
  CHECK_FALSE(made_up.found("evaluation-mode"));
  train(made_up, 1, {.training = baseline});
  CHECK(made_up.severity("evaluation-mode") == Severity::error);

  MadeUpRun catches_up;
  train(catches_up, 8, {.training = baseline});
  train(catches_up, 1, {.training = 0.35 * baseline});
  train(catches_up, 8, {.training = baseline});
  train(catches_up, 1, {.training = 0.35 * baseline});
  catches_up.finish();
  CHECK_FALSE(catches_up.found("evaluation-mode"));
}

TEST_CASE("… and at once where the statistics will not have followed when it ends",
          "[evaluation-mode]") {
  const auto found_of = [](std::optional<std::int64_t> planned_steps, int evaluations) {
    auto facts = MadeUpRun::facts();
    facts.settings = {{"norm", "batch"}, {"norm-momentum", "0.999"}};
    facts.planned_steps = planned_steps;
    MadeUpRun made_up(facts);
    train(made_up, evaluations, {.training = 0.6 * baseline});
    return made_up.found("evaluation-mode");
  };
  const auto finding = found_of(600, 2);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("of which 90 % are still those of the start, and "
                                                 "55 % will be when the run ends"));
  CHECK_FALSE(found_of(600, 1));
  CHECK_FALSE(found_of(800, 2));  // 45 %
  CHECK_FALSE(found_of({}, 2));
}

TEST_CASE("Of several evaluations the last alone says nothing, an only one does",
          "[evaluation-mode]") {
  MadeUpRun once;
  train(once, 3, {.training = 0.35 * baseline});
  train(once, 1, {.training = baseline});
  once.finish();
  CHECK_FALSE(once.found("evaluation-mode"));

  MadeUpRun only;
  train(only, 1, {.training = baseline});
  only.finish();
  CHECK(only.found("evaluation-mode"));

  auto facts = MadeUpRun::facts();
  facts.settings = {{"norm", "batch"}, {"norm-momentum", "0.9995"}};
  MadeUpRun of_the_start(facts);
  train(of_the_start, 3, {.training = 0.35 * baseline});
  train(of_the_start, 1, {.training = 0.6 * baseline});
  of_the_start.finish();
  CHECK(of_the_start.found("evaluation-mode"));
}

TEST_CASE("Nothing is said of modes that cannot differ so, nor of what was not measured",
          "[evaluation-mode]") {
  const auto speaks_of = [](const char* norm) {
    auto facts = MadeUpRun::facts();
    facts.settings["norm"] = norm;
    MadeUpRun made_up(facts);
    train(made_up, 3, {.training = baseline});
    made_up.finish();
    return made_up.found("evaluation-mode").has_value();
  };
  CHECK(speaks_of("batch"));
  CHECK_FALSE(speaks_of("none"));
  CHECK_FALSE(speaks_of("layer"));

  MadeUpRun validation_only;
  train(validation_only, 3, {.validation = baseline});
  validation_only.finish();
  CHECK_FALSE(validation_only.found("evaluation-mode"));

  MadeUpRun has_not_learnt;
  run(has_not_learnt, 200, learns_nothing);
  has_not_learnt.evaluate({.training = 5 * baseline});
  has_not_learnt.finish();
  CHECK_FALSE(has_not_learnt.found("evaluation-mode"));
}

TEST_CASE("What the mode changes is told from the settings", "[evaluation-mode]") {
  const auto found_with = [](const char* norm, const char* dropout, const char* momentum = "0.99") {
    auto facts = MadeUpRun::facts();
    facts.settings = {
        {"norm", norm}, {"dropout", dropout}, {"standardize", "on"}, {"norm-momentum", momentum}};
    MadeUpRun made_up(facts);
    train(made_up, 3, {.training = baseline});
    made_up.finish();
    return made_up.found("evaluation-mode").value();
  };
  const auto dropout = found_with("none", "0.7");
  CHECK_THAT(dropout.message, ContainsSubstring("dropout then leaves out nothing"));
  REQUIRE(dropout.remedies.size() == 1);
  CHECK(dropout.remedies.front().flag() == "--dropout 0.1");

  const auto batch_norm = found_with("batch", "0");
  CHECK_THAT(batch_norm.message, ContainsSubstring("not those of its batches"));
  CHECK_THAT(batch_norm.remedies[0].text, ContainsSubstring("train it for longer"));
  CHECK(batch_norm.remedies[1].flag() == "--norm-momentum 0.9");
  CHECK(batch_norm.remedies[2].flag() == "--norm layer");

  const auto fast = found_with("batch", "0", "0.5");
  CHECK(fast.remedies[1].flag() == "--norm layer");

  const auto both = found_with("batch", "0.5");
  CHECK_THAT(both.message, ContainsSubstring("while dropout left out units"));
  CHECK(both.remedies[1].flag() == "--dropout 0.1");
  CHECK(both.remedies[2].flag() == "--norm-momentum 0.9");
  CHECK(both.remedies[3].flag() == "--norm layer");
}

TEST_CASE("A validation loss that rises while the training loss falls is mentioned",
          "[overfitting]") {
  MadeUpRun made_up;
  train(made_up, 1, {.training = 0.5 * baseline, .validation = 0.6 * baseline});
  train(made_up, 1, {.training = 0.3 * baseline, .validation = 0.5 * baseline});
  train(made_up, 1, {.training = 0.2 * baseline, .validation = 0.65 * baseline});
  CHECK_FALSE(made_up.found("overfitting"));  // one may be by chance
  train(made_up, 1, {.training = 0.1 * baseline, .validation = 0.7 * baseline});
  const auto finding = made_up.found("overfitting");
  REQUIRE(finding);
  CHECK(finding->severity == Severity::info);
  CHECK(finding->first_step == 99);
  CHECK_THAT(finding->message, ContainsSubstring("lowest after step 99, 1.1"));
  CHECK(finding->remedies.front().flag() == "--steps 100");
}

TEST_CASE("It is not where both rise, nor where the rise is small", "[overfitting]") {
  MadeUpRun both;
  train(both, 1, {.training = 0.3 * baseline, .validation = 0.4 * baseline});
  train(both, 3, {.training = 0.5 * baseline, .validation = 0.6 * baseline});
  CHECK_FALSE(both.found("overfitting"));

  MadeUpRun small;
  train(small, 1, {.training = 0.3 * baseline, .validation = 0.4 * baseline});
  train(small, 3, {.training = 0.1 * baseline, .validation = 0.49 * baseline});
  CHECK_FALSE(small.found("overfitting"));
}

TEST_CASE("An evaluation before the first step says nothing", "[evaluation-mode][overfitting]") {
  MadeUpRun made_up;
  made_up.evaluate({.training = baseline, .validation = baseline});
  CHECK(made_up.findings().empty());
}

namespace {

using plumb::ClassCounts;

/// What is found of a run whose steps have this loss, in parts of the baseline, and that is
/// evaluated so.
std::optional<plumb::Finding> unlearnt_after(const std::vector<EvaluationLosses>& evaluations,
                                             double level = 0.3, int steps = 50) {
  MadeUpRun made_up;
  for (const auto& losses : evaluations) {
    run(made_up, steps, [&](plumb::StepRecord& r) { r.loss = level * baseline; });
    made_up.evaluate(losses);
  }
  CHECK_FALSE(made_up.found("unlearnt-classes"));  // they may be learnt yet
  made_up.finish();
  return made_up.found("unlearnt-classes");
}

std::optional<plumb::Finding> unlearnt_classes(const ClassCounts& classes,
                                               double validation = 0.95 * baseline) {
  return unlearnt_after({{.validation = validation, .classes = classes}});
}

}  // namespace

TEST_CASE("One answer to every sample is a warning, by the accuracy of the guess",
          "[unlearnt-classes]") {
  const auto finding = unlearnt_classes({{1560, 40}, {1560, 0}});
  REQUIRE(finding);
  CHECK(finding->severity == Severity::warning);
  CHECK(finding->first_step == 49);
  CHECK(finding->message ==
        "class 1 is never right (40 of the 1600 validation samples, 2.5 %), and class 0 always: "
        "the accuracy of 97.5 % is that of always guessing it");
  REQUIRE(finding->remedies.size() == 1);
  CHECK_THAT(finding->remedies[0].text, ContainsSubstring("weigh rare classes more"));

  const auto below = unlearnt_classes({{0, 900, 50, 50}, {0, 800, 0, 0}});
  REQUIRE(below);
  CHECK(below->severity == Severity::warning);
  CHECK(below->message ==
        "classes 2 and 3 are never right (100 of the 1000 validation samples, 10 %), and class 1 "
        "alone ever is: the accuracy of 80 % is below the 90 % of always guessing it");

  const auto none = unlearnt_classes({{30, 30}, {0, 0}});
  REQUIRE(none);
  CHECK(none->severity == Severity::warning);
  CHECK(none->message == "not one of the 60 validation samples is right, of whatever class");
}

TEST_CASE("It is mentioned where the loss shows that samples are told apart all the same",
          "[unlearnt-classes]") {
  const auto finding = unlearnt_classes({{1560, 40}, {1560, 0}}, 0.7 * baseline);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::info);
  CHECK_THAT(finding->message, ContainsSubstring("always guessing it; the loss is 30 % below"));
}

TEST_CASE("Some classes that are never right are mentioned, with their share",
          "[unlearnt-classes]") {
  const auto finding =
      unlearnt_classes({{600, 552, 12, 12, 12, 12}, {600, 540, 0, 0, 0, 0}}, 0.1 * baseline);
  REQUIRE(finding);
  CHECK(finding->severity == Severity::info);
  CHECK(finding->message ==
        "classes 2, 3, 4 and 5 are never right (48 of the 1200 validation samples, 4 %): the "
        "accuracy is 95 %, its mean over the classes 32.97 %");
  CHECK_FALSE(unlearnt_classes({{600, 552, 12}, {600, 540, 1}}));

  ClassCounts many{std::vector<std::int64_t>(12, 50), std::vector<std::int64_t>(12, 0)};
  many.right[0] = many.right[1] = 40;
  CHECK_THAT(unlearnt_classes(many)->message,
             ContainsSubstring("classes 2, 3, 4, 5 and 6 others are never right (500 of"));
}

TEST_CASE("Nothing is said where it may be by chance", "[unlearnt-classes]") {
  CHECK_FALSE(unlearnt_classes({{600, 552, 4}, {600, 540, 0}}));  // too few
  CHECK(unlearnt_classes({{600, 552, 5}, {600, 540, 0}}));
  // Of classes that are right in two of five cases five samples are often all wrong.
  CHECK_FALSE(unlearnt_classes({{100, 100, 5}, {40, 40, 0}}));
  CHECK(unlearnt_classes({{100, 100, 10}, {40, 40, 0}}));
  CHECK_FALSE(unlearnt_classes({{4, 4, 4}, {4, 0, 0}}));
  CHECK_FALSE(unlearnt_classes({{100}, {0}}));   // one class, of which there may be no other
  CHECK_FALSE(unlearnt_classes(ClassCounts{}));  // values
}

TEST_CASE("The last evaluation decides, at the end of a run that is long enough",
          "[unlearnt-classes]") {
  const ClassCounts one_answer{{90, 10}, {90, 0}}, both{{90, 10}, {88, 5}};
  CHECK_FALSE(unlearnt_after({{.classes = one_answer}, {.classes = both}}));
  CHECK_FALSE(unlearnt_after({{.classes = one_answer}, {.validation = 0.5}}));
  const auto finding = unlearnt_after({{.classes = one_answer},
                                       {.classes = both},
                                       {.classes = one_answer},
                                       {.classes = one_answer}});
  REQUIRE(finding);
  CHECK(finding->first_step == 149);
  CHECK(finding->last_step == 199);
  CHECK_FALSE(unlearnt_after({{.classes = one_answer}}, 0.3, 29));
  CHECK(unlearnt_after({{.classes = one_answer}}, 0.3, 30));
}

TEST_CASE("On a plateau it is said of uneven classes alone, whose accuracy does not show it",
          "[unlearnt-classes][loss-plateau]") {
  const auto on_a_plateau = [](const ClassCounts& classes) {
    MadeUpRun made_up;
    run(made_up, 100, learns_nothing);
    made_up.evaluate({.validation = baseline, .classes = classes});
    made_up.finish();
    CHECK(made_up.severity("loss-plateau") == Severity::warning);
    return made_up.severity("unlearnt-classes");
  };
  CHECK(on_a_plateau({{900, 50, 50}, {900, 0, 0}}) == Severity::warning);
  CHECK_FALSE(on_a_plateau({{340, 330, 330}, {340, 0, 0}}));
}

TEST_CASE("What is advised goes by the course of the loss", "[unlearnt-classes]") {
  const ClassCounts classes{{90, 10}, {90, 0}};
  const auto advised = [&](double second, double third) {
    const auto finding = unlearnt_after({{.training = 0.9 * baseline, .classes = classes},
                                         {.training = second * baseline, .classes = classes},
                                         {.training = third * baseline, .classes = classes}},
                                        0.95);
    std::vector<std::string> texts;
    for (const auto& remedy : finding->remedies) texts.push_back(remedy.text + remedy.flag());
    return texts;
  };
  const std::string lower = "lower the learning rate--lr 0.01";
  CHECK(advised(0.6, 0.8).front() == lower);
  CHECK(advised(1.1, 0.9).front() == lower);
  CHECK(advised(0.88, 0.95).front() != lower);

  MadeUpRun falls;
  run(falls, 200,
      [](plumb::StepRecord& r) { r.loss = baseline * (1 - 0.0005 * static_cast<double>(r.step)); });
  falls.evaluate({.validation = baseline, .classes = {{55, 45}, {55, 0}}});
  falls.finish();
  const auto finding = falls.found("unlearnt-classes");
  REQUIRE(finding);
  REQUIRE(finding->remedies.size() == 1);  // classes as frequent as these need no other weights
  CHECK(finding->remedies[0].text == "train it for longer: the loss still falls");
}

TEST_CASE("Counts of classes that cannot be are refused", "[unlearnt-classes]") {
  MadeUpRun made_up;
  run(made_up, 1, unchanged);
  CHECK_THROWS_WITH(made_up.evaluate({.classes = {{4, 6}, {4, 7}}}),
                    ContainsSubstring("class 1 has 7 right samples of 6"));
  CHECK_THROWS_WITH(made_up.evaluate({.classes = {{4, 6}, {4}}}), ContainsSubstring("2 classes"));
}
