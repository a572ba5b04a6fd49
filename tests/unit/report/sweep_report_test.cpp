#include <cmath>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "plumb/diagnostics/error.hpp"
#include "report/sweep_data.hpp"
#include "report/sweep_page.hpp"
#include "report/sweep_summary.hpp"
#include "report/sweep_verdict.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using plumb::find_measure;
using plumb::RunResult;
using plumb::SweepContent;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr const char* hostile = "</script><script>alert(1)</script>";

void add(SweepContent& content, std::vector<std::string> values, const char* status,
         double accuracy) {
  RunResult row;
  row.run = "run-" + std::to_string(content.results.rows.size());
  row.values = std::move(values);
  row.status = status;
  if (row.trained()) row.numbers.final_val_accuracy = accuracy;
  content.results.rows.push_back(row);
}

/// relu wins by 0.9 against 0.5, depth does nothing; one relu failed, one is missing.
SweepContent sample() {
  SweepContent content;
  content.results.axes = {
      {"activation", {"tanh", "relu"}}, {"depth", {"5", "20"}}, {"seed", {"0", "1", "2"}}};
  for (const char* depth : {"5", "20"}) {
    add(content, {"tanh", depth, "0"}, "completed", 0.5);
    add(content, {"tanh", depth, "1"}, "completed", 0.4);
    add(content, {"tanh", depth, "2"}, "completed", 0.6);
    add(content, {"relu", depth, "0"}, "completed", 0.9);
    add(content, {"relu", depth, "1"}, "stopped", 0.8);
  }
  add(content, {"relu", "5", "2"}, "completed", 0.95);
  add(content, {"relu", "20", "2"}, "failed", 0);
  content.results.rows.back().reason = hostile;
  place_rows(content);
  content.links.assign(content.results.rows.size(), plumb::RunLink::folder);
  content.findings = {{"vanishing-gradient", plumb::Severity::error, {0, 1, 2, 5, 6, 7, 8}}};
  return content;
}

}  // namespace

TEST_CASE("an effect is the corrected share of the ranks' variation") {
  SweepContent content;
  content.results.axes = {{"a", {"x", "y"}}, {"b", {"u", "v"}}, {"seed", {"0"}}};
  add(content, {"x", "u", "0"}, "completed", 1);
  add(content, {"x", "v", "0"}, "completed", 2);
  add(content, {"y", "u", "0"}, "completed", 3);
  add(content, {"y", "v", "0"}, "completed", 4000);
  place_rows(content);
  const auto& accuracy = find_measure("final-accuracy");
  // Ranks 1 2 | 3 4: between 4, all 5, so η² = 0.8; ε² = 1 − 0.2 · 3 / 2.
  CHECK_THAT(*plumb::axis_effect(content, 0, accuracy), WithinAbs(0.7, 1e-12));
  CHECK(*plumb::axis_effect(content, 1, accuracy) == 0);
  CHECK_FALSE(plumb::axis_effect(content, 2, accuracy).has_value());
}

TEST_CASE("the page has the shares that the verdict rounds") {
  SweepContent content;
  content.results.axes = {{"a", {"x", "y"}}, {"b", {"u", "v"}}, {"seed", {"0", "1", "2"}}};
  double accuracy = 1;
  for (const char* a : {"x", "y"}) {
    for (const char* b : {"u", "v"}) {
      for (const char* seed : {"0", "1", "2"}) {
        add(content, {a, b, seed}, "completed", std::fmod(accuracy, 17));
        accuracy *= 3;
      }
    }
  }
  place_rows(content);
  content.links.assign(content.results.rows.size(), plumb::RunLink::folder);
  const auto data = plumb::sweep_data(content, "./", {100, 8, 8, 8});
  const auto effects = data["measures"][0]["effects"];
  bool any_fraction = false;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    CAPTURE(axis);
    const double share = *plumb::axis_effect(content, axis, find_measure("final-accuracy"));
    CHECK(effects[axis].get<double>() == share);
    any_fraction |= share > 0 && std::abs(1000 * share - std::round(1000 * share)) > 1e-3;
  }
  CHECK(any_fraction);
}

TEST_CASE("a sweep's verdict names the best, what matters, and what is lost") {
  const auto content = sample();
  const auto verdict = plumb::sweep_verdict(content);
  CHECK(verdict.severity == "warning");
  CHECK_THAT(verdict.headline,
             ContainsSubstring("Best with activation relu, depth 5: validation accuracy at the end "
                               "90.0 % (median of 3 seeds, 80.0 % to 95.0 %)"));
  CHECK_THAT(verdict.importance, ContainsSubstring("activation matters most"));
  CHECK(verdict.outcome == "12 runs: 11 done, 1 failed.");
  const auto& rows = content.findings[0].rows;
  CHECK(place_text(content, rows, find_place(content, rows)) ==
        "7 of 12 runs: all 6 with activation tanh, 1 elsewhere");
  CHECK(plumb::sweep_losses(content).front().reason == hostile);
}

TEST_CASE("the data of a large sweep is bounded, and says what it leaves out") {
  const auto content = sample();
  const auto data = plumb::sweep_data(content, "./", {4, 8, 1, 8});
  CHECK(data["runs"]["folder"].size() == 4);
  CHECK(data["runs"]["planned"] == 12);
  CHECK(data["measures"][0]["values"].size() == 4);
  REQUIRE(data["notes"].size() == 1);
  CHECK_THAT(data["notes"][0].get<std::string>(), ContainsSubstring("all but 4 of 12 runs"));
}

TEST_CASE("a page's links to its runs are relative to where it lies, and no other address") {
  CHECK(plumb::relative_url("runs/s", "runs/s") == "./");
  CHECK(plumb::relative_url("", "runs/s") == "./runs/s/");
  CHECK(plumb::relative_url("pages", "runs/s/") == "./../runs/s/");
  CHECK(plumb::relative_url("", "javascript:a b") == "./javascript%3Aa%20b/");
  CHECK(plumb::relative_file_url("s/run", "s/report.html") == "./../report.html");
  CHECK(plumb::relative_file_url("s/run", "all pages.html") == "./../../all%20pages.html");
}

TEST_CASE("a sweep that has only begun has a page; a hostile value stays text") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(plumb::sweep_page(folder.path(), folder.path()),
                    ContainsSubstring("no sweep.toml"));
  std::ofstream(folder.path() / "sweep.toml")
      << "name = '" << hostile << "'\nseeds = [0]\n[vary]\ndepth = [2, 3]\n";
  const auto page = plumb::sweep_page(folder.path(), folder.path());
  CHECK_THAT(page, ContainsSubstring("2 runs: 0 done, 2 missing."));
  CHECK(page.find("alert(1)</script>") == std::string::npos);
}
