#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using Json = nlohmann::json;

namespace {

/// The resnets are refused: circles are no images.
constexpr const char* small_sweep =
    "sweep --data circles --depth 2 --width 8 --epochs 2 --jobs 2 --vary model=mlp,resnet "
    "--vary activation=tanh,relu --seeds 0..1 ";

Json json_of(const Outcome& outcome) {
  INFO(outcome.out << outcome.err);
  return Json::parse(outcome.out);
}

std::size_t count_status(const Json& runs, const std::string& status) {
  return static_cast<std::size_t>(std::count_if(
      runs.begin(), runs.end(), [&](const Json& run) { return run["status"] == status; }));
}

}  // namespace

TEST_CASE("a sweep trains every combination, and what fails ends nothing") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(folder.path(), std::string(small_sweep) + "--json");
  REQUIRE(outcome.exit_code == 0);
  REQUIRE(outcome.err.empty());
  const Json sweep = json_of(outcome);
  REQUIRE(sweep["planned"] == 8);
  REQUIRE(sweep["done"] == 4);
  REQUIRE(sweep["failed"] == 4);
  REQUIRE(sweep["directory"] == "runs/sweep-mlp-1");
  REQUIRE(count_status(sweep["runs"], "completed") == 4);
  REQUIRE(count_status(sweep["runs"], "refused") == 4);
  for (const auto& run : sweep["runs"]) {
    if (run["status"] == "refused") {
      REQUIRE_THAT(run["reason"].get<std::string>(), ContainsSubstring("needs images"));
      REQUIRE(run["final_val_accuracy"].is_null());
    } else {
      REQUIRE(run["steps_done"] == 44);  // 700 samples in batches of 32, twice
      REQUIRE(run["log10_gradient_ratio"].is_number());
    }
  }
  const auto directory = folder.path() / "runs" / "sweep-mlp-1";
  REQUIRE(lines_of(text_of(directory / "results.csv")).size() == 1 + 8);
  REQUIRE(lines_of(text_of(directory / "results.jsonl")).size() == 8);
  REQUIRE_THAT(text_of(directory / "marginals.csv"),
               ContainsSubstring("activation,relu,2,2,final_val_accuracy,2,"));

  // One run of it alone gives the same numbers.
  const auto run = directory / "model-mlp-activation-relu-seed-1";
  const Outcome alone = run_plumb(
      folder.path(), "train --config '" + (run / "config.toml").string() + "' --quiet --out alone");
  REQUIRE(alone.exit_code == 0);
  REQUIRE(text_of(folder.path() / "alone" / "gradients.csv") == text_of(run / "gradients.csv"));
}

TEST_CASE("the same sweep again runs nothing, a larger one only what is new") {
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_sweep) + "--quiet").exit_code == 0);
  const auto run =
      folder.path() / "runs" / "sweep-mlp-1" / "model-mlp-activation-tanh-seed-0" / "summary.json";
  const auto written = std::filesystem::last_write_time(run);
  const Json again = json_of(run_plumb(folder.path(), std::string(small_sweep) + "--json"));
  REQUIRE(again["directory"] == "runs/sweep-mlp-1");
  REQUIRE(again["kept"] == 8);
  const Json larger =
      json_of(run_plumb(folder.path(), "sweep --resume runs/sweep-mlp-1 --seeds 1..2 --json"));
  REQUIRE(larger["planned"] == 12);
  REQUIRE(larger["kept"] == 8);
  REQUIRE(larger["done"] == 6);
  REQUIRE(std::filesystem::last_write_time(run) == written);

  const Outcome other = run_plumb(folder.path(),
                                  "sweep --data circles --depth 3 --width 8 --epochs 2 --vary "
                                  "model=mlp,resnet --vary activation=tanh,relu --seeds 0..2 --out "
                                  "runs/sweep-mlp-1");
  REQUIRE(other.exit_code == 2);
  REQUIRE_THAT(other.err,
               ContainsSubstring("holds another sweep: depth is '2' there and '3' here"));
}

TEST_CASE("a sweep over what the data are made of reads them anew") {
  const TemporaryFolder folder;
  const Outcome outcome =
      run_plumb(folder.path(),
                "sweep --data copy --model rnn --width 4 --limit 20 --steps 2 --epoch-gradient off"
                " --vary length=5,8 --jobs 1 --out s");
  INFO(outcome.out << outcome.err);
  REQUIRE(outcome.exit_code == 0);
  for (const std::string length : {"5", "8"}) {
    const auto config = text_of(folder.path() / "s" / ("length-" + length + "-seed-0/config.toml"));
    REQUIRE_THAT(config, ContainsSubstring("length = " + length + "\n"));
  }
}

