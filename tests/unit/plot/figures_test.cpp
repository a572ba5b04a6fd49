#include "plot/figure.hpp"
#include "sample_run.hpp"
#include "support/approved.hpp"
#include "support/catch.hpp"

namespace {

void require_approved_figure(const std::optional<plumb::Figure>& figure) {
  REQUIRE(figure.has_value());
  require_approved(figure->script, figure->stem + ".gp");
}

plumb::StepTable steps(std::size_t count) {
  plumb::StepTable table;
  for (std::size_t i = 0; i < count; ++i) {
    plumb::StepTable::Row row;
    row.step = static_cast<std::int64_t>(i);
    row.loss = 2;
    row.norm = row.norm_after = 1;
    table.rows.push_back(row);
  }
  return table;
}

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto place = text.find(part); place != std::string::npos;
       place = text.find(part, place + 1)) {
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("the figures of a run are as approved") {
  const auto run = sample_run();
  require_approved_figure(plumb::history_figure(run));
  require_approved_figure(plumb::gradient_norms_figure(run));
  require_approved_figure(plumb::heat_map_figure(run));
  require_approved_figure(plumb::depth_profile_figure(run));
  require_approved_figure(
      plumb::weight_histogram_figure(run, {2, {-1, 0, 0.5, 0.5, 1}, 0}, {0, {-0.5, 0, 0.5}, 0}));
  auto table = steps(3);
  table.rows[1].norm = 100;
  require_approved_figure(plumb::steps_figure(run, table));
}

TEST_CASE("the comparison figures are as approved") {
  auto clipped = sample_run();
  clipped.name = "deep-linear-clipped";
  clipped.gradients.norms.back() = 0.8;
  require_approved_figure(plumb::comparison_figure({sample_run(), clipped}));
  require_approved_figure(plumb::comparison_gradients_figure({sample_run(), clipped}));
}

TEST_CASE("the figures of time lags are as approved, of the first layer alone") {
  require_approved_figure(plumb::time_lags_figure(recurrent_run()));
  auto short_run = recurrent_run();
  short_run.name = "lstm";
  short_run.time_gradients = {{0, "lstm_1", {0.1, 0.09, 0.08}}};
  require_approved_figure(
      plumb::comparison_time_lags_figure({recurrent_run(), sample_run(), short_run}));
}

TEST_CASE("an epoch without a finite gradient at any time lag is marked in the legend") {
  auto run = recurrent_run();
  run.time_gradients.push_back({3, "rnn_1", std::vector<double>(4, std::nan(""))});
  const std::string script = plumb::time_lags_figure(run)->script;
  CHECK_THAT(script, ContainsSubstring("'epoch 3 ×'") && ContainsSubstring("× not finite"));
  CHECK_THAT(script, ContainsSubstring("'epoch 1'"));
  CHECK_THAT(plumb::comparison_time_lags_figure({run, recurrent_run()})->script,
             ContainsSubstring("'rnn ×'"));
}

namespace {

plumb::StepTable step_of_sample_forecast(double first) {
  auto table = steps(1);
  table.parameters = {"dense_01.weight", "dense_02.weight", "output.weight"};
  table.rows[0].norms = {first, 0.03, 1.1};
  return table;
}

}  // namespace

TEST_CASE("the forecast beside step 0 is as approved") {
  require_approved_figure(
      plumb::forecast_figure(sample_run(), step_of_sample_forecast(1e-4), sample_forecast()));
}

TEST_CASE("the band of a forecast breaks where it has no place on the axis") {
  auto record = sample_forecast();
  record.forecast.layers[1].low = 0;
  const auto figure = plumb::forecast_figure(sample_run(), step_of_sample_forecast(1e-4), record);
  REQUIRE(figure.has_value());
  CHECK(occurrences(figure->script, "set object polygon") == 2);
  // Without step 0 the forecast is drawn alone, and without a forecast nothing.
  const auto alone = plumb::forecast_figure(sample_run(), {}, sample_forecast());
  REQUIRE(alone.has_value());
  CHECK(alone->script.find("measured") == std::string::npos);
  CHECK_FALSE(plumb::forecast_figure(sample_run(), steps(3), std::nullopt).has_value());
}

TEST_CASE("the figures of histograms are as approved") {
  require_approved_figure(plumb::gradient_histograms_figure(sample_run(), sample_histograms()));
  require_approved_figure(plumb::activation_histograms_figure(sample_run(), sample_histograms()));
}

TEST_CASE("histograms show the first and the newest epoch, and not the input") {
  const auto gradients = plumb::gradient_histograms_figure(sample_run(), sample_histograms());
  CHECK_THAT(gradients->script,
             ContainsSubstring("'before training'") && ContainsSubstring("'after epoch 2'"));
  CHECK(gradients->script.find("'after epoch 1'") == std::string::npos);
  const auto activations = plumb::activation_histograms_figure(sample_run(), sample_histograms());
  CHECK(activations->script.find("'input'") == std::string::npos);
  CHECK(activations->script.find("255") == std::string::npos);
}

TEST_CASE("a run with nothing to draw has no figures") {
  plumb::RecordedRun empty;
  empty.name = "killed";
  CHECK_FALSE(plumb::history_figure(empty).has_value());
  CHECK_FALSE(plumb::gradient_norms_figure(empty).has_value());
  CHECK_FALSE(plumb::heat_map_figure(empty).has_value());
  CHECK_FALSE(plumb::depth_profile_figure(empty).has_value());
  CHECK_FALSE(plumb::steps_figure(empty, {}).has_value());
  CHECK_FALSE(plumb::gradient_histograms_figure(empty, {}).has_value());
  CHECK_FALSE(plumb::activation_histograms_figure(empty, {}).has_value());
  const plumb::EpochHistograms lost{
      0, plumb::HistogramKind::gradients, 1, {{"a.weight", {0, 0, {}, 5, 3, 0, 0}}}};
  CHECK_FALSE(plumb::gradient_histograms_figure(empty, {lost}).has_value());
  CHECK_FALSE(plumb::time_lags_figure(sample_run()).has_value());
  CHECK_FALSE(plumb::comparison_time_lags_figure({sample_run(), empty}).has_value());
  CHECK_FALSE(plumb::comparison_figure({}).has_value());
  CHECK_FALSE(plumb::comparison_figure({empty, empty}).has_value());
  CHECK_FALSE(plumb::comparison_gradients_figure({empty}).has_value());
}

TEST_CASE("regression has no accuracy, and the loss takes the width") {
  auto run = sample_run();
  for (auto& row : run.epochs) {
    row.train_accuracy = row.train_eval_accuracy = row.val_accuracy = std::nan("");
  }
  const auto figure = plumb::history_figure(run);
  REQUIRE(figure.has_value());
  CHECK(figure->script.find("'accuracy'") == std::string::npos);
}

TEST_CASE("long labels push the name of their axis aside") {
  auto run = sample_run();
  for (auto& row : run.epochs)
    row.train_loss = row.train_eval_loss = row.val_loss = 0.69315 + 1e-5 * double(row.epoch);
  const auto place_of_name = [](const plumb::Figure& figure) {
    const auto found = figure.script.find("set label 'loss' at screen ");
    REQUIRE(found != std::string::npos);
    return figure.width * std::stod(figure.script.substr(found + 27));
  };
  const auto left_of_panel = [](const plumb::Figure& figure) {
    return figure.width *
           std::stod(figure.script.substr(figure.script.find("lmargin at screen ") + 18));
  };
  for (const int width : {plumb::standard_width, plumb::column_width}) {
    const auto figure = plumb::history_figure(run, width);
    REQUIRE(figure.has_value());
    CHECK_THAT(figure->script, ContainsSubstring("set ytics 5e-06\n"));  // labels of 8 characters
    CHECK(place_of_name(*figure) == Approx(12).margin(0.1));
    CHECK(left_of_panel(*figure) - place_of_name(*figure) > 8 * 7 + 8 + 7);
  }
}

TEST_CASE("accuracies that are near each other are all shown, that before training too") {
  auto run = sample_run();
  for (auto& row : run.epochs) row.train_accuracy = row.train_eval_accuracy = 0.11;
  run.epochs[0].val_accuracy = 0.0982;
  run.epochs[1].val_accuracy = 0.1028;
  run.epochs[2].val_accuracy = 0.1135;
  const auto figure = plumb::history_figure(run);
  REQUIRE(figure.has_value());
  CHECK_THAT(figure->script, !ContainsSubstring("the axis"));
}

TEST_CASE("what marks mean is said where no name of an axis is") {
  auto run = sample_run();
  run.epochs[2].train_eval_loss = std::nan("");
  const auto place_of = [](const plumb::Figure& figure, const std::string& text, std::size_t from) {
    const std::string label = "set label '" + text + "' at screen ";
    const auto found = figure.script.find(label, from);
    REQUIRE(found != std::string::npos);
    return figure.width * std::stod(figure.script.substr(found + label.size()));
  };
  constexpr double character = 6.2, half_name = 17;  // of a sans-serif at size 11 and 12
  const auto page = plumb::history_figure(run, plumb::standard_width);
  REQUIRE(page.has_value());
  const double end = place_of(*page, "× not finite   ▼ below the axis", 0);
  const double first = place_of(*page, "epoch", 0);
  const double second = place_of(*page, "epoch", page->script.find("set label 'loss'"));
  CHECK(end < second - half_name);
  CHECK(end - 31 * character > first + half_name);

  const auto column = plumb::history_figure(run, plumb::column_width);  // no room for it in one
  REQUIRE(column.has_value());
  const double name = place_of(*column, "epoch", 0);
  CHECK(place_of(*column, "× not finite", 0) + 12 * character < name - half_name);
  CHECK(place_of(*column, "▼ below the axis", 0) - 16 * character > name + half_name);
}

TEST_CASE("the last epoch's explosion is named left of it, where there is room") {
  auto run = sample_run();
  CHECK_THAT(plumb::history_figure(run)->script,
             ContainsSubstring("'exploded' at first 2,graph 1 right"));
  run.summary["exploded_epoch"] = "1";
  CHECK_THAT(plumb::history_figure(run)->script,
             ContainsSubstring("'exploded' at first 1,graph 1 center"));
  run.summary["exploded_epoch"] = std::string(400, '9');
  CHECK_THAT(plumb::history_figure(run)->script, !ContainsSubstring("exploded"));
}

TEST_CASE("a norm to which no line leads is a dot") {
  auto broken = sample_run();
  for (std::size_t i = 4; i < broken.gradients.norms.size(); ++i)
    broken.gradients.norms[i] = std::nan("");
  const auto figure = plumb::comparison_gradients_figure({broken, sample_run()});
  REQUIRE(figure.has_value());
  CHECK(occurrences(figure->script, "with points pt 7 ") == 2);  // of each weight matrix
  CHECK(occurrences(plumb::comparison_gradients_figure({sample_run()})->script,
                    "with points pt 7 ") == 0);
}

TEST_CASE("an accuracy that the axis has no room for is marked") {
  const auto figure = plumb::history_figure(sample_run());  // 0.08 and 0.09, then 0.57 and more
  REQUIRE(figure.has_value());
  CHECK_THAT(figure->script, ContainsSubstring("▼ below the axis"));
  auto run = sample_run();
  run.epochs[0].train_eval_accuracy = run.epochs[0].val_accuracy = 0.99;
  CHECK_THAT(plumb::history_figure(run)->script, ContainsSubstring("▲ above the axis"));
  run.epochs[0].train_eval_accuracy = run.epochs[0].val_accuracy = 0.6;
  CHECK_THAT(plumb::history_figure(run)->script, !ContainsSubstring("the axis"));
}

TEST_CASE("a curve that only one panel of the history has is in the legend") {
  auto run = sample_run();
  for (auto& row : run.epochs) row.train_loss = std::nan("");
  CHECK_THAT(plumb::history_figure(run)->script,
             ContainsSubstring("title 'training, running mean'"));
}

TEST_CASE("biases are not drawn by layer, but count for the largest norm") {
  const auto by_layer = plumb::gradient_norms_figure(sample_run());
  CHECK(by_layer->script.find("bias") == std::string::npos);
  CHECK(by_layer->script.find("2 2000\n") == std::string::npos);
  CHECK_THAT(plumb::comparison_figure({sample_run()})->script, ContainsSubstring("2 2000\n"));
}

TEST_CASE("a deep network gets a colour bar instead of an endless legend") {
  auto run = sample_run();
  run.gradients.parameters.clear();
  run.gradients.norms.clear();
  for (int i = 0; i < 60; ++i) {
    run.gradients.parameters.push_back("layer_" + std::to_string(i) + ".weight");
  }
  run.gradients.norms.assign(3 * run.gradients.parameters.size(), 0.1);
  const auto figure = plumb::gradient_norms_figure(run);
  REQUIRE(figure.has_value());
  CHECK_THAT(figure->script, ContainsSubstring("set colorbox"));
  CHECK_THAT(figure->script, ContainsSubstring("'layer_29'"));
  CHECK(figure->script.find("'layer_28'") == std::string::npos);
}

TEST_CASE("a spike and a value that is not finite survive the thinning of steps") {
  auto table = steps(20000);
  table.rows[7777].norm = table.rows[7777].norm_after = 12345;
  table.rows[7778].loss = std::nan("");
  const auto figure = plumb::steps_figure(sample_run(), table);
  REQUIRE(figure.has_value());
  CHECK(figure->script.size() < 40000);
  CHECK_THAT(figure->script, ContainsSubstring("7777 12345\n"));
  CHECK_THAT(figure->script, ContainsSubstring("× not finite"));
}

TEST_CASE("clipping is drawn where it changed something") {
  auto table = steps(10);
  CHECK(plumb::steps_figure(sample_run(), table)->script.find("clipping") == std::string::npos);
  table.rows[4].norm = 50;
  const auto script = plumb::steps_figure(sample_run(), table)->script;
  CHECK_THAT(script, ContainsSubstring("'before clipping'"));
  CHECK_THAT(script, ContainsSubstring("'after clipping'"));
}

TEST_CASE("every run of a large comparison has a line of its own look") {
  std::vector<plumb::RecordedRun> runs(20, sample_run());
  for (std::size_t i = 0; i < runs.size(); ++i) runs[i].name = "run " + std::to_string(i);
  const auto figure = plumb::comparison_figure(runs);
  REQUIRE(figure.has_value());
  CHECK(occurrences(figure->script, "title 'run ") == runs.size());
  CHECK(occurrences(figure->script, "lc rgb '#0072B2' lw 1.6 dt 2 title") == 1);
}

namespace {

/// Four probed steps of a network whose only layer and tap move by a factor of ten a step.
plumb::StepTable probed_steps() {
  auto table = steps(4);
  table.parameters = {"dense_01.weight", "dense_01.bias"};
  table.taps = {{"dense_01", plumb::ActivationKind::relu, 8}};
  double factor = 1;
  for (auto& row : table.rows) {
    row.norms = {0.5 * factor, 1.0};
    row.probes = {{2, 0.002 * factor, std::nullopt, 0}, {0, 1, std::nullopt, 0}};
    plumb::ActivationProbe probe;
    probe.mean = 0.25;
    probe.deviation = 3 * factor;
    probe.gradient = 0.125;
    probe.inactive = 0.4;
    row.activations = {probe};
    factor *= 10;
  }
  return table;
}

plumb::Finding finding(const std::string& rule, const std::string& layer) {
  plumb::Finding made;
  made.rule = rule;
  made.severity = plumb::Severity::warning;
  made.layer = layer;
  made.first_step = 1;
  made.last_step = 2;
  return made;
}

}  // namespace

TEST_CASE("an update ratio is the update over the weight, and biases are left out") {
  const auto figure = plumb::update_ratios_figure(sample_run(), probed_steps());
  REQUIRE(figure.has_value());
  CHECK_THAT(figure->script, ContainsSubstring("0 0.001\n1 0.01\n2 0.1\n3 1\n"));
  CHECK(figure->script.find("bias") == std::string::npos);
  CHECK_FALSE(plumb::update_ratios_figure(sample_run(), steps(4)).has_value());
}

TEST_CASE("activations have a panel a quantity") {
  const auto figure = plumb::activations_figure(sample_run(), probed_steps());
  REQUIRE(figure.has_value());
  CHECK_THAT(figure->script, ContainsSubstring("0 3\n1 30\n2 300\n3 3000\n") &&
                                 ContainsSubstring("'mean'") &&
                                 ContainsSubstring("0 0.125\n1 0.125\n"));
  CHECK_FALSE(plumb::activations_figure(sample_run(), steps(4)).has_value());
}

TEST_CASE("a share that is zero throughout has no panel") {
  auto table = probed_steps();
  const auto figure = plumb::saturation_figure(sample_run(), table);
  REQUIRE(figure.has_value());
  CHECK_THAT(figure->script, ContainsSubstring("'units inactive'"));
  CHECK(figure->script.find("'share of zeros'") == std::string::npos);
  CHECK(figure->script.find("'share saturated'") == std::string::npos);
  for (auto& row : table.rows) row.activations[0]->inactive = 0;
  CHECK_FALSE(plumb::saturation_figure(sample_run(), table).has_value());
}

TEST_CASE("the clipping figure has the norm before and after, and the share over time") {
  auto table = steps(4);
  CHECK_FALSE(plumb::clipping_figure(sample_run(), table).has_value());
  table.rows[2].norm = 50;
  table.rows[2].clipped = true;
  const auto figure = plumb::clipping_figure(sample_run(), table);
  REQUIRE(figure.has_value());
  CHECK_THAT(figure->title, ContainsSubstring("25 % of the steps clipped"));
  CHECK_THAT(figure->script,
             ContainsSubstring("2 50\n") && ContainsSubstring("0 0\n1 0\n2 1\n3 0\n"));
}

TEST_CASE("the finding figure shows the layer at fault, with its steps shaded") {
  const auto table = probed_steps();
  const auto vanishing =
      plumb::finding_figure(sample_run(), table, finding("vanishing-gradient", "dense_01.weight"));
  REQUIRE(vanishing.has_value());
  CHECK_THAT(vanishing->title,
             ContainsSubstring("vanishing gradient at dense_01.weight, steps 1 to 2"));
  CHECK_THAT(vanishing->script, ContainsSubstring("from first 1,graph 0 to first 2,graph 1") &&
                                    ContainsSubstring("title 'dense_01'") &&
                                    ContainsSubstring("0 0.5\n1 5\n"));
  const auto other = plumb::finding_figure(sample_run(), table, finding("some-rule", ""));
  CHECK_THAT(other->script, ContainsSubstring("'batch loss'"));
  // What the rule rests on was not recorded: the loss is shown instead.
  const auto bare = plumb::finding_figure(sample_run(), steps(4), finding("dead-units", "a"));
  CHECK_THAT(bare->script, ContainsSubstring("'batch loss'"));
}

TEST_CASE("the finding figure of evaluations shows the loss in either mode") {
  auto table = steps(4);
  table.evaluations = {{2, {.training = 2.25}}, {4, {.training = 2.5, .validation = 2.75}}};
  const auto figure = plumb::finding_figure(sample_run(), table, finding("evaluation-mode", ""));
  CHECK_THAT(figure->script, ContainsSubstring("'batches, in training mode'") &&
                                 ContainsSubstring("'training data, evaluated'") &&
                                 ContainsSubstring("2 2.25\n4 2.5\n") &&
                                 ContainsSubstring("'validation data'") &&
                                 ContainsSubstring("4 2.75\n"));
}

TEST_CASE("the finding figure of initial weights shows what the finding's numbers are of") {
  auto table = probed_steps();
  for (auto& row : table.rows) row.activations[0]->spread = 0.5;
  for (auto& row : table.rows) row.activations[0]->saturated = 0.75;
  const std::vector<std::pair<std::string, std::string>> shown{
      {"spread", "'spread between samples'"},
      {"saturated", "'share saturated'"},
      {"decades", "'standard deviation'"},
      {"loss", "'batch loss'"},
      {"units", "'batch loss'"}};
  for (const auto& [number, axis] : shown) {
    CAPTURE(number);
    auto poor = finding("poor-initialization", number == "loss" ? "" : "dense_01");
    poor.evidence = {{number, 3}, {"threshold", 1}};
    CHECK_THAT(plumb::finding_figure(sample_run(), table, poor)->script, ContainsSubstring(axis));
  }
}

TEST_CASE("a run without gradients by epoch is drawn by step") {
  plumb::RecordedRun run;
  run.name = "someone's own loop";
  const auto figure = plumb::gradient_norms_figure(run, probed_steps());
  REQUIRE(figure.has_value());
  CHECK_THAT(figure->script, ContainsSubstring("'step'") && ContainsSubstring("3 500\n"));
  CHECK_THAT(plumb::depth_profile_figure(run, probed_steps())->script,
             ContainsSubstring("'step 3'"));
  CHECK(plumb::heat_map_figure(run, probed_steps()).has_value());
}

TEST_CASE("runs are compared by clipping where one was clipped, and by update ratios") {
  auto clipped = probed_steps();
  CHECK_FALSE(plumb::comparison_clipping_figure({{sample_run(), clipped}}).has_value());
  clipped.rows[1].norm = 40;
  clipped.rows[1].clipped = true;
  const std::vector<plumb::RunSteps> runs{{sample_run(), probed_steps()}, {sample_run(), clipped}};
  CHECK_THAT(plumb::comparison_clipping_figure(runs)->script,
             ContainsSubstring("'deep-linear: 25 % clipped'") && ContainsSubstring("1 40\n"));
  CHECK(occurrences(plumb::comparison_update_ratios_figure(runs)->script, "0 0.001\n") == 2);
  CHECK_FALSE(plumb::comparison_update_ratios_figure({{sample_run(), steps(2)}}).has_value());
}
