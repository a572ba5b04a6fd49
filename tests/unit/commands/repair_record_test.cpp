#include <cmath>
#include <nlohmann/json.hpp>

#include "commands/repair_text.hpp"
#include "repair/repair_folder.hpp"
#include "repair/repair_record.hpp"
#include "support/catch.hpp"

using plumb::Attempt;
using plumb::Trial;
using plumb::TrialOutcome;

namespace {

Attempt attempt(std::vector<plumb::Remedy> remedies, double score) {
  TrialOutcome outcome;
  outcome.cost = outcome.step = 100;
  outcome.complete = true;
  outcome.score = score;
  return {Trial{std::move(remedies), 100, std::nullopt}, outcome};
}

/// The first remedy passes and is refuted, the second is the answer.
plumb::RepairRecord twice_proved() {
  plumb::RepairRecord record;
  record.steps = 100;
  record.search.attempts = {attempt({}, 0.5), attempt({{"", {{"norm", "batch"}}}}, 0.75),
                            attempt({{"", {{"lr", "0.1"}}}}, 0.75)};
  record.search.refuted = {1};
  record.search.answer = 2;
  record.proofs[1] = {{0, 0.5, 0.75}, {1, 0.5, 0.25}};
  record.proofs[2] = {{0, 0.5, 0.75}, {1, 0.5, 0.75}};
  return record;
}

}  // namespace

TEST_CASE("repair.json keeps the proof of what was refuted beside that of the answer") {
  const auto json = nlohmann::json::parse(plumb::repair_json(twice_proved()));
  CHECK(json["status"] == "repaired");
  const auto& attempts = json["attempts"];
  CHECK_FALSE(attempts[0].contains("proof"));
  CHECK(attempts[1]["proof"]["gain"] == 0.0);
  CHECK(attempts[1]["proof"]["spread"] == 0.25);
  CHECK(attempts[1]["proof"]["counts"] == false);
  CHECK(attempts[2]["proof"]["counts"] == true);
  CHECK(json["proof"] == attempts[2]["proof"]);
}

TEST_CASE("the record of a repair says where a trial went on from, not where it was asked to") {
  plumb::RepairRecord record = twice_proved();
  record.search.attempts[1].trial.goes_on_from = 80;
  record.search.attempts[1].outcome.first_step = 60;
  record.search.attempts[2].trial.goes_on_from = 80;  // no checkpoint was that early
  const auto json = nlohmann::json::parse(plumb::repair_json(record));
  CHECK(json["attempts"][0]["goes_on_from"].is_null());
  CHECK(json["attempts"][1]["goes_on_from"] == 60);
  CHECK(json["attempts"][2]["goes_on_from"].is_null());
  const std::string csv = plumb::attempts_csv(record);
  CHECK_THAT(csv, ContainsSubstring("1,--norm batch,60,100,"));
  CHECK_THAT(csv, ContainsSubstring("2,--lr 0.1,,100,"));
}

TEST_CASE("of too many runs of a repair the proofs come first, the last one before the others") {
  using Paths = std::vector<std::filesystem::path>;
  const Paths runs{"r/00-broken",          "r/01-tanh",           "r/02-batch", "r/broken-seed-0",
                   "r/repaired-01-seed-0", "r/repaired-02-seed-0"};
  CHECK(plumb::telling_runs(runs, 3) ==
        Paths{"r/00-broken", "r/broken-seed-0", "r/repaired-02-seed-0"});
  CHECK(plumb::telling_runs(runs, 5) == Paths{"r/00-broken", "r/01-tanh", "r/broken-seed-0",
                                              "r/repaired-01-seed-0", "r/repaired-02-seed-0"});
  CHECK(plumb::telling_runs(runs, 20) == runs);
}

TEST_CASE("attempts.csv says what the proof made of an attempt") {
  const std::string csv = plumb::attempts_csv(twice_proved());
  CHECK(csv.starts_with(
      "attempt,flags,goes_on_from,steps,complete,score,objection,proof,gain,spread\n"));
  CHECK_THAT(csv, ContainsSubstring("0,,,100,yes,0.5,,,,\n"));
  CHECK_THAT(csv, ContainsSubstring("1,--norm batch,,100,yes,0.75,,refuted,0,0.25\n"));
  CHECK_THAT(csv, ContainsSubstring("2,--lr 0.1,,100,yes,0.75,,confirmed,0.25,0\n"));
}