TEST_CASE("a sweep goes on with the data that its runs have, and with no others") {
  const TemporaryFolder folder;
  const auto write_table = [&](double first) {
    std::ofstream table(folder.path() / "t.csv");
    for (int i = 0; i < 20; ++i) table << first + i << ',' << i % 3 << ',' << i % 2 << '\n';
  };
  const std::string sweep = "sweep --data csv:t.csv --width 4 --epochs 1 --batch-size 8 --jobs 1 ";
  const auto files = [&](const std::string& name) {
    std::string text;
    for (const std::string file : {"sweep.toml", "results.csv"})
      text += text_of(folder.path() / name / file);
    return text;
  };
  const auto refused = [&](const std::string& name, const std::string& change) {
    const std::string before = files(name);
    const Outcome outcome =
        run_plumb(folder.path(), "sweep --resume " + name + " " + change + " --quiet");
    INFO(outcome.out << outcome.err);
    CHECK(outcome.exit_code == 2);
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK_THAT(outcome.err,
               ContainsSubstring("t.csv has other data than the run in " + name + "/depth-1"));
    CHECK_THAT(outcome.err,
               ContainsSubstring("put those back, or sweep anew: plumb sweep --sweep " + name +
                                 "/sweep.toml --out"));
    CHECK(files(name) == before);
  };
  write_table(1);
  REQUIRE(run_plumb(folder.path(), sweep + "--vary depth=1,2 --quiet --out s").exit_code == 0);
  REQUIRE(run_plumb(folder.path(), sweep + "--vary depth=1 --vary limit=8,12 --quiet --out limits")
              .exit_code == 0);
  write_table(2);
  refused("s", "--seeds 0..1");
  CHECK_FALSE(std::filesystem::exists(folder.path() / "s" / "depth-1-seed-1"));
  refused("limits", "--vary limit=8,12,14");  // of each run's own data

  // Nothing is left to train: there is nothing to mix.
  CHECK(run_plumb(folder.path(), "sweep --resume s --quiet").exit_code == 0);
  // The remedy.
  CHECK(run_plumb(folder.path(), "sweep --sweep s/sweep.toml --seeds 0..1 --out t --quiet")
            .exit_code == 0);
  write_table(1);
  CHECK(run_plumb(folder.path(), "sweep --resume s --seeds 0..1 --quiet").exit_code == 0);
}

TEST_CASE("a sweep leaves alone a run that another process is at work on") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(
      folder.path(),
      "--version; '" PLUMB_COMMAND
      "' train --data blobs --epochs 100000 --epoch-gradient off --quiet --out s/depth-2-seed-0 & "
      "child=$!; while kill -0 $child && ! test -e s/depth-2-seed-0/summary.json; do sleep 0.1; "
      "done; '" PLUMB_COMMAND
      "' sweep --data blobs --epochs 1 --vary depth=2,3 --out s --json >sweep.json; "
      "kill -KILL $child; wait $child 2>/dev/null; exit 0 #");
  const Json sweep = Json::parse(text_of(folder.path() / "sweep.json"));
  REQUIRE(sweep["done"] == 1);
  REQUIRE(sweep["runs"][0]["status"] == "refused");
  REQUIRE(sweep["runs"][0]["reason"] == "another process is at work in s/depth-2-seed-0");
  REQUIRE_FALSE(std::filesystem::exists(folder.path() / "s/depth-2-seed-0/failure.json"));
}

TEST_CASE("a sweep of which every run fails exits with 1") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(
      folder.path(), "sweep --data circles --model resnet --depth 2 --seeds 0..1 --quiet");
  REQUIRE(outcome.exit_code == 1);
  REQUIRE_THAT(outcome.out, ContainsSubstring("refused: "));
}

TEST_CASE("a run whose summary is damaged is made again, and the sweep goes on") {
  const TemporaryFolder folder;
  const std::string sweep =
      "sweep --data blobs --epochs 1 --vary depth=1,2 --jobs 1 --out s --json";
  REQUIRE(run_plumb(folder.path(), sweep).exit_code == 0);
  const auto file = folder.path() / "s" / "depth-2-seed-0" / "summary.json";
  const std::string whole = text_of(file);
  std::ofstream(file) << whole.substr(0, whole.size() / 2);
  const Outcome outcome = run_plumb(folder.path(), "sweep --resume s --json");
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  CHECK(outcome.err == "depth=2 seed=0: what it recorded is damaged, and it is made again\n");
  CHECK(Json::parse(outcome.out)["done"] == 2);
  CHECK(Json::parse(text_of(file))["status"] == "completed");
}

