#include <fstream>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using Json = nlohmann::json;

namespace {

const std::string deep_sigmoid =
    "--data circles --depth 8 --width 8 --activation sigmoid --epochs 60 --lr 0.003 "
    "--epoch-gradient off ";

}  // namespace

TEST_CASE("repair finds a remedy for a deep sigmoid network and proves it on other seeds") {
  const TemporaryFolder folder;
  const auto outcome =
      run_plumb(folder.path(), "repair " + deep_sigmoid + "--proof 2 --json --out fixed");
  REQUIRE(outcome.exit_code == 0);
  const Json json = Json::parse(outcome.out);
  REQUIRE(json["repaired"] == true);
  REQUIRE(json["proof"]["counts"] == true);
  REQUIRE(json["proof"]["seeds"].size() == 2);
  REQUIRE(json["proof"]["gain"].get<double>() > 0.1);
  REQUIRE(json["cost"].get<double>() < 2);
  REQUIRE(json["attempts"][0]["flags"] == "");
  REQUIRE(json["attempts"][0]["complete"] == false);
  REQUIRE(json["random"]["steps"].get<std::int64_t>() >= json["steps_of_a_run"]);

  const auto again =
      run_plumb(folder.path(), "train --config fixed/repaired.toml --json --out again");
  REQUIRE(again.exit_code == 0);
  REQUIRE(Json::parse(again.out)["final_val_accuracy"] == json["attempts"].back()["score"]);
}

TEST_CASE("repair tells what it tries, and what came of it") {
  const TemporaryFolder folder;
  const auto outcome =
      run_plumb(folder.path(), "repair " + deep_sigmoid + "--proof 1 --no-baseline --out fixed");
  REQUIRE(outcome.exit_code == 0);
  REQUIRE_THAT(outcome.out, ContainsSubstring("    seed 0, broken\n    seed 0, repaired\n"));
  REQUIRE_THAT(outcome.out, ContainsSubstring("  proof of --activation"));
  REQUIRE_THAT(outcome.out, ContainsSubstring("as it is"));
  REQUIRE_THAT(outcome.out, ContainsSubstring("stopped after"));
  REQUIRE_THAT(outcome.out, ContainsSubstring("Repaired by --activation"));
  REQUIRE(std::filesystem::exists(folder.path() / "fixed" / "attempts.csv"));

  REQUIRE(run_plumb(folder.path(), "report fixed").out == "fixed/report.html\n");
  const std::string page = text_of(folder.path() / "fixed" / "report.html");
  REQUIRE_THAT(page, ContainsSubstring("00-broken"));
  REQUIRE_THAT(page, ContainsSubstring("01-"));
  REQUIRE(run_plumb(folder.path(), "watch fixed --once").exit_code == 0);
  REQUIRE(run_plumb(folder.path(), "diagnose fixed").exit_code == 0);
}

TEST_CASE("repair says which checkpoint a trial goes on from") {
  const TemporaryFolder folder;
  const auto outcome = run_plumb(
      folder.path(),
      "repair --data blobs --depth 3 --width 16 --activation relu --lr 0.05 --momentum 0.98 "
      "--optimizer sgd --epochs 20 --epoch-gradient off --proof 0 --no-baseline --out r");
  INFO(outcome.out << outcome.err);
  REQUIRE(outcome.exit_code == 0);
  const Json json = Json::parse(text_of(folder.path() / "r" / "repair.json"));
  const auto& trial = json["attempts"][1];
  REQUIRE(trial["flags"] == "--momentum 0.9");
  const auto step = trial["goes_on_from"].get<std::int64_t>();
  REQUIRE(step % 22 == 0);  // an epoch has as many
  REQUIRE_THAT(outcome.out, ContainsSubstring("--momentum 0.9, going on from step " +
                                              std::to_string(step) + "\n"));
  const auto run = folder.path() / "r" / "runs" / "01-0.9";
  REQUIRE(Json::parse(text_of(run / "summary.json"))["first_step"] == step);
  REQUIRE(Json::parse(lines_of(text_of(run / "steps.jsonl")).front())["step"] == step);
  for (const auto& finding : Json::parse(text_of(run / "findings.json")))
    REQUIRE(finding["first_step"] >= step);
}

TEST_CASE("an interrupted repair keeps its record, and its folder is not used again") {
  const TemporaryFolder folder;
  const std::string endless =
      "repair --data blobs --depth 2 --epochs 100000 --epoch-gradient off --out r";
  const auto outcome =
      run_plumb(folder.path(),
                endless + " > said & child=$!; sleep 3; kill -TERM $child; wait $child; exit $? #");
  INFO(outcome.out << outcome.err);
  REQUIRE(outcome.exit_code == 130);
  REQUIRE_THAT(text_of(folder.path() / "said"),
               ContainsSubstring("Interrupted: what was tried until then is in r/attempts.csv"));
  const Json json = Json::parse(text_of(folder.path() / "r" / "repair.json"));
  REQUIRE(json["status"] == "interrupted");
  REQUIRE(json["attempts"].size() == 1);
  REQUIRE(json["attempts"][0]["steps"] > 0);
  REQUIRE(lines_of(text_of(folder.path() / "r" / "attempts.csv")).size() == 2);

  for (const auto& file : {"repair.json", "attempts.csv"}) {  // as a killed one leaves it
    const auto again = run_plumb(folder.path(), endless);
    REQUIRE(again.exit_code == 2);
    REQUIRE(again.out.empty());
    REQUIRE_THAT(again.err, ContainsSubstring("r already holds a repair"));
    std::filesystem::remove(folder.path() / "r" / file);
  }
}

TEST_CASE("repair leaves a run alone that nothing is wrong with") {
  const TemporaryFolder folder;
  const std::string healthy = "--data blobs --depth 2 --width 16 --lr 0.01 --epochs 10 ";
  const auto outcome = run_plumb(folder.path(), "repair " + healthy + "--out fine");
  REQUIRE(outcome.exit_code == 0);
  REQUIRE_THAT(outcome.out, ContainsSubstring("Nothing is wrong with this run"));
  REQUIRE_THAT(outcome.out, ContainsSubstring("--anyway"));
  const Json json = Json::parse(text_of(folder.path() / "fine" / "repair.json"));
  REQUIRE(json["status"] == "healthy");
  REQUIRE(json["repaired"] == false);
  REQUIRE(json["attempts"].size() == 1);
  REQUIRE_FALSE(json.contains("random"));
}

TEST_CASE("repair refuses a budget of nothing") {
  const TemporaryFolder folder;
  for (const std::string budget : {"0", "-1", "nan", "much"}) {
    const auto outcome = run_plumb(folder.path(), "repair --budget=" + budget);
    REQUIRE(outcome.exit_code == 2);
    REQUIRE_THAT(outcome.err, ContainsSubstring("--budget " + budget + " is not a number > 0"));
    REQUIRE(outcome.err.size() < 100);
  }
}

TEST_CASE("a repair whose disk is full ends with that, and does not take it for a remedy's fault") {
  const TemporaryFolder folder;
  // The broken run is stopped early and has room; the first whole trial has not.
  const auto outcome = run_plumb(folder.path(), "repair " + deep_sigmoid + "--proof 1 --out fixed",
                                 "ulimit -f 200;");
  INFO(outcome.out << outcome.err);
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.out, ContainsSubstring("stopped after"));
  CHECK_THAT(outcome.err, ContainsSubstring("steps.jsonl\": File too large"));
}
