#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

using Json = nlohmann::json;

namespace {

constexpr const char* small_run =
    "train --data blobs --depth 2 --width 8 --activation tanh --batch-size 50 --epochs 3 --quiet ";

/// Outputs of 0 for every sample, whose logarithm the loss takes.
constexpr const char* nan_at_once =
    "train --data circles --output-activation relu --bias-init constant:-5 --steps 30 --quiet "
    "--out run";

Json summary_of(const std::filesystem::path& run) {
  return Json::parse(text_of(run / "summary.json"));
}

/// A run's files without what differs between repetitions: times and its own folder.
std::string measurements_of(const std::filesystem::path& run) {
  std::string text = text_of(run / "gradients.csv") + text_of(run / "steps.jsonl") +
                     text_of(run / "histograms.jsonl");
  for (std::string line : lines_of(text_of(run / "epochs.csv")))
    text += line.substr(0, line.rfind(',')) + '\n';
  return text;
}

/// What a summary says of the run itself: not how long it took, nor where it is.
Json outcome_of(Json summary) {
  for (const char* key : {"seconds", "ms_per_step", "cpu_ms_per_step", "directory"})
    summary.erase(key);
  return summary;
}

}  // namespace

TEST_CASE("help and version teach and exit 0") {
  const TemporaryFolder folder;
  for (const char* arguments :
       {"", "--help", "train --help", "compare --help", "sweep --help", "reproduce --help",
        "plot --help", "data --help", "data fetch --help", "list --help"}) {
    const Outcome outcome = run_plumb(folder.path(), arguments);
    INFO(arguments << outcome.err);
    REQUIRE(outcome.exit_code == 0);
    REQUIRE(outcome.err.empty());
    REQUIRE_THAT(outcome.out, ContainsSubstring("Usage: plumb"));
  }
  REQUIRE_THAT(run_plumb(folder.path(), "train --help").out,
               ContainsSubstring("plumb train sigmoid-mlp"));
  REQUIRE(run_plumb(folder.path(), "--version").out == "plumb " PLUMB_VERSION "\n");
}

TEST_CASE("train writes the run directory") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(folder.path(), std::string(small_run) + "--out run");
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  const auto run = folder.path() / "run";
  REQUIRE(lines_of(text_of(run / "epochs.csv")).size() == 1 + 4);  // header, epochs 0 to 3
  REQUIRE(lines_of(text_of(run / "gradients.csv")).size() ==
          1 + 4 * 6);                                                // 3 layers × weight and bias
  REQUIRE(lines_of(text_of(run / "steps.jsonl")).size() == 3 * 14);  // 700 samples in batches of 50
  const Json summary = summary_of(run);
  REQUIRE(summary["format"] == 1);
  REQUIRE(summary["status"] == "completed");
  REQUIRE(summary["steps"] == 42);
  REQUIRE(summary["parameters"] == 2 * 8 + 8 + 8 * 8 + 8 + 8 * 3 + 3);
  REQUIRE(summary["final_val_accuracy"] > 0.5);
  REQUIRE(std::filesystem::exists(run / "checkpoints" / "epoch-0000.safetensors"));
  REQUIRE(std::filesystem::exists(run / "checkpoints" / "epoch-0003.safetensors"));
}

TEST_CASE("train counts weights, gradients and activations before training and after each epoch") {
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--out run").exit_code == 0);
  const auto lines = lines_of(text_of(folder.path() / "run" / "histograms.jsonl"));
  REQUIRE(lines.size() == 4 * 3);
  const std::vector<std::string> kinds{"weights", "gradients", "activations"};
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Json row = Json::parse(lines[i]);
    INFO(lines[i]);
    REQUIRE(row["epoch"] == i / 3);
    REQUIRE(row["kind"] == kinds[i % 3]);
    REQUIRE(row["of"] == row["layers"].size());
  }
  const auto entries = [](const Json& values) {
    std::int64_t sum = values.value("zeros", 0) + values.value("non_finite", 0);
    for (const auto& count : values["counts"]) sum += count.get<std::int64_t>();
    return sum;
  };
  for (const std::size_t kind : {0, 1}) {
    const Json layers = Json::parse(lines[9 + kind])["layers"];
    REQUIRE(layers.size() == 3);
    REQUIRE(entries(layers["dense_01.weight"]) == 2 * 8);
    REQUIRE(entries(layers["dense_02.weight"]) == 8 * 8);
    REQUIRE(entries(layers["output.weight"]) == 8 * 3);
  }
  const Json taps = Json::parse(lines[11])["layers"];
  REQUIRE(entries(taps["dense_01"]) == 700 * 8);
  REQUIRE(taps["dense_01"]["low"] >= -1);  // of tanh
  REQUIRE(taps["dense_01"]["high"] <= 1);
}

