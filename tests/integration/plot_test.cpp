#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>

#include "command.hpp"
#include "support/catch.hpp"
#include "support/needs.hpp"
#include "support/temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;

constexpr const char* small_run =
    "train --data blobs --depth 2 --width 8 --activation tanh --batch-size 50 --epochs 3 --quiet ";

/// A folder in which no program is, as the whole PATH.
std::string empty_path(const TemporaryFolder& folder) {
  fs::create_directories(folder.path() / "no-programs");
  return "PATH='" + (folder.path() / "no-programs").string() + "'";
}

/// Plots and checks that each file named is a picture of some size. Returns the files.
std::vector<std::string> require_drawn(const TemporaryFolder& folder, const std::string& runs) {
  const Outcome outcome = run_plumb(folder.path(), "plot " + runs);
  INFO(runs << '\n' << outcome.err);
  REQUIRE(outcome.exit_code == 0);
  REQUIRE(outcome.err.empty());
  const auto files = lines_of(outcome.out);
  REQUIRE(files.size() >= 2);
  for (const auto& file : files) {
    INFO(file);
    REQUIRE(fs::file_size(folder.path() / file) > 1000);
  }
  return files;
}

/// One sentence, exit 2, and no folder of figures.
void require_nothing_to_draw(const TemporaryFolder& folder, const std::string& arguments,
                             const std::string& expected) {
  const Outcome outcome = run_plumb(folder.path(), "plot " + arguments);
  INFO(arguments << '\n' << outcome.out << outcome.err);
  REQUIRE(outcome.exit_code == 2);
  REQUIRE(outcome.out.empty());
  REQUIRE(lines_of(outcome.err).size() == 1);
  REQUIRE_THAT(outcome.err, ContainsSubstring(expected));
}

void edit(const fs::path& file, const std::function<std::string(std::string)>& change) {
  const std::string text = change(text_of(file));
  std::ofstream(file, std::ios::binary) << text;
}

std::string replace_all(std::string text, const std::string& old, const std::string& with) {
  for (auto at = text.find(old); at != std::string::npos; at = text.find(old, at + with.size()))
    text.replace(at, old.size(), with);
  return text;
}

bool contains(const std::vector<std::string>& files, const std::string& name) {
  return std::find(files.begin(), files.end(), name) != files.end();
}

}  // namespace

TEST_CASE("plot draws a run and a comparison") {
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--out a").exit_code == 0);
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--seed 1 --out b").exit_code == 0);
  for (const char* runs : {"a", "a b -o both"}) {
    const Outcome outcome = run_plumb(folder.path(), std::string("plot ") + runs);
    INFO(outcome.err);
    REQUIRE(outcome.exit_code == 0);
    for (const auto& file : lines_of(outcome.out))
      REQUIRE(std::filesystem::file_size(folder.path() / file) > 1000);
    REQUIRE(lines_of(outcome.out).size() >= 2);
  }
}

TEST_CASE("plot says of a run that recorded nothing that there is nothing to draw") {
  if (without_gnuplot()) return;
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--out run").exit_code == 0);
  fs::create_directory(folder.path() / "empty");
  fs::copy_file(folder.path() / "run/config.toml", folder.path() / "empty/config.toml");
  // What a run that is killed before its first epoch leaves.
  fs::create_directory(folder.path() / "killed");
  for (const char* file : {"config.toml", "run.json"})
    fs::copy_file(folder.path() / "run" / file, folder.path() / "killed" / file);
  for (const char* file : {"epochs.csv", "gradients.csv"}) {
    const auto header = lines_of(text_of(folder.path() / "run" / file)).front();
    std::ofstream(folder.path() / "killed" / file) << header << '\n';
  }
  std::ofstream(folder.path() / "killed/steps.jsonl");
  std::ofstream(folder.path() / "killed/findings.json") << "[]\n";

  require_nothing_to_draw(folder, "empty", "empty recorded no step and no epoch");
  require_nothing_to_draw(folder, "killed", "killed recorded no step and no epoch");
  require_nothing_to_draw(folder, "empty killed", "recorded no step and no epoch");
  require_nothing_to_draw(folder, "killed --only steps",
                          "killed recorded nothing that steps shows");
  REQUIRE_FALSE(fs::exists(folder.path() / "empty/figures"));
  REQUIRE_FALSE(fs::exists(folder.path() / "killed/figures"));
}

TEST_CASE("plot draws what there is of a short run and of one whose loss is NaN") {
  if (without_gnuplot()) return;
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--steps 1 --out one").exit_code == 0);
  const auto of_one = require_drawn(folder, "one --format svg");
  for (const char* name : {"history", "steps", "depth-profile", "heat-map"})
    REQUIRE(contains(of_one, std::string("one/figures/") + name + ".svg"));

  REQUIRE(run_plumb(folder.path(), std::string(small_run) +
                                       "--activation relu --optimizer sgd --lr 1e30 --out nan")
              .exit_code == 0);
  REQUIRE(run_plumb(folder.path(), "diagnose nan").out.find("non-finite") != std::string::npos);
  const auto of_nan = require_drawn(folder, "nan --format svg");
  REQUIRE(contains(of_nan, "nan/figures/finding.svg"));
  REQUIRE_THAT(text_of(folder.path() / "nan/figures/steps.svg"), ContainsSubstring("× not finite"));
  REQUIRE_THAT(text_of(folder.path() / "nan/figures/depth-profile.svg"),
               ContainsSubstring("epoch 3 ×"));
}

