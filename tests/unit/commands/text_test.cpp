#include <cmath>
#include <limits>
#include <sstream>

#include "commands/comparison.hpp"
#include "commands/findings_formats.hpp"
#include "commands/findings_text.hpp"
#include "commands/forecast_text.hpp"
#include "commands/training_run.hpp"
#include "plumb/diagnostics/foresee.hpp"
#include "support/approved.hpp"
#include "support/catch.hpp"
#include "terminal/text.hpp"

namespace {

plumb::ForecastReport forecast(plumb::ForecastVerdict verdict) {
  plumb::ForecastReport report;
  report.config.network.model = "mlp";
  report.config.network.depth = 2;
  report.config.network.width = 256;
  report.config.network.activation = "sigmoid";
  report.config.network.initializer = "glorot-uniform";
  report.data = "mnist";
  report.batch_size = 32;
  report.forecast.layers = {{"dense_01.weight", 4e-7, 4.1e-7, 2.2e-7, 7.9e-7, 0.99},
                            {"dense_02.weight", 1e-3, 1.2e-3, 8e-4, 1.9e-3, 0.2},
                            {"output.weight", 2.5, 2.5, 1.7, 3.4, 0.01}};
  report.measured = {3.3e-7, 1.1e-3, 2.4};
  report.forecast.verdict = verdict;
  report.forecast.weakest = 0;
  report.forecast.output_scale = 1.3;
  report.forecast.stable_rate = 0.2;
  report.forecast.learning_speed = verdict == plumb::ForecastVerdict::healthy ? 0.04 : 1e-9;
  report.forecast.max_trainable_depth = 3;
  plumb::DepthTheory theory;
  theory.sigma_w = 1;
  theory.chi = 0.0625;
  theory.correlation_depth = 0.4;
  theory.edge_sigma_w = 4;
  report.forecast.theory = theory;
  return report;
}

/// Around 0, and different from sample to sample.
plumb::ActivationProbe inputs_of(double size) {
  plumb::ActivationProbe probe;
  probe.deviation = size;
  return probe;
}

std::vector<plumb::RunSummary> four_runs() {
  plumb::RunSummary fine;
  fine.status = plumb::RunStatus::completed;
  fine.name = "clip=norm:1";
  fine.steps = 1875;
  fine.seconds = 75;
  fine.evaluated = true;
  fine.last = {1, 0.58, 0.83, 0.56, 0.84, 0.5355, 0.846, 70};
  fine.best_val_accuracy = 0.846;
  fine.largest_norm = 2.709;
  fine.clipped_steps = 1500;

  plumb::RunSummary exploded = fine;
  exploded.name = "clip=none";
  exploded.last.val_accuracy = 0.6;
  exploded.largest_norm = 1.49e4;
  exploded.exploded_epoch = 5;
  exploded.clipped_steps = 0;
  plumb::Finding finding;
  finding.rule = "exploding-gradient";
  finding.severity = plumb::Severity::error;
  exploded.findings = {finding};

  plumb::RunSummary lost = exploded;
  lost.name = "lr=100";
  lost.status = plumb::RunStatus::stopped;
  lost.last.val_accuracy = lost.last.val_loss = std::nan("");
  lost.largest_norm = std::numeric_limits<double>::infinity();
  lost.first_non_finite_step = 12;
  lost.skipped_updates = 3;
  lost.rollbacks = 1;

  plumb::RunSummary early;  // interrupted in its first epoch
  early.status = plumb::RunStatus::interrupted;
  early.name = "lr=1";
  early.clip = "none";
  early.steps = 1;
  early.seconds = 0.5;
  return {fine, exploded, lost, early};
}

std::vector<plumb::RunFindings> findings() {
  plumb::Finding vanishing;
  vanishing.rule = "vanishing-gradient";
  vanishing.severity = plumb::Severity::error;
  vanishing.layer = "dense_06";
  vanishing.last_step = 40;
  vanishing.message =
      "the loss hardly depends on the weights of 6 of 12 layers, dense_06 being the first from the "
      "output: changing all of dense_01 by 1 % changes the loss by at most 2.9e-06 %";
  vanishing.remedies = {{"take an activation that does not saturate", {{"activation", "relu"}}},
                        {"look at the inputs", {}}};
  plumb::Finding clipping;
  clipping.rule = "clipping-never";
  clipping.message = "no step was clipped";
  return {{"runs/a", {clipping, vanishing}}, {"runs/b", {}}, {"runs/c", {clipping}}};
}

}  // namespace