TEST_CASE("an interrupted sweep saves its state and is resumed") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(
      folder.path(),
      "sweep --data blobs --vary depth=2,3,4 --epochs 100000 --epoch-gradient off --jobs 2 --out s"
      " & child=$!; sleep 4; kill -TERM $child; wait $child; exit $? #");
  INFO(outcome.out << outcome.err);
  REQUIRE(outcome.exit_code == 130);
  const auto run = folder.path() / "s" / "depth-4-seed-0";  // the longest was the first
  REQUIRE(Json::parse(text_of(run / "summary.json"))["status"] == "interrupted");
  const auto epochs_of = [](const std::filesystem::path& directory) {
    const auto summary = directory / "summary.json";
    return std::filesystem::exists(summary) ? Json::parse(text_of(summary))["epochs"].get<int>()
                                            : 0;
  };
  const auto epochs = epochs_of(run);
  REQUIRE_THAT(text_of(folder.path() / "s" / "results.csv"), ContainsSubstring(",interrupted,"));

  // A shorter end, so that the test has one: what has no checkpoint yet takes it from sweep.toml.
  for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "s")) {
    for (const auto& file : {entry.path() / "config.toml", entry.path()}) {
      if (file.filename() != "config.toml" && file.filename() != "sweep.toml") continue;
      if (!std::filesystem::exists(file)) continue;
      std::string text = text_of(file);
      text.replace(text.find("epochs = 100000"), 15,
                   "epochs = " + std::to_string(epochs_of(entry.path()) + 1));
      std::ofstream(file) << text;
    }
  }
  const Json resumed = json_of(run_plumb(folder.path(), "sweep --resume s --json"));
  REQUIRE(resumed["status"] == "completed");
  REQUIRE(resumed["done"] == 3);
  REQUIRE(resumed["failed"] == 0);
  const Json summary = Json::parse(text_of(run / "summary.json"));
  REQUIRE(summary["status"] == "completed");
  REQUIRE(summary["epochs"] == epochs + 1);
}

TEST_CASE("a sweep file is swept, and flags come on top") {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "cases.toml") << R"(seeds = [0]
[data]
data = "circles"
[training]
epochs = 1
[vary]
width = [4, 8]
[configurations.plain]
activation = "sigmoid"
[configurations.cured]
activation = "relu"
init = "he-normal"
[[exclude]]
configuration = "plain"
width = 8
)";
  const Json sweep =
      json_of(run_plumb(folder.path(), "sweep --sweep cases.toml --depth 3 --seeds 0,5 --json"));
  REQUIRE(sweep["planned"] == 3 * 2);
  REQUIRE(sweep["failed"] == 0);
  REQUIRE(sweep["runs"][0]["configuration"] == "plain");
  REQUIRE_THAT(text_of(folder.path() / "runs" / "sweep-mlp-1" /
                       "configuration-cured-width-8-seed-5" / "config.toml"),
               ContainsSubstring("depth = 3") && ContainsSubstring("he-normal"));
}

TEST_CASE("a wrong sweep is refused before anything is written") {
  const TemporaryFolder folder;
  const std::pair<const char*, const char*> cases[] = {
      {"sweep --data circles", "--vary KEY=A,B or --seeds"},
      {"sweep --data circles --vary depth", "KEY=A,B"},
      {"sweep --data circles --vary depht=1,2", "did you mean depth?"},
      {"sweep --data circles --vary depth=1,deep", "--depth deep"},
      {"sweep --data circles --vary depth=1,2 --seeds 3..1",
       "--seeds 3..1 is not a range: it ends before it begins"},
      {"sweep --data circles --vary depth=1,2 --seeds 0..9999999", "at most 100000 seeds"},
      {"sweep --data circles --vary lr=0.1,,0.2", "--lr '' is not a number > 0"},
      {"sweep --data circles --vary 'activation=relu, tanh'", "--activation ' tanh' is not one of"},
      {"sweep --data circles --vary depth=1,2 --jobs 0", "--jobs 0"},
      {"sweep --data circles --vary lr=0.1,0.2 --vary lr=0.3", "--vary names lr twice"},
      {"sweep --data circles --vary seed=1,2 --seeds 0..3", "--vary seed=… and --seeds"},
      {"sweep --data imagenet --vary depth=1,2", "imagenet"},
      {"sweep --sweep nowhere.toml", "nowhere.toml"},
      {"sweep --resume nowhere", "nowhere holds no sweep"},
      {"sweep --resume nowhere --depth 3", "only --vary, --seeds and --jobs"}};
  for (const auto& [arguments, expected] : cases) {
    const Outcome outcome = run_plumb(folder.path(), arguments);
    INFO(arguments << '\n' << outcome.out << outcome.err);
    REQUIRE(outcome.exit_code == 2);
    REQUIRE(lines_of(outcome.err).size() == 1);
    REQUIRE_THAT(outcome.err, ContainsSubstring(expected));
    REQUIRE(std::filesystem::is_empty(folder.path()));
  }
}