TEST_CASE("attempts.csv quotes a cell that has a comma") {
  plumb::RepairRecord record = twice_proved();
  record.search.attempts[1].trial.remedies = {{"as it is", {{"data", "csv:a,b"}}}};
  CHECK_THAT(plumb::attempts_csv(record), ContainsSubstring("1,\"--data csv:a,b\",,100,"));
}

TEST_CASE("a proof on one seed has no spread") {
  plumb::RepairRecord record = twice_proved();
  record.proofs[2] = {{0, 0.5, 0.75}};
  CHECK(nlohmann::json::parse(plumb::repair_json(record))["proof"]["spread"].is_null());
  CHECK_THAT(plumb::attempts_csv(record), ContainsSubstring(",confirmed,0.25,\n"));
  const std::string text = plumb::repair_text(record, "repair", plumb::Console());
  CHECK_THAT(text, ContainsSubstring("Gain +0.2500 on one seed, which tells nothing of how much "
                                     "seeds differ."));
  CHECK_THAT(plumb::repair_text(twice_proved(), "repair", plumb::Console()),
             ContainsSubstring("Gain +0.2500, the seeds differ by 0.0000."));
}

TEST_CASE("the lines of a proof name the remedies that they are of") {
  const plumb::RepairRecord record = twice_proved();
  const Trial& trial = record.search.attempts[1].trial;
  CHECK(plumb::proof_heading(trial) == "proof of --norm batch: broken and repaired, seed by seed");
  CHECK(plumb::refutation_text(trial, plumb::gain_of(record.proofs.at(1))) ==
        "--norm batch is refuted: gain +0.0000, the seeds differ by 0.2500");
}

TEST_CASE("a proof in which a repaired run has no score says so") {
  plumb::RepairRecord record = twice_proved();
  record.proofs[2] = {{0, -3, 0.5}, {1, -3, std::nan("")}, {2, -3, 0.5}};
  CHECK_THAT(plumb::repair_text(record, "repair", plumb::Console()),
             ContainsSubstring("repaired runs without a score: 1 of 3"));
  CHECK(nlohmann::json::parse(plumb::repair_json(record))["proof"]["counts"] == false);
}

TEST_CASE("a run without a finding that is no better than a guess is said to be searched") {
  auto outcome = attempt({}, -5498318.5).outcome;
  CHECK(plumb::ignorance_text(outcome) ==
        "no rule finds anything wrong, but this is no better than the best constant prediction: "
        "remedies are tried");
  outcome.score = outcome.guess = 0.975;
  CHECK_THAT(plumb::ignorance_text(outcome),
             ContainsSubstring("always guessing the most frequent class (0.9750): "));
  outcome.score = 0.98;
  CHECK(plumb::ignorance_text(outcome).empty());
}

TEST_CASE("the proof says what scores below a guess count as") {
  plumb::RepairRecord record = twice_proved();
  CHECK_THAT(plumb::repair_text(record, "repair", plumb::Console()),
             !ContainsSubstring("counts as"));
  record.proofs[2] = {{0, -230, 0.5}, {1, 0.125, 0.5}};
  const std::string text = plumb::repair_text(record, "repair", plumb::Console());
  CHECK_THAT(text, ContainsSubstring("0     -230.0000    0.5000  +0.5000\n"));
  CHECK_THAT(text, ContainsSubstring("A score that is no better than the best constant prediction "
                                     "counts as 0."));
}

TEST_CASE("where accuracy cannot tell a gain from chance the loss is shown") {
  plumb::RepairRecord record = twice_proved();
  record.search.answer.reset();
  record.proofs = {{1, {{0, 0.975, 0.98, 1600, 0.975, std::nan(""), 0.047}}}};
  const plumb::Gain gain = plumb::gain_of(record.proofs[1]);
  CHECK_THAT(plumb::refutation_text(record.search.attempts[1].trial, gain),
             ContainsSubstring("the validation loss, though, is 0.047 in place of one that is not "
                               "a number"));
  const std::string text = plumb::repair_text(record, "repair", plumb::Console());
  CHECK_THAT(text, ContainsSubstring("Accuracy on 1600 validation samples cannot tell whether "
                                     "--norm batch helps"));
  const auto pair = nlohmann::json::parse(plumb::repair_json(record))["attempts"][1]["proof"];
  CHECK(pair["seeds"][0]["repaired_loss"] == 0.047);
  CHECK(pair["seeds"][0]["broken_loss"].is_null());
}