TEST_CASE("a long run's histograms are thinned, its last epoch there") {
  const TemporaryFolder folder;
  REQUIRE(
      run_plumb(folder.path(),
                "train --data blobs --limit 8 --depth 1 --width 2 --epochs 71 --quiet --out run")
          .exit_code == 0);
  const auto lines = lines_of(text_of(folder.path() / "run" / "histograms.jsonl"));
  REQUIRE(lines.size() == 3 * (35 + 2));  // 0, 2, … 70, and 71
  REQUIRE(Json::parse(lines[3])["epoch"] == 2);
  REQUIRE(Json::parse(lines.back())["epoch"] == 71);
}

TEST_CASE("without the epoch gradient there is no norm to report") {
  const TemporaryFolder folder;
  const Outcome outcome =
      run_plumb(folder.path(), std::string(small_run) + "--epoch-gradient off --out run");
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  const auto run = folder.path() / "run";
  REQUIRE(summary_of(run)["largest_norm"].is_null());
  REQUIRE(lines_of(text_of(run / "gradients.csv")).size() == 1);
}

TEST_CASE("the same seed gives the same numbers, another seed others") {
  const TemporaryFolder folder;
  for (const char* out : {"--out a", "--out b", "--seed 1 --out c"}) {
    REQUIRE(run_plumb(folder.path(), std::string(small_run) + out).exit_code == 0);
  }
  const std::string first = measurements_of(folder.path() / "a");
  REQUIRE(measurements_of(folder.path() / "b") == first);
  REQUIRE(measurements_of(folder.path() / "c") != first);
}

TEST_CASE("config.toml repeats the run") {
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_run) +
                                       "--clip tensor:0.1 --optimizer sgd --momentum 0.5 --out a")
              .exit_code == 0);
  REQUIRE(run_plumb(folder.path(), "train --config a/config.toml --quiet --out b").exit_code == 0);
  REQUIRE(measurements_of(folder.path() / "b") == measurements_of(folder.path() / "a"));
}

TEST_CASE("a resumed run ends where an uninterrupted one does") {
  const TemporaryFolder folder;
  const std::string clipped_run = std::string(small_run) + "--clip norm:0.5 ";
  REQUIRE(run_plumb(folder.path(), clipped_run + "--out whole").exit_code == 0);
  REQUIRE(run_plumb(folder.path(), clipped_run + "--epochs 2 --out parts").exit_code == 0);
  const Outcome resumed = run_plumb(folder.path(), "train --resume parts --epochs 3 --quiet");
  INFO(resumed.err);
  REQUIRE(resumed.exit_code == 0);
  REQUIRE(measurements_of(folder.path() / "parts") == measurements_of(folder.path() / "whole"));
  const Json parts = summary_of(folder.path() / "parts");
  const Json whole = summary_of(folder.path() / "whole");
  REQUIRE(whole["clipped_share"] > 0.1);
  REQUIRE(parts["clipped_share"] == whole["clipped_share"]);
  REQUIRE(outcome_of(parts) == outcome_of(whole));
}

TEST_CASE(
    "the summary of a run that ended within an epoch, went on and is resumed once more is "
    "that of one that went through") {
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--out whole").exit_code == 0);
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--steps 5 --out parts").exit_code ==
          0);
  for (const char* steps : {"--steps 33", "--steps 42", "--steps 42"}) {
    REQUIRE(
        run_plumb(folder.path(), std::string("train --resume parts --quiet ") + steps).exit_code ==
        0);
  }
  const Json parts = summary_of(folder.path() / "parts");
  REQUIRE(outcome_of(parts) == outcome_of(summary_of(folder.path() / "whole")));
}

TEST_CASE("config.toml repeats a run that was resumed with another length") {
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--epochs 1 --out run").exit_code == 0);
  REQUIRE(run_plumb(folder.path(), "train --resume run --epochs 3 --quiet").exit_code == 0);
  REQUIRE(
      run_plumb(folder.path(), "train --config run/config.toml --quiet --out again").exit_code ==
      0);
  REQUIRE(measurements_of(folder.path() / "again") == measurements_of(folder.path() / "run"));

  const auto refused = [&](const char* length, const char* reason) {
    const Outcome outcome =
        run_plumb(folder.path(), std::string("train --resume run --quiet ") + length);
    INFO(outcome.out << outcome.err);
    REQUIRE(outcome.exit_code == 2);
    REQUIRE(lines_of(outcome.err).size() == 1);
    REQUIRE_THAT(outcome.err, ContainsSubstring(reason));
    REQUIRE(summary_of(folder.path() / "run")["planned_epochs"] == 3);
  };
  refused("--epochs 1", "--epochs 1 is less than the run has done already: 42 steps, 3 epochs");
  refused("--steps 41", "--steps 41 is less than the run has done already: 42 steps, 3 epochs");
}

