#include "plot/grid.hpp"

#include <cmath>
#include <limits>

#include "sample_run.hpp"
#include "support/approved.hpp"
#include "support/catch.hpp"

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

plumb::GridData sample_grid() {
  return {
      "activation-init-log10-gradient-ratio",
      "log10 of first to last layer's gradient norm at step 0, mean over 2 seeds",
      "activation",
      "init",
      "log10-gradient-ratio",
      {"sigmoid", "relu"},
      {"glorot-uniform", "he-normal"},
      {{"depth 5", {{-6, "-6.0", ""}, {-1, "-1.0", ""}, {-5, "-5.0", "1 of 2"}, {0.5, "0.5", ""}}},
       {"depth 20", {{none, "-inf", ""}, {-4, "-4.0", ""}, {none, "failed", ""}, {2, "2.0", ""}}}},
      true};
}

}  // namespace

TEST_CASE("the grid figure is as approved") {
  const auto figure = plumb::grid_figure(sample_grid());
  REQUIRE(figure.has_value());
  require_approved(figure->script, "grid.gp");
}

TEST_CASE("zero is the middle of a diverging scale, the data's range that of another") {
  auto grid = sample_grid();
  CHECK_THAT(plumb::grid_figure(grid)->script, ContainsSubstring("set cbrange [-6:6]"));
  grid.diverging = false;
  CHECK_THAT(plumb::grid_figure(grid)->script, ContainsSubstring("set cbrange [-6:2]"));
  for (auto& panel : grid.panels) {
    for (auto& cell : panel.cells) cell.value = 0.5;
  }
  CHECK_THAT(plumb::grid_figure(grid)->script, !ContainsSubstring("set cbrange [0.5:0.5]"));
}

TEST_CASE("a grid without a finite cell is not drawn, many panels wrap") {
  auto grid = sample_grid();
  const auto height = plumb::grid_figure(grid)->height;
  for (int i = 0; i < 8; ++i) grid.panels.push_back(grid.panels.front());
  CHECK(plumb::grid_figure(grid)->height > height);
  CHECK(plumb::grid_figure(grid)->width <= 1200);
  for (auto& panel : grid.panels) {
    for (auto& cell : panel.cells) cell.value = none;
  }
  CHECK_FALSE(plumb::grid_figure(grid).has_value());
}

TEST_CASE("names in a grid are only text") {
  auto grid = sample_grid();
  grid.columns.front() = hostile_name;
  grid.panels.front().title = hostile_name;
  grid.panels.front().cells.front().label = hostile_name;
  const auto script = plumb::grid_figure(grid)->script;
  CHECK(script.find("\nplot x") == std::string::npos);
  CHECK(script.find("'it's") == std::string::npos);
}
