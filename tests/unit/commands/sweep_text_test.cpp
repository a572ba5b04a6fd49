#include <cmath>

#include "commands/sweep_report.hpp"
#include "report/sweep_verdict.hpp"
#include "support/approved.hpp"
#include "support/catch.hpp"

namespace {

/// Of three runs at the larger rate two end at nan; the third is the best of all.
plumb::SweepOutcome lossy_sweep() {
  plumb::SweepOutcome outcome;
  outcome.directory = "runs/sweep-mlp-1";
  outcome.results.axes = {{"lr", {"0.001", "0.01"}}, {"seed", {"0", "1", "2"}}};
  const auto add = [&](const char* rate, const char* seed, double loss) {
    plumb::RunResult row;
    row.run = std::string("lr-") + rate + "-seed-" + seed;
    row.values = {rate, seed};
    row.status = "completed";
    row.numbers.final_val_loss = row.numbers.final_train_loss = loss;
    row.numbers.log10_gradient_ratio = -1;
    if (std::isnan(loss)) row.numbers.steps_to_failure = 7;
    outcome.results.rows.push_back(row);
  };
  add("0.001", "0", 0.1);
  add("0.001", "1", 0.12);
  add("0.001", "2", 0.15);
  add("0.01", "0", std::nan(""));
  add("0.01", "1", 0.04762);
  add("0.01", "2", std::nan(""));
  outcome.planned = outcome.kept = outcome.results.rows.size();
  outcome.seconds = 3;
  return outcome;
}

}  // namespace

TEST_CASE(
    "the outcome of a sweep reads as approved, a setting that loses runs behind one that keeps "
    "them") {
  require_approved(plumb::sweep_text(lossy_sweep(), {}), "sweep.txt");
}

TEST_CASE("a sweep has one best setting, in the terminal and in the report") {
  const auto outcome = lossy_sweep();
  const std::string text = plumb::sweep_text(outcome, {});
  CHECK(text.find("lr=0.001 ") < text.find("lr=0.01 "));
  CHECK_THAT(text, ContainsSubstring("none (1 of 3)"));
  plumb::SweepContent content;
  content.results = outcome.results;
  place_rows(content);
  CHECK_THAT(plumb::sweep_verdict(content).headline,
             ContainsSubstring("Best with lr 0.001: validation loss at the end 0.12"));
}

TEST_CASE("a sweep over losses of different units shows and ranks scores") {
  auto outcome = lossy_sweep();
  outcome.results.share_loss_unit = false;
  for (auto& row : outcome.results.rows)
    row.numbers.final_val_score = row.numbers.final_train_score =
        row.values.front() == "0.01" ? 0.82 : -5300;
  const std::string text = plumb::sweep_text(outcome, {});
  CHECK_THAT(text, ContainsSubstring("median val score") && ContainsSubstring("train score") &&
                       !ContainsSubstring("val loss") && !ContainsSubstring("train loss"));
  CHECK_THAT(text, ContainsSubstring("score: 1 - loss / loss of the best constant prediction"));
  CHECK(text.find("lr=0.01 ") < text.find("lr=0.001 "));
}