TEST_CASE("dropout masks are drawn by epoch: a resumed run has those of a run that went through") {
  const TemporaryFolder folder;
  const std::string dropping = std::string(small_run) + "--dropout 0.3 ";
  REQUIRE(run_plumb(folder.path(), dropping + "--out whole").exit_code == 0);
  REQUIRE(run_plumb(folder.path(), dropping + "--epochs 2 --out parts").exit_code == 0);
  REQUIRE(run_plumb(folder.path(), "train --resume parts --epochs 3 --quiet").exit_code == 0);
  REQUIRE(measurements_of(folder.path() / "parts") == measurements_of(folder.path() / "whole"));
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--out without").exit_code == 0);
  REQUIRE(measurements_of(folder.path() / "without") != measurements_of(folder.path() / "whole"));
}

TEST_CASE("lsuv and critical runs start from their data and their activation") {
  const TemporaryFolder folder;
  for (const char* options : {"--init lsuv --out lsuv", "--init critical --out critical",
                              "--init lsuv --norm weight --residual rezero --out mixed"}) {
    const Outcome outcome = run_plumb(folder.path(), std::string(small_run) + options);
    INFO(options << outcome.err);
    REQUIRE(outcome.exit_code == 0);
  }
  // The configuration that was written repeats the run, biases included.
  REQUIRE(run_plumb(folder.path(), "train --config critical/config.toml --quiet --out again")
              .exit_code == 0);
  REQUIRE(measurements_of(folder.path() / "again") == measurements_of(folder.path() / "critical"));
}

TEST_CASE("batch normalization is refused a batch of one sample") {
  const TemporaryFolder folder;
  const Outcome single = run_plumb(
      folder.path(), "train --data blobs --norm batch --batch-size 1 --epochs 1 --out run");
  REQUIRE(single.exit_code == 2);
  REQUIRE_THAT(single.err, ContainsSubstring("--norm batch needs two samples a step"));
  const Outcome last =
      run_plumb(folder.path(), "train --data blobs --limit 65 --norm batch --epochs 1 --out run");
  REQUIRE(last.exit_code == 2);
  REQUIRE_THAT(last.err,
               ContainsSubstring("the last holds one") && ContainsSubstring("--limit 64"));
  REQUIRE_FALSE(std::filesystem::exists(folder.path() / "run"));
}

TEST_CASE("--json prints one document and nothing else") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(folder.path(), std::string(small_run) + "--json");
  REQUIRE(outcome.exit_code == 0);
  REQUIRE(Json::parse(outcome.out)["directory"] == "runs/mlp-1");
  const Outcome next = run_plumb(folder.path(), std::string(small_run) + "--json");
  REQUIRE(Json::parse(next.out)["directory"] == "runs/mlp-2");
}

TEST_CASE("a loss that becomes NaN is a result") {
  const TemporaryFolder folder;
  const std::string diverging =
      "train --data blobs --depth 3 --width 8 --activation identity --optimizer sgd --lr 1e6 "
      "--batch-size 50 --epochs 2 ";
  const Outcome outcome = run_plumb(folder.path(), diverging + "--out on");
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  const Json summary = summary_of(folder.path() / "on");
  REQUIRE(summary["status"] == "completed");
  REQUIRE(summary["steps"] == 28);
  REQUIRE(summary["first_non_finite_step"].is_number());
  REQUIRE(summary["final_train_loss"] == "nan");

  REQUIRE(run_plumb(folder.path(), diverging + "--stop-on non-finite --out off").exit_code == 0);
  const Json stopped = summary_of(folder.path() / "off");
  REQUIRE(stopped["status"] == "stopped");
  REQUIRE(stopped["steps"] == stopped["first_non_finite_step"].get<int>() + 1);
}

TEST_CASE("a NaN that the loss makes of finite outputs is traced to it, without any gradient") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(folder.path(), nan_at_once);
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  CHECK(std::filesystem::exists(folder.path() / "run/non-finite/step-000000.safetensors"));
  const Json first = Json::parse(text_of(folder.path() / "run/findings.json"))[0];
  CHECK(first["rule"] == "non-finite");
  CHECK_THAT(first["message"].get<std::string>(), ContainsSubstring("the loss itself"));
  CHECK(first["remedies"][0]["flag"] == "--output-activation none");
}

