#include "sweep/sweep_map.hpp"

#include <cmath>
#include <limits>

#include "plumb/diagnostics/error.hpp"
#include "support/catch.hpp"

using plumb::complete_map;
using plumb::parse_map;
using plumb::RunResult;
using plumb::SweepMap;

namespace {

/// Accuracies of 2 activations × 2 depths × 2 seeds; some runs failed, some exploded.
plumb::SweepResults sample() {
  plumb::SweepResults results;
  results.axes = {{"activation", {"tanh", "relu"}}, {"depth", {"5", "20"}}, {"seed", {"0", "1"}}};
  const auto add = [&](const char* activation, const char* depth, const char* seed,
                       const char* status, double accuracy) {
    RunResult row;
    row.values = {activation, depth, seed};
    row.status = status;
    if (row.trained()) row.numbers.final_val_accuracy = accuracy;
    if (!row.trained()) row.reason = "why";
    results.rows.push_back(row);
  };
  add("tanh", "5", "0", "completed", 0.5);
  add("tanh", "5", "1", "completed", 0.7);
  add("tanh", "20", "0", "completed", 0.2);
  add("tanh", "20", "1", "failed", 0);
  add("relu", "5", "0", "completed", 0.9);
  add("relu", "5", "1", "stopped", 0.9);
  add("relu", "20", "0", "refused", 0);
  add("relu", "20", "1", "refused", 0);
  results.rows[2].numbers.steps_to_failure = 40;
  results.rows[0].numbers.log10_gradient_ratio = -std::numeric_limits<double>::infinity();
  return results;
}

}  // namespace

TEST_CASE("a heat map is asked for by two settings and a measure") {
  CHECK(parse_map("activation,init").measure.empty());
  const auto map = parse_map("activation,init:steps-to-failure");
  CHECK(map.x == "activation");
  CHECK(map.y == "init");
  CHECK(map.measure == "steps-to-failure");
  for (const char* wrong : {"activation", "a,b,c", "a,", "a,b:"})
    CHECK_THROWS_WITH(parse_map(wrong), ContainsSubstring("is not X,Y"));
}

TEST_CASE("what is not said is chosen, what is wrong refused") {
  const auto results = sample();
  const auto map = complete_map({}, results);
  CHECK(map.x == "activation");
  CHECK(map.y == "depth");
  CHECK(map.measure == "final-accuracy");
  CHECK(map.panels.empty());  // seeds are averaged
  CHECK(complete_map({"seed", "depth", "", ""}, results).panels == "activation");
  CHECK_THROWS_WITH(complete_map({"width", "depth", "", ""}, results),
                    ContainsSubstring("does not vary 'width': it varies activation, depth, seed"));
  CHECK_THROWS_WITH(complete_map({"depth", "depth", "", ""}, results),
                    ContainsSubstring("depth twice"));
  CHECK_THROWS_WITH(complete_map({"depth", "seed", "acuracy", ""}, results),
                    ContainsSubstring("is no measure"));
}

TEST_CASE("a cell is the mean over what is left, and says what it lacks") {
  const auto results = sample();
  const auto grid = plumb::sweep_grid(results, complete_map({}, results));
  REQUIRE(grid.panels.size() == 1);
  const auto& cells = grid.panels.front().cells;
  REQUIRE(cells.size() == 4);
  CHECK_THAT(cells[0].value, WithinAbs(60, 1e-9));
  CHECK(cells[0].label == "60.0");
  CHECK(cells[0].note.empty());
  CHECK(cells[1].label == "90.0");
  CHECK(cells[2].label == "20.0");  // tanh, depth 20
  CHECK(cells[2].note == "1 of 2");
  CHECK(cells[3].label == "refused");
  CHECK(std::isnan(cells[3].value));
  CHECK_THAT(grid.title, ContainsSubstring("mean over 2 seeds"));
}

TEST_CASE("a run that never failed has no steps to failure, a vanished gradient no logarithm") {
  const auto results = sample();
  const auto failure =
      plumb::sweep_grid(results, complete_map({"", "", "steps-to-failure", ""}, results));
  CHECK(failure.panels[0].cells[0].label == "none");
  CHECK(failure.panels[0].cells[2].label == "40");
  CHECK(failure.panels[0].cells[2].note == "1 of 2");
  const auto ratio =
      plumb::sweep_grid(results, complete_map({"", "", "log10-gradient-ratio", ""}, results));
  CHECK(ratio.panels[0].cells[0].label == "-inf");
  CHECK(ratio.diverging);
}

TEST_CASE("a third setting has a panel for each value") {
  const auto results = sample();
  const auto grid =
      plumb::sweep_grid(results, complete_map({"activation", "seed", "", ""}, results));
  REQUIRE(grid.panels.size() == 2);
  CHECK(grid.panels[1].title == "depth 20");
  CHECK(grid.panels[1].cells[0].label == "20.0");
}