TEST_CASE("plot puts the figures of a folder's runs into the folder, at whatever depth they lie") {
  if (without_gnuplot()) return;
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--out fix/runs/a").exit_code == 0);
  fs::copy(folder.path() / "fix/runs/a", folder.path() / "fix/runs/b", fs::copy_options::recursive);
  const auto all_in = [&](const std::string& figures, const std::string& runs) {
    const auto files = require_drawn(folder, runs + " --format svg");
    CAPTURE(runs, files);
    REQUIRE(std::all_of(files.begin(), files.end(),
                        [&](const std::string& file) { return file.starts_with(figures); }));
  };
  all_in("fix/figures/", "fix");
  all_in("fix/runs/figures/", "fix/runs/a fix/runs/b");
}

TEST_CASE("plot draws the run of someone's own loop by step") {
  if (without_gnuplot()) return;
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--out run").exit_code == 0);
  // What Monitor::record_to writes.
  fs::create_directory(folder.path() / "own");
  for (const char* file : {"steps.jsonl", "run.json", "findings.json"})
    fs::copy_file(folder.path() / "run" / file, folder.path() / "own" / file);
  const auto files = require_drawn(folder, "own --format svg");
  REQUIRE_FALSE(contains(files, "own/figures/history.svg"));
  for (const char* name : {"gradient-norms", "heat-map", "depth-profile"}) {
    INFO(name);
    REQUIRE_THAT(text_of(folder.path() / "own/figures" / (std::string(name) + ".svg")),
                 ContainsSubstring(">step"));
  }
}

TEST_CASE("names of runs and layers are drawn, not run, and too long ones lose their middle") {
  if (without_gnuplot()) return;
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--out run").exit_code == 0);
  const std::string hostile =
      R"(it's `touch pwned` $(touch pwned) \"q\" \\ \n <script>alert(1)</script>)";
  edit(folder.path() / "run/summary.json", [&](std::string text) {
    return replace_all(text, "\"name\": \"mlp\"", "\"name\": \"" + hostile + '"');
  });
  REQUIRE_THAT(text_of(folder.path() / "run/summary.json"), ContainsSubstring("pwned"));
  const std::string layer = "block_" + std::string(190, 'x') + "_end";
  for (const char* file : {"gradients.csv", "steps.jsonl", "run.json", "histograms.jsonl"}) {
    edit(folder.path() / "run" / file,
         [&](std::string text) { return replace_all(text, "dense_02", layer); });
  }
  for (const auto& file : require_drawn(folder, "run --format svg")) {
    INFO(file);
    const auto svg = text_of(folder.path() / file);
    REQUIRE(svg.find("<script") == std::string::npos);
    REQUIRE(svg.find(layer) == std::string::npos);
  }
  REQUIRE_FALSE(fs::exists(folder.path() / "pwned"));
  const auto profile = text_of(folder.path() / "run/figures/depth-profile.svg");
  REQUIRE_THAT(profile, ContainsSubstring("gradient norm against depth"));  // the name gave way
  REQUIRE_THAT(profile, ContainsSubstring("block_"));
}

TEST_CASE("without gnuplot plot names the package, and a run goes on and says it once") {
  const TemporaryFolder folder;
  const auto path = empty_path(folder);
  const Outcome trained =
      run_plumb(folder.path(), std::string(small_run) + "--tensorboard --out run", path);
  INFO(trained.out << trained.err);
  REQUIRE(trained.exit_code == 0);
  REQUIRE(lines_of(trained.err).size() == 1);
  REQUIRE_THAT(trained.err, ContainsSubstring("TensorBoard gets no figures") &&
                                ContainsSubstring("apt-get install gnuplot-nox"));
  const Outcome silent = run_plumb(folder.path(), std::string(small_run) + "--out plain", path);
  REQUIRE(silent.err.empty());

  const Outcome plotted = run_plumb(folder.path(), "plot run", path);
  REQUIRE(plotted.exit_code == 1);
  REQUIRE(plotted.out.empty());
  REQUIRE(lines_of(plotted.err).size() == 1);
  REQUIRE_THAT(plotted.err, ContainsSubstring("apt-get install gnuplot-nox"));

  const std::string compare = std::string("compare --vary seed=0,1 ") +
                              std::string(small_run).substr(std::string("train ").size());
  for (const bool json : {false, true}) {
    const Outcome compared =
        run_plumb(folder.path(), compare + (json ? "--json --out json" : "--out both"), path);
    INFO(compared.out << compared.err);
    REQUIRE(compared.exit_code == 0);
    const auto first = compared.err.find("No figures");
    REQUIRE(first != std::string::npos);
    REQUIRE(compared.err.find("No figures", first + 1) == std::string::npos);
    REQUIRE_THAT(compared.out, !ContainsSubstring("No figures"));
  }
}

TEST_CASE("--width draws for a column or a page, and no other width is known") {
  if (without_gnuplot()) return;
  const TemporaryFolder folder;
  REQUIRE(run_plumb(folder.path(), std::string(small_run) + "--out run").exit_code == 0);
  const auto width_of = [&](const std::string& arguments, const std::string& file) {
    require_drawn(folder, arguments);
    const auto svg = text_of(folder.path() / file);
    const auto begin = svg.find("width=\"") + 7;
    return svg.substr(begin, svg.find('"', begin) - begin);
  };
  REQUIRE(width_of("run", "run/figures/steps.svg") == "800");
  REQUIRE(width_of("run --width column -o c", "c/steps.svg") == "3.398in");
  REQUIRE(width_of("run --width page -o p", "p/steps.svg") == "7in");
  REQUIRE(width_of("run run --width column -o both", "both/comparison.svg") == "7in");

  const Outcome outcome = run_plumb(folder.path(), "plot run --width 3in");
  REQUIRE(outcome.exit_code == 2);
  REQUIRE(lines_of(outcome.err).size() == 1);
  REQUIRE_THAT(outcome.err, ContainsSubstring("--width 3in") && ContainsSubstring("page"));
}