TEST_CASE("what fails within a step is told, and the run's end recorded") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.path() / "run");
  std::ofstream(folder.path() / "run/non-finite") << "in the way of what is kept of such a step\n";
  const Outcome outcome = run_plumb(folder.path(), nan_at_once);
  CHECK(outcome.exit_code == 1);
  CHECK_THAT(outcome.err, ContainsSubstring("run/non-finite"));
  CHECK(summary_of(folder.path() / "run")["status"] == "failed");
}

TEST_CASE("an option without effect is told of, but not with --quiet") {
  const TemporaryFolder folder;
  const std::string run = "train --data blobs --limit 64 --epochs 0 --rho 0.5 --val-fraction 0.5 ";
  const Outcome told = run_plumb(folder.path(), run);
  REQUIRE(told.exit_code == 0);
  REQUIRE(lines_of(told.err).size() == 2);
  REQUIRE_THAT(told.err,
               ContainsSubstring("--rho has no effect here: it is for the optimizer rms"));
  REQUIRE(run_plumb(folder.path(), run + "--quiet").err.empty());
  REQUIRE(run_plumb(folder.path(), run + "--json").err.empty());
}

TEST_CASE("without a terminal a run prints plain lines") {
  const TemporaryFolder folder;
  const Outcome outcome = run_plumb(folder.path(), "train --data blobs --limit 100 --epochs 2");
  REQUIRE(outcome.exit_code == 0);
  REQUIRE(outcome.out.find('\033') == std::string::npos);
  REQUIRE(outcome.out.find('\r') == std::string::npos);
  REQUIRE(lines_of(outcome.out).size() == 2 + 1 + 3 + 2);  // title, header, epochs 0 to 2, outcome
}

TEST_CASE("Ctrl-C ends a run cleanly with what it has, and --resume goes on") {
  const TemporaryFolder folder;
  const std::string endless =
      "train --data blobs --epochs 100000 --epoch-gradient off --quiet --out run";
  const Outcome outcome = run_plumb(
      folder.path(), endless + " & child=$!; sleep 3; kill -TERM $child; wait $child; exit $? #");
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 130);
  const Json summary = summary_of(folder.path() / "run");
  REQUIRE(summary["status"] == "interrupted");
  REQUIRE(summary["steps"] > 0);
  const auto epochs = std::to_string(summary["epochs"].get<int>() + 2);
  std::string digits = std::to_string(summary["steps"].get<int>());
  digits.insert(0, 6 - std::min<std::size_t>(6, digits.size()), '0');
  REQUIRE(std::filesystem::exists(folder.path() / "run" / "checkpoints" /
                                  ("step-" + digits + ".safetensors")));
  REQUIRE(run_plumb(folder.path(), "train --resume run --quiet --epochs " + epochs).exit_code == 0);
  REQUIRE(summary_of(folder.path() / "run")["status"] == "completed");
}

TEST_CASE("compare trains on the same batches and ends with a table") {
  const TemporaryFolder folder;
  const Outcome outcome =
      run_plumb(folder.path(),
                "compare --data blobs --depth 2 --width 8 --epochs 2 --vary clip=none,norm:0.01"
                " --vary optimizer=adam,sgd --quiet --out c");
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  for (const char* name : {"clip=none optimizer=adam", "clip=norm:0.01 optimizer=sgd"}) {
    REQUIRE_THAT(outcome.out, ContainsSubstring(name));
  }
  REQUIRE(Json::parse(text_of(folder.path() / "c" / "comparison.json")).size() == 4);
  // The same weights and the same first batch: the first step's loss is the same in all four.
  std::string first;
  for (const char* run :
       {"clip-none-optimizer-adam", "clip-none-optimizer-sgd", "clip-norm-0.01-optimizer-adam"}) {
    const Json step =
        Json::parse(lines_of(text_of(folder.path() / "c" / run / "steps.jsonl")).front());
    if (first.empty()) first = step["loss"].dump();
    REQUIRE(step["loss"].dump() == first);
  }
  REQUIRE(summary_of(folder.path() / "c" / "clip-norm-0.01-optimizer-sgd")["clipped_share"] > 0.5);
}