TEST_CASE("a forecast reads as approved") {
  using plumb::ForecastVerdict;
  std::string text = plumb::forecast_table(forecast(ForecastVerdict::vanishing));
  for (const auto verdict :
       {ForecastVerdict::healthy, ForecastVerdict::vanishing, ForecastVerdict::exploding})
    text += '\n' + plumb::forecast_sentences(forecast(verdict));
  require_approved(text, "forecast.txt");
}

TEST_CASE("a forecast says what simple models reach with the data") {
  plumb::ForecastReport report = forecast(plumb::ForecastVerdict::healthy);
  report.simple_models = {{"a linear model", 1000, 900, 0.838, {}, true},
                          {"kernel regression", 1000, 900, 0.928}};
  CHECK_THAT(plumb::forecast_sentences(report),
             ContainsSubstring("To beat: a validation accuracy of 83.80 % (a linear model), "
                               "92.80 % (kernel regression), each fitted to 1000 samples.\n"));
  report.simple_models = {{"a linear model", 700, 200, {}, 0.25, true}};
  CHECK_THAT(plumb::forecast_sentences(report), ContainsSubstring("a validation loss of 0.25"));
}

TEST_CASE("a forecast advises nothing that the network has") {
  plumb::ForecastReport report = forecast(plumb::ForecastVerdict::exploding);
  report.forecast.theory.reset();
  auto& network = report.config.network;
  network.normalization = "batch";
  CHECK_THAT(
      plumb::forecast_sentences(report),
      ContainsSubstring("orthogonal, or fewer layers (--depth).") && !ContainsSubstring("--norm"));
  network.activation = "relu";
  CHECK_THAT(plumb::forecast_sentences(report),
             ContainsSubstring("Change: --residual plain, or fewer layers (--depth)."));
  network.residual = "plain";
  CHECK_THAT(plumb::forecast_sentences(report),
             ContainsSubstring("Change: fewer layers (--depth)."));
  network.normalization = "layer";
  CHECK_THAT(plumb::forecast_sentences(report),
             ContainsSubstring("Change: --init he-normal, or --norm batch."));
}

TEST_CASE("a forecast does not advise the weights that the network has, whatever their name") {
  plumb::ForecastReport report = forecast(plumb::ForecastVerdict::exploding);
  report.config.network.activation = "relu";
  report.config.network.initializer = "he-normal";
  report.forecast.theory->edge_sigma_w = std::sqrt(2.0);
  report.forecast.theory->sigma_w = 1;
  CHECK_THAT(plumb::forecast_sentences(report), ContainsSubstring("Change: --init normal:"));
  for (const char* name : {"he-normal", "normal:0.08839"}) {
    CAPTURE(name);
    report.config.network.initializer = name;
    report.forecast.theory->sigma_w = 1.4142;
    const auto text = plumb::forecast_sentences(report);
    CHECK_THAT(text, ContainsSubstring("Change: --norm batch.\n") && !ContainsSubstring("--init"));
    CHECK_THAT(text, !ContainsSubstring("--residual"));
  }
  report.forecast.verdict = plumb::ForecastVerdict::vanishing;
  CHECK_THAT(plumb::forecast_sentences(report),
             ContainsSubstring("Change: --residual plain, or --norm batch.\n"));
}

TEST_CASE("a forecast compares no layer with itself") {
  plumb::ForecastReport report = forecast(plumb::ForecastVerdict::vanishing);
  report.forecast.weakest = 2;
  report.forecast.layers.back().median = 1e-7;
  CHECK_THAT(plumb::forecast_sentences(report),
             ContainsSubstring("Vanishing: no layer's gradient is below the output's, 1.00e-07, "
                               "but what a step teaches does not carry over to other samples."));
}

TEST_CASE("a forecast names the width where it is the cause, and what helps against it") {
  plumb::ForecastReport report = forecast(plumb::ForecastVerdict::vanishing);
  auto& network = report.config.network;
  network.activation = "tanh";
  network.width = 4;
  network.depth = 300;
  report.forecast.limit_speed = 0.02;
  report.forecast.learning_share = 0;
  report.forecast.max_trainable_depth = 29;
  std::string text = plumb::forecast_sentences(report);
  CHECK_THAT(text, ContainsSubstring("4 units are too few for 300 layers") &&
                       ContainsSubstring("a step would take other samples 0.02 of their way."));
  CHECK_THAT(text, ContainsSubstring("Change: --residual plain --norm batch, or fewer layers "
                                     "(--depth 29), or more units (--width 300).\n"));
  CHECK_THAT(text, !ContainsSubstring("--seed"));
  report.forecast.learning_share = 0.25;
  CHECK_THAT(plumb::forecast_sentences(report), ContainsSubstring("25 % of those drawn are fast"));
  report.forecast.limit_speed = 0.001;  // no width helps
  text = plumb::forecast_sentences(report);
  CHECK_THAT(text, !ContainsSubstring("too few") && !ContainsSubstring("--width"));
}

