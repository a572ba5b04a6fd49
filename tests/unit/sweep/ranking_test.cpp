#include "sweep/ranking.hpp"

#include <cmath>
#include <limits>

#include "support/catch.hpp"

using plumb::find_measure;
using plumb::RunResult;
using plumb::SweepResults;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void add(SweepResults& results, const char* activation, const char* seed, const char* status,
         double accuracy) {
  RunResult row;
  row.values = {activation, seed};
  row.status = status;
  if (row.trained()) row.numbers.final_val_accuracy = accuracy;
  results.rows.push_back(row);
}

SweepResults axes() {
  SweepResults results;
  results.axes = {{"activation", {"tanh", "relu", "gelu"}}, {"seed", {"0", "1", "2"}}};
  return results;
}

}  // namespace

TEST_CASE("a median is the middle, and of an even number between the two") {
  CHECK(plumb::median_of({3, 1, 2}) == 2);
  CHECK(plumb::median_of({4, 1, 2, 3}) == 2.5);
  CHECK(plumb::median_of({-infinity, 1, 2}) == 1);
  CHECK(std::isnan(plumb::median_of({})));
}

TEST_CASE("a setting that loses runs does not win by those it keeps") {
  auto results = axes();
  add(results, "tanh", "0", "completed", 0.5);
  add(results, "tanh", "1", "completed", 0.4);
  add(results, "tanh", "2", "completed", 0.6);
  add(results, "relu", "0", "failed", 0);
  add(results, "relu", "1", "stopped", 0.8);
  add(results, "relu", "2", "completed", 0.9);
  add(results, "gelu", "0", "completed", 0.99);
  add(results, "gelu", "1", "failed", 0);
  add(results, "gelu", "2", "failed", 0);
  const auto scores = plumb::rank_settings(results, find_measure("final-accuracy"));
  REQUIRE(scores.size() == 3);
  CHECK(scores[0].rows == std::vector<std::size_t>{3, 4, 5});
  CHECK(scores[0].median == 0.8);
  CHECK(scores[0].worst == -infinity);
  CHECK(scores[0].best == 0.9);
  CHECK(scores[1].rows == std::vector<std::size_t>{0, 1, 2});
  CHECK(scores[1].worst == 0.4);
  CHECK(scores[2].median == -infinity);
}

TEST_CASE("of two runs that are lost the median is lost too") {
  auto results = axes();
  add(results, "tanh", "0", "failed", 0);
  add(results, "tanh", "1", "failed", 0);
  const auto scores = plumb::rank_settings(results, find_measure("final-accuracy"));
  REQUIRE(scores.size() == 1);
  CHECK(scores[0].median == -infinity);
}

TEST_CASE("a merit is larger for what is better, and a measure's value comes back from it") {
  RunResult row;
  row.status = "completed";
  row.numbers.final_val_loss = std::nan("");
  const auto& loss = find_measure("final-loss");
  CHECK(plumb::merit(row, loss) == -infinity);
  row.numbers.final_val_loss = 0.25;
  CHECK(plumb::merit(row, loss) == -0.25);
  CHECK(plumb::value_of(loss, -0.25) == 0.25);
  const auto& accuracy = find_measure("final-accuracy");
  row.numbers.final_val_accuracy = 0.75;
  CHECK(plumb::value_of(accuracy, *plumb::merit(row, accuracy)) == 0.75);
  row.status = "refused";
  CHECK_FALSE(plumb::merit(row, loss).has_value());
}

TEST_CASE("losses of different units are ranked by their scores") {
  SweepResults results;
  results.axes = {{"standardize-targets", {"off", "on"}}, {"seed", {"0"}}};
  results.share_loss_unit = false;
  const auto add_loss = [&](const char* value, double loss, double score) {
    RunResult row;
    row.values = {value, "0"};
    row.status = "completed";
    row.numbers.final_val_loss = loss;
    row.numbers.final_val_score = score;
    results.rows.push_back(row);
  };
  add_loss("off", 1.06e-4, -5300);
  add_loss("on", 0.18, 0.82);
  const auto scores = plumb::rank_settings(results, *plumb::headline_measure(results));
  CHECK(results.rows[scores.front().rows.front()].values.front() == "on");
  CHECK(scores.front().median == 0.82);
}

TEST_CASE("a sweep is judged by accuracy where there is any, else by the loss") {
  auto results = axes();
  add(results, "tanh", "0", "failed", 0);
  CHECK(plumb::headline_measure(results) == nullptr);
  add(results, "tanh", "1", "completed", 0.5);
  CHECK(plumb::headline_measure(results)->name == "final-accuracy");
  results.rows[1].numbers.final_val_accuracy.reset();
  results.rows[1].numbers.final_train_loss = 1;
  CHECK(plumb::headline_measure(results)->name == "final-train-loss");
  results.rows[1].numbers.final_val_loss = 1;
  CHECK(plumb::headline_measure(results)->name == "final-loss");
  results.rows[1].numbers.final_val_score = 0.5;
  CHECK(plumb::headline_measure(results)->name == "final-loss");
  results.share_loss_unit = false;
  CHECK(plumb::headline_measure(results)->name == "final-score");
}