TEST_CASE("a first line that looks like a header of numbers is told on standard error") {
  const TemporaryFolder folder;
  std::string table = "0,1,2,3\n";
  for (int i = 0; i < 20; ++i) table += "5.5,1.5,0.5,a\n1.5,3.5,2.5,b\n";
  std::ofstream(folder.path() / "t.csv") << table;
  const Outcome outcome = run_plumb(folder.path(), "train --data csv:t.csv --epochs 1 --json");
  REQUIRE(outcome.exit_code == 0);
  REQUIRE_NOTHROW(Json::parse(outcome.out));
  REQUIRE_THAT(outcome.err, ContainsSubstring("t.csv, line 1: taken for data"));

  std::string values = "x,y\n";
  for (int i = 0; i < 20; ++i) values += std::to_string(i) + ',' + std::to_string(i * 0.3) + '\n';
  std::ofstream(folder.path() / "v.csv") << values;
  const Outcome refused = run_plumb(folder.path(), "train --data csv:v.csv --epochs 1");
  REQUIRE(refused.exit_code == 2);
  REQUIRE(lines_of(refused.err).size() == 1);
  REQUIRE_THAT(refused.err, ContainsSubstring("--loss mse"));
}

TEST_CASE("regression on a CSV leaves the accuracies empty") {
  const TemporaryFolder folder;
  REQUIRE(std::system(("cd '" + folder.path().string() +
                       "' && seq 1 50 | awk '{print $1/50 \",\" $1*$1/2500}' >line.csv")
                          .c_str()) == 0);
  const Outcome outcome =
      run_plumb(folder.path(), "train --data csv:line.csv --loss mse --epochs 2 --quiet --out run");
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  REQUIRE(summary_of(folder.path() / "run")["final_val_accuracy"].is_null());
  REQUIRE_THAT(outcome.out, ContainsSubstring("validation loss"));
}

TEST_CASE("what inputs were freed of is kept for whoever uses the weights, and the run goes on") {
  const TemporaryFolder folder;
  std::ofstream table(folder.path() / "t.csv");
  for (int i = 0; i < 10; ++i) table << 1000 + i % 2 * 20 << ",7," << i % 2 << '\n';
  table.close();
  const std::string flags = "--model mlp --depth 1 --width 4 --batch-size 8 --epochs 1 --quiet ";
  const Outcome outcome =
      run_plumb(folder.path(), "train --data csv:t.csv --standardize on --out run " + flags);
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  const auto run = folder.path() / "run";
  const Json file = Json::parse(text_of(run / "standardization.json"));
  CHECK(file["mean"][0].get<double>() == Approx(1010).margin(6));  // eight rows of ten are drawn
  CHECK(file["mean"][1] == 7);
  CHECK(file["deviation"][1] == 1);
  const Json first = Json::parse(lines_of(text_of(run / "steps.jsonl")).front());
  CHECK(first["activations"]["input"]["mean"].get<double>() == Approx(0).margin(1e-6));
  REQUIRE(run_plumb(folder.path(), "train --resume run --epochs 2 --quiet").exit_code == 0);
  CHECK(Json::parse(text_of(run / "standardization.json")) == file);
}

TEST_CASE("inputs scaled robustly: the run's folder has what does the same to others") {
  const TemporaryFolder folder;
  std::ofstream table(folder.path() / "t.csv");
  for (int i = 0; i < 10; ++i) table << (i == 0 ? -999 : 20 + i % 3) << ',' << i % 2 << '\n';
  table.close();
  const Outcome outcome =
      run_plumb(folder.path(),
                "train --data csv:t.csv --standardize robust --model mlp --depth 1 --width 4 "
                "--batch-size 8 --epochs 1 --quiet --out run");
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  const auto run = folder.path() / "run";
  const Json file = Json::parse(text_of(run / "standardization.json"));
  CHECK(file["center"][0].get<double>() == Approx(21).margin(1));  // eight rows of ten are drawn
  CHECK(file["scale"][0].get<double>() == Approx(1.5).margin(1));
  CHECK(file["bound"] == 3);
  CHECK_FALSE(file.contains("mean"));
  const Json first = Json::parse(lines_of(text_of(run / "steps.jsonl")).front());
  CHECK(first["activations"]["input"]["deviation"].get<double>() < 3);
}