TEST_CASE("a healthy forecast says how many initializations it is not true of") {
  plumb::ForecastReport report = forecast(plumb::ForecastVerdict::healthy);
  report.config.network.width = 16;
  report.config.network.depth = 60;
  report.forecast.learning_share = 0.875;
  CHECK_THAT(plumb::forecast_sentences(report),
             ContainsSubstring("With 16 units for 60 layers that depends on the initialization: "
                               "12 % of those drawn learn too slowly (--seed)."));
  report.forecast.learning_share = 1;
  CHECK_THAT(plumb::forecast_sentences(report), !ContainsSubstring("of those drawn"));
}

TEST_CASE("a forecast advises first what the rules advise before the first step") {
  plumb::ForecastReport report = forecast(plumb::ForecastVerdict::exploding);
  report.findings = plumb::foresee({}, inputs_of(30000));
  CHECK_THAT(plumb::forecast_sentences(report),
             ContainsSubstring("Change: --standardize on.\nIf that is not enough, change: "
                               "--activation tanh --init orthogonal"));
}

TEST_CASE("a forecast's stable rate is no larger than anybody tries, and a start's behind a norm") {
  plumb::ForecastReport report = forecast(plumb::ForecastVerdict::healthy);
  report.forecast.stable_rate = 15;
  CHECK_THAT(plumb::forecast_sentences(report), ContainsSubstring("stable at any rate up to 10."));
  report.forecast.stable_rate = 0.01;
  report.config.network.normalization = "batch";
  CHECK_THAT(plumb::forecast_sentences(report),
             ContainsSubstring("a rate of about 0.01 at the start, and learns at larger ones"));
}

TEST_CASE("a forecast names data that initial weights are not made for") {
  plumb::ForecastReport report = forecast(plumb::ForecastVerdict::healthy);
  plumb::RunFacts facts;
  facts.targets = plumb::TargetFacts{0.5, 1};
  report.findings = plumb::foresee(facts, inputs_of(1));
  CHECK_THAT(plumb::forecast_sentences(report), !ContainsSubstring("--standardize"));
  facts.targets = plumb::TargetFacts{293, 4};
  report.findings = plumb::foresee(facts, inputs_of(1));
  CHECK_THAT(
      plumb::forecast_sentences(report),
      ContainsSubstring("The values to predict lie around 293 with a deviation of 4, and a "
                        "network's outputs begin at a size of 1 or less, about 73 deviations "
                        "away. Change: --standardize-targets on."));
  CHECK_THAT(plumb::forecast_sentences(report),
             ContainsSubstring("Healthy layers, but data of the wrong size: gradients from") &&
                 ContainsSubstring("should learn when the data are scaled"));
}

TEST_CASE("a forecast of healthy layers that are a linear map says what they can learn") {
  plumb::ForecastReport report = forecast(plumb::ForecastVerdict::healthy);
  report.findings.emplace_back();
  report.findings.back().rule = "no-activation";
  report.findings.back().message = "there is none";
  CHECK_THAT(plumb::forecast_sentences(report),
             ContainsSubstring("Healthy layers, but together one linear map: gradients") &&
                 ContainsSubstring("should learn what a linear model can;") &&
                 ContainsSubstring("\nThere is none.\n"));
}

TEST_CASE("a forecast's finding without a setting that cures it says what to do") {
  plumb::ForecastReport report = forecast(plumb::ForecastVerdict::healthy);
  plumb::RunFacts facts;
  facts.targets = plumb::TargetFacts{0, 1, 0.01};
  report.findings = plumb::foresee(facts);
  CHECK_THAT(plumb::forecast_sentences(report),
             ContainsSubstring("A few of the values to predict outweigh all others") &&
                 ContainsSubstring("Change: predict their logarithm"));
}

