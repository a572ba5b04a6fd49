#include <cmath>

#include "recorded.hpp"
#include "support/catch.hpp"

using plumb::Severity;
using plumb::StepRecord;

TEST_CASE("input-scale: an observation, or a warning where it shows") {
  MadeUpRun made_up;
  // The loss begins at 20 and stays there, goes up, or comes down.
  const auto [later, steps, severity] =
      GENERATE(table<double, int, Severity>({{20, 101, Severity::warning},
                                             {50, 6, Severity::warning},
                                             {30, 6, Severity::info},
                                             {2, 101, Severity::info}}));
  run(made_up, steps, [&](StepRecord& r) {
    if (!r.activations.empty()) r.activations[0]->deviation = 80;
    r.loss = r.step == 0 ? 20 : later;
  });
  REQUIRE(made_up.severity("input-scale") == severity);
  const auto finding = made_up.found("input-scale");
  CHECK(finding->remedies.at(0).flag() == "--standardize on");
  CHECK(finding->remedies.at(1).flag() == "--input-scale 0.013");
}

TEST_CASE("input-scale: no cause of anything where a normalization is behind the first layer") {
  struct Case {
    std::string norm, residual;
    double mean, deviation;
    Severity severity;
  };
  const auto c = GENERATE(values<Case>({
      {"norm_01", "none", 30, 80, Severity::info},
      {"norm_01", "plain", 30, 80, Severity::info},
      {"norm_02", "none", 30, 80, Severity::warning},    // behind the second
      {"norm_01", "preact", 30, 80, Severity::warning},  // a shortcut around it
      {"norm_01", "none", 2000, 80, Severity::warning},  // running means have to follow
      {"norm_01", "none", 0, 1e-3, Severity::warning},   // next to its epsilon
      {"norm_01", "none", 0, 1e19, Severity::warning},   // the square overflows
  }));
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.settings["residual"] = c.residual;
  const auto behind = facts.parameters.begin() + (c.norm == "norm_01" ? 1 : 2);
  facts.parameters.insert(behind,
                          {{c.norm + ".weight", {8}, 8, {}}, {c.norm + ".bias", {8}, 8, {}}});
  MadeUpRun made_up(facts);
  run(made_up, 300, [&](StepRecord& r) {
    learns_nothing(r);
    r.norms.assign(5, 0.5);
    if (!r.probes.empty()) r.probes.resize(5, r.probes.front());
    if (r.activations.empty()) return;
    r.activations[0]->mean = c.mean;
    r.activations[0]->deviation = c.deviation;
    r.activations[0]->spread = c.deviation / std::hypot(c.mean, c.deviation);
  });
  made_up.finish();
  CAPTURE(c.norm, c.residual, c.mean, c.deviation);
  CHECK(made_up.severity("input-scale") == c.severity);
}

TEST_CASE("input-scale: what multiplies inputs of the right size is to be left out") {
  const auto advised = [](double scale, double size, const char* activation = "relu") {
    plumb::RunFacts facts = MadeUpRun::facts();
    facts.activation = activation;
    facts.input_scale = scale;
    MadeUpRun made_up(facts);
    run(made_up, 1, [&](StepRecord& r) { r.activations[0]->deviation = size; });
    const auto finding = made_up.found("input-scale");
    return finding->remedies.at(0).flag() + ", " + finding->remedies.at(1).flag();
  };
  CHECK(advised(255, 85) == "--input-scale 1, --standardize on --input-scale 1");
  CHECK(advised(1.0 / 255, 0.0013) == "--input-scale 1, --standardize on --input-scale 1");
  CHECK(advised(2, 85) == "--standardize on --input-scale 1, --input-scale 0.024");
  CHECK(advised(255, 85, "sigmoid") == "--standardize on --input-scale 1, --input-scale 1");
}

TEST_CASE("input-scale: inputs that hardly differ from sample to sample are to be standardized") {
  const auto [mean, deviation, spread] = GENERATE(table<double, double, std::optional<double>>({
      {4300, 160, 0.04},
      {4300, 160, std::nullopt},  // one sample: all that is known
      {20'000, 40'000, 0.01},     // pascals beside kelvins
  }));
  MadeUpRun made_up;
  run(made_up, 1, [&, m = mean, d = deviation, s = spread](StepRecord& r) {
    r.activations[0]->mean = m;
    r.activations[0]->deviation = d;
    r.activations[0]->spread = s;
  });
  const auto finding = made_up.found("input-scale");
  REQUIRE(finding.has_value());
  CHECK_THAT(finding->message, ContainsSubstring("the same for every sample"));
  REQUIRE(finding->remedies.size() == 1);
  CHECK(finding->remedies.front().flag() == "--standardize on");
}

TEST_CASE("input-scale: a warning at once where gates that no tap shows may be shut") {
  MadeUpRun recurrent({}, {}, "gru_1.weight_recurrent"), usual({}, {}, "gru_1.weight_recurrent");
  run(recurrent, 1, [](StepRecord& r) { r.activations[0]->deviation = 80; });
  run(usual, 1, unchanged);
  CHECK(recurrent.severity("input-scale") == Severity::warning);
  CHECK_FALSE(usual.found("input-scale"));
}

TEST_CASE("input-scale: values in thousandths, but not a one-hot vector of thousands") {
  MadeUpRun thousandths, one_hot;
  run(thousandths, 1, [](StepRecord& r) { r.activations[0]->deviation = 1.2e-3; });
  run(one_hot, 1, [](StepRecord& r) { r.activations[0]->deviation = 1e-2; });
  CHECK(thousandths.severity("input-scale") == Severity::warning);
  CHECK_FALSE(one_hot.found("input-scale"));
}