TEST_CASE(
    "standardized targets: a loss in parts of their variance, and what takes predictions back") {
  const TemporaryFolder folder;
  std::ofstream table(folder.path() / "t.csv");
  for (int i = 0; i < 10; ++i) table << i << ',' << 290.5 + i << '\n';
  table.close();
  const std::string flags =
      "train --data csv:t.csv --loss mse --model mlp --depth 1 --width 4 --batch-size 8 --epochs 1 "
      "--quiet --standardize-targets on --out run";
  const Outcome outcome = run_plumb(folder.path(), flags);
  INFO(outcome.err);
  REQUIRE(outcome.exit_code == 0);
  const Json file = Json::parse(text_of(folder.path() / "run/standardization.json"));
  CHECK(file["target_mean"].get<double>() == Approx(295).margin(2));  // eight of ten rows
  CHECK_FALSE(file.contains("mean"));
  const Json facts = Json::parse(text_of(folder.path() / "run/run.json"));
  CHECK(facts["baseline_loss"].get<double>() == Approx(1).epsilon(1e-5));  // of float32 targets
  CHECK(facts["targets"]["mean"].get<double>() == Approx(0).margin(1e-5));
  const Outcome classes = run_plumb(
      folder.path(), "train --data digits --model mlp --standardize-targets on --out classes");
  CHECK(classes.exit_code != 0);
  CHECK_THAT(classes.err, ContainsSubstring("digits has classes"));
}

TEST_CASE("a run goes on with the data that it began with, from any folder, and with no others") {
  const TemporaryFolder folder;
  const auto write_table = [&](const std::filesystem::path& file, int rows, double first) {
    std::ofstream table(file);
    for (int i = 0; i < rows; ++i) table << first + i << ',' << i % 3 << ',' << i % 2 << '\n';
  };
  const auto elsewhere = folder.path() / "elsewhere";
  std::filesystem::create_directory(elsewhere);
  write_table(folder.path() / "t.csv", 20, 1);
  write_table(elsewhere / "t.csv", 30, 1);
  const Outcome begun = run_plumb(
      folder.path(),
      "train --data csv:t.csv --data-dir . --model mlp --depth 1 --width 4 --batch-size 8 "
      "--epochs 1 --quiet --out run");
  INFO(begun.err);
  REQUIRE(begun.exit_code == 0);
  const auto run = folder.path() / "run";
  const std::string whole = "csv:" + (folder.path() / "t.csv").string();
  CHECK_THAT(text_of(run / "config.toml"), ContainsSubstring(whole));
  CHECK(summary_of(run)["data"] == "csv:t.csv");
  CHECK(Json::parse(text_of(run / "data.json"))["train_samples"] == 16);

  const Outcome resumed = run_plumb(elsewhere, "train --resume ../run --epochs 2 --quiet");
  INFO(resumed.err);
  REQUIRE(resumed.exit_code == 0);
  CHECK(summary_of(run)["train_samples"] == 16);
  CHECK(summary_of(run)["data"] == "csv:t.csv");

  const auto refused = [&](const std::string& reason) {
    const std::string before = text_of(run / "summary.json") + text_of(run / "steps.jsonl");
    const Outcome outcome = run_plumb(folder.path(), "train --resume run --epochs 3 --quiet");
    INFO(outcome.err);
    CHECK(outcome.exit_code == 2);
    CHECK(lines_of(outcome.err).size() == 1);
    CHECK_THAT(outcome.err, ContainsSubstring("other data than the run in run began with"));
    CHECK_THAT(outcome.err, ContainsSubstring(reason));
    CHECK(text_of(run / "summary.json") + text_of(run / "steps.jsonl") == before);
  };
  write_table(folder.path() / "t.csv", 30, 1);
  refused("24 training and 6 validation samples where that had 16 training and 4 validation");
  write_table(folder.path() / "t.csv", 20, 2);
  refused("put those back, or train anew");

  std::ofstream(run / "data.json") << "{}";
  CHECK_THAT(run_plumb(folder.path(), "train --resume run --epochs 3 --quiet").err,
             ContainsSubstring("data.json is damaged (it has no \"digest\"): delete it"));
  std::filesystem::remove(run / "data.json");  // as a run of before
  CHECK(run_plumb(folder.path(), "train --resume run --epochs 3 --quiet").exit_code == 0);
}

TEST_CASE("a run that a finding has stopped goes on, and is not stopped for it again") {
  const TemporaryFolder folder;
  const Outcome stopped =
      run_plumb(folder.path(),
                "train --data circles --depth 6 --activation sigmoid --epochs 10 --quiet --out run "
                "--stop-on vanishing-gradient");
  INFO(stopped.out << stopped.err);
  const auto run = folder.path() / "run";
  REQUIRE(summary_of(run)["status"] == "stopped");
  const auto severity = [&] {
    for (const Json& finding : Json::parse(text_of(run / "findings.json"))) {
      if (finding["rule"] == "vanishing-gradient") return finding["severity"].get<std::string>();
    }
    return std::string();
  };
  REQUIRE(severity() == "warning");
  const Outcome resumed = run_plumb(folder.path(), "train --resume run --quiet");
  INFO(resumed.out << resumed.err);
  CHECK(summary_of(run)["status"] == "completed");
  CHECK(severity() == "error");  // the same finding, which has become worse on the way
}

