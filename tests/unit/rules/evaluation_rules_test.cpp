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