TEST_CASE("input-scale: inputs a little too small are named where a run has learnt nothing") {
  const auto [deviation, learns, named] = GENERATE(
      table<double, bool, bool>({{0.02, false, true}, {0.02, true, false}, {0.3, false, false}}));
  MadeUpRun made_up;
  const double size = deviation;
  const bool falls = learns;
  run(made_up, 300, [&](StepRecord& r) {
    if (!falls) learns_nothing(r);
    if (!r.activations.empty()) r.activations[0]->deviation = size;
  });
  CHECK_FALSE(made_up.found("input-scale"));
  made_up.finish();
  const auto finding = made_up.found("input-scale");
  REQUIRE(finding.has_value() == named);
  if (!named) return;
  CHECK(finding->severity == Severity::warning);
  CHECK_THAT(finding->message, ContainsSubstring("next to nothing was learnt"));
  CHECK(finding->remedies.front().flag() == "--standardize on");
}

TEST_CASE("input-scale: inputs so large that the first loss overflows") {
  MadeUpRun made_up;
  run(made_up, 1, [](StepRecord& r) {
    r.loss = infinity;
    r.activations[0]->deviation = 1e20;
  });
  REQUIRE(made_up.found("input-scale").has_value());
  CHECK(made_up.found("input-scale")->remedies.front().flag() == "--standardize on");
}

TEST_CASE("a loss that has lost nearly all of what it began with is on its way, and no harm yet") {
  const double later = GENERATE(20.0, 200.0);  // of 1000; a constant prediction has 2.3
  MadeUpRun made_up;
  run(made_up, 150, [&](StepRecord& r) {
    if (!r.activations.empty()) r.activations[0]->deviation = 80;
    r.loss = r.step == 0 ? 1000 : later;
  });
  const Severity severity = later > 50 ? Severity::warning : Severity::info;
  CHECK(made_up.severity("input-scale") == severity);
  CHECK(made_up.severity("poor-initialization") == severity);
}

TEST_CASE("input-scale: inputs that were observed are named where the loss ends at a constant's") {
  // From 20 down to `level` times the baseline, below which some batches happen to be easy.
  const auto [level, named] =
      GENERATE(table<double, bool>({{1.05, true}, {0.9, false}, {2, false}}));
  MadeUpRun made_up;
  const double end = level * MadeUpRun::baseline;
  run(made_up, 400, [&](StepRecord& r) {
    if (!r.activations.empty()) r.activations[0]->deviation = 80;
    const bool easy = r.step > 100 && r.step <= 125;
    r.loss = r.step == 0 ? 20 : (easy ? 0.85 * MadeUpRun::baseline : end);
  });
  made_up.finish();
  CHECK((made_up.severity("input-scale") == Severity::warning) == named);
}

TEST_CASE("input-scale: inputs of a usual size that hardly differ from sample to sample") {
  const auto [mean, spread, learns, severity] =
      GENERATE(table<double, double, bool, std::optional<Severity>>({
          {1.08, 0.004, true, Severity::info},
          {1.08, 0.004, false, Severity::warning},
          {0.5, 0.5, false, std::nullopt},
      }));
  MadeUpRun made_up;
  const double m = mean, s = spread;
  const bool falls = learns;
  run(made_up, 300, [&](StepRecord& r) {
    if (!falls) learns_nothing(r);
    if (r.activations.empty()) return;
    r.activations[0]->mean = m;
    r.activations[0]->deviation = s * m;
    r.activations[0]->spread = s;
  });
  made_up.finish();
  REQUIRE(made_up.severity("input-scale") == severity);
  if (!severity) return;
  const auto finding = made_up.found("input-scale");
  CHECK_THAT(finding->message, ContainsSubstring("they differ by 0.0043"));
  REQUIRE(finding->remedies.size() == 1);
  CHECK(finding->remedies.front().flag() == "--standardize on");
}

TEST_CASE(
    "input-scale: columns of which the network sees nothing, where a run has learnt nothing") {
  const auto [ratio, learns, named] = GENERATE(
      table<double, bool, bool>({{1000, false, true}, {1000, true, false}, {20, false, false}}));
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.input_ratio = ratio;
  MadeUpRun made_up(facts);
  const bool falls = learns;
  run(made_up, 300, [&](StepRecord& r) {
    if (!falls) learns_nothing(r);
  });
  CHECK_FALSE(made_up.found("input-scale"));
  made_up.finish();
  const auto finding = made_up.found("input-scale");
  REQUIRE(finding.has_value() == named);
  if (!named) return;
  CHECK_THAT(finding->message, ContainsSubstring("has 1000 times the size of the smallest"));
  CHECK(finding->remedies.front().flag() == "--standardize on");
}

TEST_CASE("inputs and values to predict that are both off are advised to be scaled together") {
  plumb::RunFacts facts = MadeUpRun::facts();
  facts.targets = {293, 4};
  MadeUpRun made_up(facts);
  run(made_up, 1, [](StepRecord& r) { r.activations[0]->deviation = 80; });
  for (const std::string rule : {"input-scale", "target-scale"}) {
    const auto finding = made_up.found(rule);
    REQUIRE(finding.has_value());
    CHECK(finding->remedies.front().flag() == "--standardize on --standardize-targets on");
  }
  CHECK(made_up.found("input-scale")->remedies.at(1).flag() == "--standardize on");
  CHECK(made_up.found("target-scale")->remedies.at(1).flag() == "--standardize-targets on");
}