TEST_CASE("list names what options take") {
  const TemporaryFolder folder;
  for (const char* kind : {"presets", "models", "activations", "initializers", "norms", "losses",
                           "optimizers", "clips", "datasets"}) {
    const Outcome outcome = run_plumb(folder.path(), std::string("list --json ") + kind);
    INFO(kind << outcome.err);
    REQUIRE(outcome.exit_code == 0);
    REQUIRE(Json::parse(outcome.out).size() >= 2);
  }
}

TEST_CASE("a resumed run goes on with its schedule, its clip's history and its guard") {
  const TemporaryFolder folder;
  const std::string settings =
      GENERATE("--warmup 20 --clip zclip:1", "--clip auto:40 --on-spike skip",
               "--clip adagc:1.05 --on-spike rollback --accumulate 2",
               "--precision bfloat16 --clip agc:0.1 --label-smoothing 0.1");
  CAPTURE(settings);
  const std::string run = std::string(small_run) + settings;
  REQUIRE(run_plumb(folder.path(), run + " --out whole").exit_code == 0);
  REQUIRE(run_plumb(folder.path(), run + " --epochs 2 --out parts").exit_code == 0);
  const Outcome resumed = run_plumb(folder.path(), "train --resume parts --epochs 3 --quiet");
  INFO(resumed.err);
  REQUIRE(resumed.exit_code == 0);
  REQUIRE(measurements_of(folder.path() / "parts") == measurements_of(folder.path() / "whole"));
}

TEST_CASE("--schedule changes the rate, which steps.jsonl has") {
  const TemporaryFolder folder;
  const std::string run = std::string(small_run) + "--lr 0.01 ";
  REQUIRE(run_plumb(folder.path(), run + "--schedule cosine --out cosine").exit_code == 0);
  const auto steps = lines_of(text_of(folder.path() / "cosine" / "steps.jsonl"));
  REQUIRE(Json::parse(steps.front())["lr"] == 0.01);
  REQUIRE_THAT(Json::parse(steps.at(21))["lr"].get<double>(), WithinRel(0.005, 1e-5));  // of 42
  REQUIRE(run_plumb(folder.path(), run + "--out constant").exit_code == 0);
  REQUIRE_FALSE(Json::parse(lines_of(text_of(folder.path() / "constant" / "steps.jsonl")).front())
                    .contains("lr"));
}

TEST_CASE("--on-spike rollback saves a run that diverges") {
  const TemporaryFolder folder;
  const std::string run =
      "train --data blobs --depth 6 --width 32 --activation identity --optimizer sgd --lr 2 "
      "--batch-size 10 --epochs 4 ";
  REQUIRE(run_plumb(folder.path(), run + "--quiet --out off").exit_code == 0);
  REQUIRE(summary_of(folder.path() / "off")["first_non_finite_step"].is_number());
  const Outcome guarded = run_plumb(folder.path(), run + "--on-spike rollback --out on");
  REQUIRE_THAT(guarded.out, ContainsSubstring("back to an earlier state"));
  const Json summary = summary_of(folder.path() / "on");
  REQUIRE(summary["rollbacks"] > 0);
  REQUIRE(summary["skipped_updates"] >= summary["rollbacks"]);
  REQUIRE(summary["final_val_accuracy"] > 0.8);
  const std::string steps = text_of(folder.path() / "on" / "steps.jsonl");
  REQUIRE_THAT(steps, ContainsSubstring("\"rolled_back\":true"));
}

TEST_CASE("training settings that make no sense together are refused with the reason") {
  const TemporaryFolder folder;
  const auto refused = [&](const std::string& settings, const char* reason) {
    const Outcome outcome =
        run_plumb(folder.path(), std::string(small_run) + settings + " --out x");
    CAPTURE(settings, outcome.err);
    REQUIRE(outcome.exit_code == 2);
    REQUIRE_THAT(outcome.err, ContainsSubstring(reason));
    REQUIRE_FALSE(std::filesystem::exists(folder.path() / "x"));
  };
  refused("--warmup 42", "--warmup 42 is not less than the 42 steps of the run");
  refused("--schedule plateau", "cannot act within --epochs 3");
  refused("--loss mse --label-smoothing 0.1", "--label-smoothing is for --loss cross-entropy");
  refused("--clip agc:0", "not a positive number");
  refused("--clip auto:100", "is not below 100");
  refused("--on-spike stop", "none, skip, rollback");
}