TEST_CASE("the end of a run and a comparison read as approved") {
  std::string text;
  for (const auto& summary : four_runs()) text += plumb::outcome_text(summary) + '\n';
  require_approved(text + '\n' + plumb::comparison_table(four_runs(), {}), "outcomes.txt");
}

TEST_CASE("the end of a run says where always guessing the most frequent class is as good") {
  plumb::RunSummary summary = four_runs().front();
  summary.validation_samples = 1000;
  summary.majority_share = 0.75;  // of which the standard error is 0.0137
  CHECK_THAT(plumb::outcome_text(summary), !ContainsSubstring("guessing"));
  summary.last.val_accuracy = 0.775;
  CHECK_THAT(
      plumb::outcome_text(summary),
      ContainsSubstring("validation accuracy 77.50 % (best 84.60 %; always guessing the most "
                        "frequent class: 75.00 %)."));
  summary.last.val_accuracy = 0.3;
  CHECK_THAT(plumb::outcome_text(summary), ContainsSubstring("most frequent class: 75.00 %)."));
}

TEST_CASE("a comparison's training loss is that of the evaluation, as in a sweep's tables") {
  plumb::RunSummary summary = four_runs().front();
  summary.last.train_loss = 0.5;        // while the epoch went on
  summary.last.train_eval_loss = 2.75;  // after it, as validation is measured
  CHECK_THAT(plumb::comparison_table({summary}, {}),
             ContainsSubstring(" 2.75 ") && !ContainsSubstring(" 0.5 "));
}

TEST_CASE("a comparison of losses in different units shows scores in their place") {
  plumb::RunSummary summary = four_runs().front();
  summary.last.train_eval_loss = 2.75;
  const std::string text = plumb::comparison_table({summary}, {}, {{0.9, 0.82}});
  CHECK_THAT(text, ContainsSubstring("score: 1 - loss / loss of the best constant prediction") &&
                       ContainsSubstring("train score  val score") && ContainsSubstring("0.82 ") &&
                       !ContainsSubstring("2.75") && !ContainsSubstring("train loss"));
}

TEST_CASE("a table that the terminal has no room for is a block a row, broken between cells") {
  for (const int width : {40, 60, 80}) {
    CAPTURE(width);
    const plumb::Console terminal{true, false, true, width};
    const std::string text = plumb::comparison_table(four_runs(), terminal);
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      CHECK(plumb::text_width(line) <= static_cast<std::size_t>(width));
    }
    for (const auto& summary : four_runs())
      CHECK_THAT(text, ContainsSubstring(summary.name + '\n'));
    CHECK_THAT(text, ContainsSubstring("final acc ") && ContainsSubstring("largest norm "));
  }
  const plumb::Console wide{true, false, true, 200};
  CHECK(plumb::comparison_table(four_runs(), wide) == plumb::comparison_table(four_runs(), {}));
}

TEST_CASE("findings read as approved, in a narrow terminal, in colour and in ASCII too") {
  const plumb::Console wide{false, false, true, 100};
  const plumb::Console narrow{true, true, true, 50};
  const plumb::Console ascii{true, false, false, 80};
  require_approved(plumb::findings_text(findings(), wide) + "----\n" +
                       plumb::findings_text(findings(), narrow) + "----\n" +
                       plumb::findings_text(findings(), ascii) + "----\n" +
                       plumb::findings_text(findings(), {true, false, true, 30}) + "----\n" +
                       plumb::live_finding_text(findings()[0].findings[1], wide),
                   "findings.txt");
}

TEST_CASE(
    "a finding that became graver is told with since when it holds, not when it was first said") {
  plumb::Finding finding;
  finding.rule = "loss-plateau";
  finding.severity = plumb::Severity::error;
  finding.first_step = 0;
  finding.reported_step = 40;
  finding.last_step = 2000;
  finding.message = "after 2000 steps the loss is 2.3";
  const std::string text = plumb::live_finding_text(finding, {});
  CHECK_THAT(text, ContainsSubstring("loss-plateau  since step 0\n"));
  finding.layer = "dense_01";
  CHECK_THAT(plumb::live_finding_text(finding, {}),
             ContainsSubstring("at dense_01, since step 0\n"));
}

TEST_CASE("findings for programs are as approved") {
  require_approved(plumb::findings_junit(findings(), plumb::Severity::warning), "findings.xml");
  require_approved(plumb::findings_github(findings()), "findings-github.txt");
  require_approved(plumb::findings_json(findings()), "findings.json");
}