TEST_CASE("plateau is refused where it has no epoch to act in, and acts in the first that it has") {
  const TemporaryFolder folder;
  const std::string run =
      "train --data blobs --limit 200 --optimizer sgd --lr 1e-7 --schedule plateau --quiet ";
  const Outcome refused = run_plumb(folder.path(), run + "--epochs 7 --out seven");
  REQUIRE(refused.exit_code == 2);
  REQUIRE_THAT(refused.err, ContainsSubstring("cannot act within --epochs 7; take 8 or more"));
  REQUIRE(run_plumb(folder.path(), run + "--epochs 8 --out eight").exit_code == 0);
  const auto steps = lines_of(text_of(folder.path() / "eight" / "steps.jsonl"));
  REQUIRE(Json::parse(steps.front()).at("lr") == 1e-7);
  REQUIRE(Json::parse(steps.back()).at("lr").get<double>() == Approx(1e-8));
}

TEST_CASE("a run at work keeps others out of its folder, and one that was killed does not") {
  const TemporaryFolder folder;
  const auto run = folder.path() / "run";
  const Outcome outcome = run_plumb(
      folder.path(),
      "--version; '" PLUMB_COMMAND
      "' train --data blobs --depth 2 --width 8 --epochs 100000 --epoch-gradient off --quiet --out "
      "run & child=$!; while kill -0 $child && ! ls run/checkpoints/optimizer-* >/dev/null 2>&1; "
      "do sleep 0.1; done; "
      "'" PLUMB_COMMAND "' train --resume run --quiet 2>refused; code=$?; '" PLUMB_COMMAND
      "' train --data blobs --out run/ --quiet 2>>refused; cat run/summary.json >before; "
      "kill -KILL $child; wait $child 2>/dev/null; exit $code #");
  REQUIRE(outcome.exit_code == 2);
  const auto refused = lines_of(text_of(folder.path() / "refused"));
  REQUIRE(refused.size() == 2);
  REQUIRE(refused[0] == "plumb: another process is at work in run");
  REQUIRE(Json::parse(text_of(folder.path() / "before"))["status"] == "running");

  const auto epochs = lines_of(text_of(run / "epochs.csv"));
  const int last = std::stoi(epochs.back()) + 2;
  REQUIRE(run_plumb(folder.path(), "train --resume run --quiet --epochs " + std::to_string(last))
              .exit_code == 0);
  REQUIRE(summary_of(run)["status"] == "completed");
  const auto rows = lines_of(text_of(run / "epochs.csv"));
  REQUIRE(rows.size() == static_cast<std::size_t>(last) + 2);  // header, epochs 0 to `last`
  for (int epoch = 0; epoch <= last; ++epoch)
    CHECK(rows[static_cast<std::size_t>(epoch) + 1].starts_with(std::to_string(epoch) + ','));
}

TEST_CASE("unnamed runs that start together have folders of their own") {
  const TemporaryFolder folder;
  const std::string train =
      "'" PLUMB_COMMAND "' train --data blobs --limit 64 --epochs 0 --quiet >/dev/null";
  std::string commands = "--version >/dev/null;";
  for (int i = 0; i < 4; ++i) commands += ' ' + train + " & p" + std::to_string(i) + "=$!;";
  commands += " wait $p0 && wait $p1 && wait $p2 && wait $p3; exit $? #";
  REQUIRE(run_plumb(folder.path(), commands).exit_code == 0);
  for (const char* name : {"mlp-1", "mlp-2", "mlp-3", "mlp-4"})
    CHECK(summary_of(folder.path() / "runs" / name)["status"] == "completed");
}

TEST_CASE("a run whose settings are gone is not resumed with others") {
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--out run").exit_code == 0);
  std::ofstream(folder.path() / "run" / "config.toml") << "";
  const Outcome outcome = run_plumb(folder.path(), "train --resume run --epochs 5");
  CHECK(outcome.exit_code == 2);
  CHECK_THAT(outcome.err, ContainsSubstring("run/config.toml does not have the settings"));
  CHECK(summary_of(folder.path() / "run")["epochs"] == 3);
}

TEST_CASE("a quiet run says where it is, and a command to copy is quoted") {
  const TemporaryFolder folder;
  const std::string train = "train --data blobs --limit 64 --batch-size 64 --epochs 1 ";
  const Outcome quiet = run_plumb(folder.path(), train + "--quiet --out 'my run'");
  CHECK_THAT(quiet.out, ContainsSubstring("my run: "));
  CHECK_THAT(quiet.out, ContainsSubstring("completed after 1 step in "));
  CHECK_THAT(run_plumb(folder.path(), train + "--out 'my other'").out,
             ContainsSubstring("Draw it: plumb plot 'my other'\n"));
}
